"""Our own extension of STIX: what the plan's forms and the eleven kinds of information hold and the standard has no place for."""

from typing import Final

EXTENSION: Final = "extension-definition--8c3f1a52-6d0e-4b7b-9f24-5e1b7d2c9a60"
