"""What an item says in the other language: by a machine where the installation has one, checked by people, with agreed terms."""
