"""A ceiling as people read it: grouped by the clause that speaks, organizations below it, who never gets it last."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noroshi.editions.previews import PreviewTold, Told
from noroshi.web.pages.directory.words import language, sentence
from noroshi.web.pages.items.audience import count_of, name_of, note_of

SHOWN_AT_ONCE: Final = 12


@dataclass(frozen=True, slots=True)
class Entry:
    name: str
    is_named: bool
    count: str


@dataclass(frozen=True, slots=True)
class ClauseGroup:
    """Everybody of whom one clause speaks."""

    clause: str
    cite: str
    asks: tuple[str, ...]
    entries: tuple[Entry, ...]
    count: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class CeilingShown:
    is_public: bool
    count: int
    sentence: str
    most: tuple[ClauseGroup, ...]
    never: tuple[ClauseGroup, ...]
    others: tuple[Entry, ...]
    note: str


def ceiling_shown(preview: PreviewTold) -> CeilingShown:
    count = preview.organizations_at_most
    return CeilingShown(
        is_public=preview.is_public,
        count=count,
        sentence=_sentence(preview, count),
        most=_groups(preview.at_most),
        never=_groups(preview.never),
        others=tuple(
            Entry(sentence(kind.label(language())), is_named=False, count=_organizations(number))
            for kind, number in preview.others
        ),
        note=note_of(preview),
    )


def _sentence(preview: PreviewTold, count: int) -> str:
    if preview.is_public:
        return _("May be published: everybody may know it.")
    if count <= 1:
        return _("Stays at your own desk until somebody is named.")
    words = ngettext(
        "May go at most to %(n)d organization. Now it is held by your desk alone.",
        "May go at most to %(n)d organizations. Now it is held by your desk alone.",
        count,
    )
    return words % {"n": count}


def _groups(tolds: Iterable[Told]) -> tuple[ClauseGroup, ...]:
    found: dict[tuple[str, str, tuple[str, ...]], list[Told]] = {}
    for told in tolds:
        found.setdefault((told.decision.label(language()), told.decision.cite, _asks(told)), []).append(told)
    return tuple(_group(*key, members) for key, members in found.items())


def _group(clause: str, cite: str, asks: tuple[str, ...], members: Sequence[Told]) -> ClauseGroup:
    entries = tuple(Entry(name_of(told), told.is_named, count_of(told)) for told in members)
    count = sum(told.organizations for told in members)
    return ClauseGroup(sentence(clause), cite, asks, entries, count, is_open=len(entries) <= SHOWN_AT_ONCE)


def _asks(told: Told) -> tuple[str, ...]:
    """That outside people need an NDA holds for every organization, so it is said once, above all of them."""
    return (_("who needs to know"),) if told.asks_need_to_know else ()


def _organizations(number: int) -> str:
    return ngettext("%(n)d organization", "%(n)d organizations", number) % {"n": number}
