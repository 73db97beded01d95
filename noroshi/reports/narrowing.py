"""Whether sector and day together still point to one member when every name is gone; told as a class, never as names or numbers."""

from collections import defaultdict
from datetime import date
from typing import Final

from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Organization
from noroshi.drafting.moments import read_loosely
from noroshi.drafting.written import Written
from noroshi.editions.models import Edition, EditionKind
from noroshi.editions.queries import Reading
from noroshi.traces.narrowness import Clue, Narrowness, OperatorFacts, narrowness

TIMES: Final = ("occurred_at", "detected_at")
MOST: Final = 2000


def narrowness_of(viewer: Viewer, original: Reading, written: Written) -> Narrowness:
    """Among this CEPTOAR's members, from what its secretariat itself has read of them."""
    sector = str(written.typed.get("sector") or "")
    clue = Clue(sectors=frozenset({sector} if sector else original.sectors), days=_days(written))
    return narrowness(clue, _facts(viewer))


def _facts(viewer: Viewer) -> list[OperatorFacts]:
    members = Organization.objects.filter(ceptoars=viewer.organization_id, is_active=True).only("pk", "sectors")
    known = _days_known(viewer, [member.pk for member in members])
    return [OperatorFacts(str(member.pk), frozenset(member.sectors), days=known[member.pk]) for member in members]


def _days_known(viewer: Viewer, members: list[int]) -> dict[int, frozenset[date]]:
    rows = Edition.objects.filter(originator_organization__in=members, kind=EditionKind.REPORT)
    found = readable_by(viewer, rows).order_by("-pk").values_list("originator_organization_id", "sealed_at")[:MOST]
    days: defaultdict[int, set[date]] = defaultdict(set)
    for member, at in found:
        days[member].add(timezone.localtime(at).date())
    return defaultdict(frozenset, {member: frozenset(each) for member, each in days.items()})


def _days(written: Written) -> tuple[date, date] | None:
    """The first time that is told to the day."""
    for name in TIMES:
        moment = read_loosely(str(written.typed.get(name) or ""), now=timezone.localtime())
        if moment is not None and moment.year and moment.month and moment.day:
            day = date(moment.year, moment.month, moment.day)
            return day, day
    return None
