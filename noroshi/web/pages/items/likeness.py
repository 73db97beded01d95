"""Items that tell the same as another item or a draft, each with why."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from noroshi.drafting.posted import Posted
from noroshi.likeness import telling
from noroshi.web import plain_sight
from noroshi.web.pages.items.lines import LineShown, line_shown

NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class AlikeShown:
    """`why`: what both name, or how much of their words is the same."""

    line: LineShown
    why: tuple[str, ...]


def alike_shown(found: Iterable[Posted]) -> tuple[AlikeShown, ...]:
    return tuple(map(_shown, found))


def _shown(one: Posted) -> AlikeShown:
    signs = tuple(plain_sight.defanged(sign) for sign in one.alike.signs[:NAMED])
    share = (_("%(percent)s%% of the words") % {"percent": round(one.alike.share * 100)},) if one.alike.share else ()
    terms = tuple(telling()[term].label(get_language() or "ja") for term in one.alike.terms[:NAMED])
    return AlikeShown(line_shown(one.line), (*signs, *terms, *share))
