"""Whether the Japanese stands compiled beside its source, asked at every start and without what compiles it."""

from pathlib import Path
from typing import Final

PO: Final = Path(__file__).resolve().parent.parent / "locale" / "ja" / "LC_MESSAGES" / "django.po"
MO: Final = PO.with_suffix(".mo")


def is_older() -> bool:
    """The compiled words, or there are none yet."""
    return PO.exists() and not (MO.exists() and MO.stat().st_mtime >= PO.stat().st_mtime)
