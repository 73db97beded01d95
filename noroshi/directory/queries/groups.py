"""Groups of the viewer's desk. Others do not exist; a confidential roster is the owner desk's alone."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from noroshi.directory.models import Desk, Group, GroupSeat
from noroshi.directory.queries.organizations import name_of, names_of
from noroshi.directory.rows import found
from noroshi.directory.seated import Seated
from noroshi.directory.shown import GroupShown, Named
from noroshi.vocabulary import Role


def groups_of(viewer: Seated) -> list[GroupShown]:
    return [_show(viewer, row) for row in _readable(viewer).order_by("handle")]


def group(viewer: Seated, public_id: UUID) -> GroupShown:
    return _show(viewer, found(_readable(viewer), public_id))


def _readable(viewer: Seated) -> "QuerySet[Group]":
    seated_here = GroupSeat.objects.filter(group=OuterRef("pk"), desk=viewer.desk_id, ended_at=None)
    own = Q(owner=viewer.desk_id) | (Q(is_active=True) & Exists(seated_here))
    return Group.objects.filter(own).select_related("owner")


def _show(viewer: Seated, row: Group) -> GroupShown:
    owns = row.owner_id == viewer.desk_id
    return GroupShown(
        id=row.public_id,
        version=row.version,
        handle=row.handle,
        name_ja=row.name_ja,
        name_en=row.name_en,
        purpose_ja=row.purpose_ja,
        purpose_en=row.purpose_en,
        owner=name_of(row.owner),
        roster_is_confidential=row.roster_is_confidential,
        roster=_roster(row) if owns or not row.roster_is_confidential else None,
        is_active=row.is_active,
        may_run=owns and (viewer.is_administrator or viewer.role in {Role.MODERATOR, Role.SECRETARIAT, Role.LIAISON}),
    )


def _roster(row: Group) -> tuple[Named, ...]:
    return names_of(Desk.objects.filter(group_seats__group=row, group_seats__ended_at=None).order_by("handle"))
