"""A PDF of a few words, in our own typeface: what fonts a machine has is no part of a test."""

from functools import cache

import typst

from noroshi.paper.glyphs import FONTS


def typeset(source: str) -> bytes:
    return bytes(typst.compile(source.encode(), font_paths=_fonts()))


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])
