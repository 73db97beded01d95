"""The name of a file as it is kept: one line, no path, nothing that could reorder or hide what is read."""

from typing import Final

from noroshi.vault.errors import FileNameUnfit
from noroshi.vocabulary.text import clean_line

LONGEST_NAME: Final = 200
NEVER: Final = frozenset('<>:"|?*\\/')
"""What some system takes for a path, a device or a pattern."""


def clean_name(name: object) -> str:
    """Some browsers send the whole path: only what stands after it is the name."""
    bare = name.replace("\\", "/").rpartition("/")[2] if isinstance(name, str) else name
    text = clean_line(bare, most=LONGEST_NAME, required=True)
    kept = "".join("_" if character in NEVER else character for character in text).rstrip(". ")
    if not kept.strip("._ "):
        raise FileNameUnfit
    return kept
