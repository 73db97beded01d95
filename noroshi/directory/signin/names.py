"""How a typed sign-in name is read: folded, so that capitals and full-width typing lock nobody out."""

import unicodedata
from typing import Final

LONGEST: Final = 200


def folded(typed: str) -> str:
    """Nothing is refused here: the answer to an impossible name is the answer to an unknown one."""
    return unicodedata.normalize("NFKC", typed[: LONGEST * 4]).strip().casefold()[:LONGEST]
