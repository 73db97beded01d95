"""Groups of desks. A roster that was promised to be confidential is never opened later."""

from uuid import UUID

from django.utils import timezone

from noroshi.directory import events, names
from noroshi.directory.authority import must_make_groups, must_run_group, must_speak_for
from noroshi.directory.columns import GROUP, read
from noroshi.directory.known import known_desks
from noroshi.directory.models import Desk, Group, GroupSeat
from noroshi.directory.recording import note
from noroshi.directory.rows import change, found, held, locked, must_be_as_read
from noroshi.directory.seated import Seated
from noroshi.vocabulary.errors import NotFound, Refusal


class RosterPromised(Refusal):
    code, status = "roster_promised", 409
    ja = "構成員を明かさない約束で集まったグループは、後から公開にできません。"
    en = "Members joined on the promise of a confidential roster; it cannot be opened later."


def make_group(*, actor: Seated, handle: str, name_ja: str, roster_is_confidential: bool, **more: object) -> Group:
    """The actor's desk owns it and has the first seat."""
    must_make_groups(actor)
    held(actor.organization_id)
    owner = Desk.objects.select_related("organization").get(pk=actor.desk_id)
    clean = read(GROUP, {"name_ja": name_ja, "roster_is_confidential": roster_is_confidential, **more})
    group = Group(handle=names.group_handle(owner, handle), owner=owner, **clean)
    group.save()
    GroupSeat.objects.create(group=group, desk=owner)
    note(actor, "make_group", group.public_id, organization=owner.organization)
    events.desk_facts_changed({owner.pk})
    return group


def edit_group(*, actor: Seated, group: UUID, version: int, **changes: object) -> Group:
    row = _run(actor, group)
    must_be_as_read(row, version, {name: getattr(row, name) for name in GROUP})
    clean = read(GROUP, changes)
    if row.roster_is_confidential and clean.get("roster_is_confidential") is False:
        raise RosterPromised
    changed = change(row, clean)
    note(actor, "edit_group", row.public_id, organization=row.owner.organization, fields=changed)
    if "is_active" in changed:
        events.desk_facts_changed(_desks(row))
    return row


def add_to_group(*, actor: Seated, group: UUID, desk: UUID) -> GroupSeat:
    row = _run(actor, group)
    place = found(known_desks(actor).filter(is_active=True), desk)
    seat, is_new = GroupSeat.objects.get_or_create(group=row, desk=place, ended_at=None)
    if is_new:
        _note_seat(actor, "add_to_group", row, place)
        events.desk_facts_changed({place.pk})
    return seat


def remove_from_group(*, actor: Seated, group: UUID, desk: UUID) -> None:
    """By the owner desk, or by the desk itself, which leaves. For others neither group nor seat is there."""
    row = locked(Group.objects.select_related("owner__organization"), group)
    seat = GroupSeat.objects.select_related("desk__organization").filter(group=row, desk__public_id=desk, ended_at=None)
    if row.owner_id == actor.desk_id:
        must_run_group(actor, row)
    else:
        seat = seat.filter(desk__organization=actor.organization_id)
    ended = seat.first()
    if ended is None:
        raise NotFound
    if row.owner_id != actor.desk_id:
        must_speak_for(actor, ended.desk)
    ended.ended_at = timezone.now()
    ended.save(update_fields=["ended_at"])
    _note_seat(actor, "remove_from_group", row, ended.desk)
    events.desk_facts_changed({ended.desk_id})


def _note_seat(actor: Seated, deed: str, group: Group, desk: Desk) -> None:
    """The ledger is read by more people than the roster: of a confidential group it tells neither desk nor owner."""
    if group.roster_is_confidential:
        note(actor, deed, group.public_id)
    else:
        note(actor, deed, group.public_id, organization=group.owner.organization, desk=desk.public_id)


def _run(actor: Seated, public_id: UUID) -> Group:
    row = locked(Group.objects.select_related("owner__organization"), public_id)
    must_run_group(actor, row)
    return row


def _desks(group: Group) -> set[int]:
    return set(group.seats.filter(ended_at=None).values_list("desk_id", flat=True))
