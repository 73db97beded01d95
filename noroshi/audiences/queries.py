"""The first lock. Nothing else in Noroshi filters shared rows by viewer."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Q, QuerySet

from noroshi.audiences.models import Audience, Seat
from noroshi.audiences.shared import SharedModel
from noroshi.audiences.viewer import AnyViewer, Public, SystemViewer, Viewer
from noroshi.vocabulary import Requirement

BITS = {Requirement.PERSONS: 1, Requirement.NEED_TO_KNOW: 2}


def bits(requires: Iterable[Requirement]) -> int:
    return sum(BITS[requirement] for requirement in requires)


def requirements(number: int) -> frozenset[Requirement]:
    return frozenset(requirement for requirement, bit in BITS.items() if number & bit)


def audience_ids(viewer: AnyViewer) -> list[int]:
    """The audiences that a viewer satisfies now: seat, tie, NDA, duty and assignment."""
    public = Audience.objects.filter(is_public=True).values_list("id", flat=True)
    match viewer:
        case Public():
            return list(public)
        case SystemViewer():
            return list(Audience.objects.values_list("id", flat=True))
        case Viewer():
            mine = Seat.objects.filter(_met_by(viewer), desk_id=viewer.desk_id).values_list("audience_id", flat=True)
            return list(mine.union(public))


def _met_by(viewer: Viewer) -> Q:
    """Which of a desk's seats this person may take."""
    person, in_range = viewer.person, viewer.is_in_range
    allowed = [number for number in range(4) if in_range or not number & BITS[Requirement.PERSONS]]
    without_need = [number for number in allowed if not number & BITS[Requirement.NEED_TO_KNOW]]
    if person.needs_everything():
        return Q(requires__in=allowed)
    known = Q(audience__sectors__overlap=sorted(person.duties)) if person.duties else Q(pk__in=[])
    if person.matters:
        known |= Q(audience__matter__in=sorted(person.matters))
    return Q(requires__in=without_need) | (Q(requires__in=allowed) & known)


def readable_by[M: SharedModel](viewer: AnyViewer, rows: QuerySet[M]) -> QuerySet[M]:
    """The rows that this viewer may read; what may not be read is not found."""
    return rows.filter(audience_id__in=audience_ids(viewer))


def holders(audience_id: int) -> dict[int, frozenset[Requirement]]:
    """Desks that hold it now; the database answers the originator's desk only, everybody else gets nothing."""
    with connection.cursor() as cursor:
        cursor.execute("select desk_id, requires from noroshi_holders(%s)", [audience_id])
        return {desk: requirements(number) for desk, number in cursor.fetchall()}
