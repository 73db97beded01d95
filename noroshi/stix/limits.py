"""How much one object and one body may ask of a reader. A fault names the limit."""

from typing import Final

DEPTH: Final = 64
OBJECT_BYTES: Final = 4 * 1024 * 1024
PATTERN_CHARACTERS: Final = 100_000
PATTERN_PARTS: Final = 10_000
LARGEST: Final = 2**53 - 1
VALUES: Final = 10_000
REFERENCES: Final = 30_000
