"""Addresses that programs ask, each family with its own shape of an error; a program never gets a page, and never a redirect."""

from typing import Final

API: Final = "/api/"
TAXII: Final = "/taxii2/"
MACHINES: Final = (API, TAXII)


def is_machine(path: str) -> bool:
    return path.startswith(MACHINES)


def is_taxii(path: str) -> bool:
    """With or without the last slash: the standard's addresses end with one, mistaken ones are answered in its shape as well."""
    return path.startswith(TAXII) or path == TAXII.rstrip("/")
