"""One deed a file."""
