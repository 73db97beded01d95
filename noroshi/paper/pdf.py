"""A sheet as PDF (A-2b): typeset with the typeface that lies beside, everything written by people passed as data."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from noroshi.paper.glyphs import FONTS
from noroshi.paper.laid_out import laid_out
from noroshi.paper.paper import Paper

if TYPE_CHECKING:
    import typst

SHEETS: Final = Path(__file__).parent / "sheets"


def pdf(paper: Paper) -> bytes:
    return typeset(paper.kind.value, laid_out(paper), paper.holder.at if paper.holder else None)


def typeset(sheet: str, data: Mapping[str, Any], at: datetime | None) -> bytes:
    """One of the sheets that lie beside; whoever lays out has replaced what has no glyph."""
    import typst  # noqa: PLC0415 - heavy: only who prints carries it

    return typst.compile(
        SHEETS / f"{sheet}.typ",
        root=SHEETS,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["a-2b"],
        timestamp=int(at.timestamp()) if at else None,
    )


@cache
def _fonts() -> "typst.Fonts":
    """Read once; the fonts of the machine are no part of a sheet."""
    import typst  # noqa: PLC0415 - likewise

    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])
