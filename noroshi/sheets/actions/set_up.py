"""Choosing a sharing pattern: the desks that are missing, a community of all of them, a standing order; all of it can be undone."""

import uuid
from collections.abc import Collection

from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.directory.actions.desks import add_desk
from noroshi.directory.actions.groups import add_to_group, edit_group, make_group
from noroshi.directory.models import Desk, Group, Organization
from noroshi.editions.actions import end_order, write_order
from noroshi.editions.actions.orders import Order
from noroshi.ledger.actions import record
from noroshi.sharing.parties import Naming, Party
from noroshi.sheets.models import SetUp
from noroshi.sheets.setting_up import Planned, planned
from noroshi.vocabulary import Tlp
from noroshi.vocabulary.errors import NotFound

SHEETS, WIDE = frozenset({"sheet"}), frozenset({Tlp.GREEN.value, Tlp.CLEAR.value})


def set_up_pattern(viewer: Viewer, key: str, partners: Collection[uuid.UUID] = (), *, name: str = "") -> SetUp:
    """By those who may make communities; new desks only by an administrator. Everything or nothing."""
    plan = planned(viewer, key, partners)
    new = _missing_desks(viewer, plan)
    group = _community(viewer, plan, new, name)
    order = None
    if plan.relays:
        to = frozenset({Party(Naming.GROUP, str(group.pk))})
        order = write_order(viewer, Order(to=to, kinds=SHEETS, tlps=WIDE, note=group.name_ja))
    made = SetUp.objects.create(
        pattern=key,
        desk_id=viewer.desk_id,
        group=group,
        order=order,
        new_desks=[desk.pk for desk in new],
        by_id=viewer.seat.person_id,
        at=timezone.now(),
    )
    record(deed="set_up_pattern", actor=viewer.actor, objects=[(made.public_id, viewer.organization_id)])
    return made


def undo_pattern(viewer: Viewer, set_up: uuid.UUID) -> None:
    """The community is closed and the order ended: what somebody held by the community alone closes with it. New desks stay."""
    row = SetUp.objects.select_for_update().filter(public_id=set_up, desk=viewer.desk_id, undone_at=None).first()
    if row is None:
        raise NotFound
    group = Group.objects.get(pk=row.group_id)
    if group.is_active:
        edit_group(actor=viewer.seat, group=group.public_id, version=group.version, is_active=False)
    if row.order is not None and row.order.ended_at is None:
        end_order(viewer, row.order.public_id)
    row.undone_at = timezone.now()
    row.save(update_fields=["undone_at"])
    record(deed="undo_pattern", actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)])


def _missing_desks(viewer: Viewer, plan: Planned) -> list[Desk]:
    home = Organization.objects.get(pk=viewer.organization_id).public_id
    return [
        add_desk(
            actor=viewer.seat,
            organization=home,
            handle=kind.value,
            name_ja=kind.ja,
            name_en=kind.en,
            kind=kind.value,
        )
        for kind in plan.missing
    ]


def _community(viewer: Viewer, plan: Planned, new: Collection[Desk], name: str) -> Group:
    """Its roster is open to its members: everybody sees with whom they share."""
    pattern, home = plan.pattern, Organization.objects.get(pk=viewer.organization_id)
    number = SetUp.objects.filter(desk=viewer.desk_id).count() + 1
    group = make_group(
        actor=viewer.seat,
        handle=f"p{pattern.number}-{number}",
        name_ja=name or f"{home.name_ja} {pattern.ja}",
        name_en="" if name else f"{home.name(EN)}: {pattern.en}",
        purpose_ja=pattern.what.ja,
        purpose_en=pattern.what.en,
        roster_is_confidential=False,
    )
    for desk in (*plan.own, *new, *plan.partners):
        add_to_group(actor=viewer.seat, group=group.public_id, desk=desk.public_id)
    return group


EN = "en"
