"""`python -m noroshi.cli` is the `noroshi` command."""

from noroshi.cli import main

main()
