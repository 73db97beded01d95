"""One file for each thing that is found: what is kept of it, and how it is shown to whoever may read it."""
