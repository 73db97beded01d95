"""Word lists that stand beside the code as plain text."""

from functools import lru_cache
from pathlib import Path
from typing import Final

LISTS: Final = Path(__file__).parent / "lists"


@lru_cache(maxsize=32)
def words(name: str) -> frozenset[str]:
    """The words of a list; lines that begin with # say what it is."""
    lines = (LISTS / f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
