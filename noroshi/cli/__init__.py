"""The `noroshi` command: a door that translates words on the command line into one call each."""
