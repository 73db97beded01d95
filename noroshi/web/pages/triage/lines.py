"""A line of a list, in the reader's words: what it is, how it scores and why, what was decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from noroshi.intel.colors import Color
from noroshi.triage.lists import Decided
from noroshi.triage.showing import Item
from noroshi.vocabulary import StixType
from noroshi.vocabulary.observables import ObservableKind
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.intel.flags import FlagShown, flags_shown


@dataclass(frozen=True, slots=True)
class FactorLine:
    name: str
    said: str
    factor: str


@dataclass(frozen=True, slots=True)
class ItemLine:
    key: UUID
    object: UUID
    title: str
    value: str
    kind: str
    source: str
    score: int
    why: str
    factors: tuple[FactorLine, ...]
    valid_until: datetime | None
    decided: Decided | None
    verdict: str
    flags: tuple[FlagShown, ...]
    color: Color | None = None


def lines_of(items: Iterable[Item], colors: Mapping[UUID, Color] | None = None) -> tuple[ItemLine, ...]:
    lang = language()
    return tuple(_line(item, lang, (colors or {}).get(item.object)) for item in items)


def _line(item: Item, lang: str, color: Color | None) -> ItemLine:
    decided, above = item.entry.decided, item.entry.above
    why = above.relevance.label(lang)
    return ItemLine(
        key=item.key,
        object=item.object,
        title=item.title if item.value and item.title != item.value else "",
        value=item.value or item.title,
        kind=_kind(item, lang),
        source=item.source,
        score=round(item.scored.score * 100),
        why=f"{why}: {item.entry.named}" if item.entry.named else why,
        factors=tuple(
            FactorLine(line.name.label(lang), line.said.label(lang), f"{line.factor:.2f}") for line in item.scored.lines
        ),
        valid_until=item.valid_until,
        decided=decided,
        verdict=decided.verdict.label(lang) if decided else "",
        flags=flags_shown(item.warnings),
        color=color,
    )


def _kind(item: Item, lang: str) -> str:
    if item.kind:
        return ObservableKind.of(item.kind.word).label(lang)
    return StixType.of(item.object_kind.type).label(lang)


def above(*crumbs: Crumb) -> tuple[Crumb, ...]:
    """Triage is a part of shared intelligence."""
    return (Crumb(_("Intelligence"), reverse("intel")), *crumbs)
