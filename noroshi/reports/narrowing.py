"""Whether sector, day, place and size still point to one member when every name is gone; told as a class, never as names or numbers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Organization
from noroshi.drafting.moments import read_loosely
from noroshi.drafting.rewording import texts_written
from noroshi.drafting.suspects import texts_of
from noroshi.drafting.written import Written
from noroshi.editions.models import Edition, EditionKind, Part
from noroshi.editions.queries import Reading
from noroshi.traces.figures import Figure, figures_in
from noroshi.traces.folding import folded
from noroshi.traces.narrowness import Clue, Narrowness, OperatorFacts, narrowness
from noroshi.traces.places import places_in

TIMES: Final = ("occurred_at", "detected_at")
MOST: Final = 2000
MOST_READ: Final = 200
"""So many of the latest reports are read for places and figures; days are known of all."""
OWN_WORDS: Final = ("source_", "contact_", "operator_")
"""Who writes where it sits is taken out with the names."""


@dataclass
class Known:
    """What this secretariat has read of one member."""

    days: set[date] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    figures: set[Figure] = field(default_factory=set)


def narrowness_of(viewer: Viewer, original: Reading, written: Written) -> Narrowness:
    """Among this CEPTOAR's members, from what its secretariat itself has read of them."""
    sector = str(written.typed.get("sector") or "")
    texts = list(_worded(texts_written(written).items()))
    clue = Clue(
        sectors=frozenset({sector} if sector else original.sectors),
        days=_days(written),
        places=_places(texts),
        figures=_figures(texts),
    )
    return narrowness(clue, _facts(viewer))


def _facts(viewer: Viewer) -> list[OperatorFacts]:
    members = Organization.objects.filter(ceptoars=viewer.organization_id, is_active=True).only("pk", "sectors")
    known = _known(viewer, [member.pk for member in members])
    return [
        OperatorFacts(
            str(member.pk),
            frozenset(member.sectors),
            days=frozenset(known[member.pk].days),
            places=frozenset(known[member.pk].places),
            figures=frozenset(known[member.pk].figures),
        )
        for member in members
    ]


def _known(viewer: Viewer, members: list[int]) -> defaultdict[int, Known]:
    rows = Edition.objects.filter(originator_organization__in=members, kind=EditionKind.REPORT)
    found = readable_by(viewer, rows).order_by("-pk").values_list("pk", "originator_organization_id", "sealed_at")
    latest = list(found[:MOST])
    whose = {edition: member for edition, member, _at in latest[:MOST_READ]}
    known: defaultdict[int, Known] = defaultdict(Known)
    for _edition, member, at in latest:
        known[member].days.add(timezone.localtime(at).date())
    for edition, content in _contents(viewer, whose):
        texts = list(_worded(texts_of({name: value for name, (_salt, value) in content.items()}).items()))
        known[whose[edition]].places |= _places(texts)
        known[whose[edition]].figures |= _figures(texts)
    return known


def _contents(viewer: Viewer, editions: Iterable[int]) -> Iterator[tuple[int, dict[str, list[object]]]]:
    parts = readable_by(viewer, Part.objects.filter(edition__in=list(editions)))
    yield from parts.values_list("edition_id", "content")


def _worded(texts: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (text for place, text in texts if not place.startswith(OWN_WORDS))


def _places(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(folded(text[one.start : one.end]) for text in texts for one in places_in(text))


def _figures(texts: Iterable[str]) -> frozenset[Figure]:
    """Round ones fit everybody of that size."""
    return frozenset(one for text in texts for one in figures_in(text) if one.is_telling)


def _days(written: Written) -> tuple[date, date] | None:
    """The first time that is told to the day."""
    for name in TIMES:
        moment = read_loosely(str(written.typed.get(name) or ""), now=timezone.localtime())
        if moment is not None and moment.year and moment.month and moment.day:
            day = date(moment.year, moment.month, moment.day)
            return day, day
    return None
