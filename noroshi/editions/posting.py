"""Rules about who may post: written by a house for its desks and by a group's owner, read by whom they bind, asked before a deed."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk, Group, GroupSeat
from noroshi.editions.models import PostingRule
from noroshi.editions.rosters import groups_in
from noroshi.ledger.actions import record
from noroshi.sharing.parties import Party
from noroshi.sharing.posting import DeskRule, GroupRule, Posters, closed_to, may_write
from noroshi.vocabulary.errors import NotFound, NotYours, Refusal


class MayNotPostThere(Refusal):
    code, status = "may_not_post_there", 403
    ja = "このグループに情報を載せられる席は限られています（{who}）。"
    en = "Only some desks may post into this group: {who}."


class MayNotWriteThis(Refusal):
    code, status = "may_not_write_this", 403
    ja = "この席では、この種類の情報を出せません。組織の管理者が席ごとに決めています。"
    en = "This desk may not send this kind of item. The administrator of your organization decides that for each desk."


@dataclass(frozen=True, slots=True)
class RuleShown:
    """Of a desk (`kinds`, None being all) or of a group (`posters`, `named`). `may_set` for whoever may write it anew."""

    desk: Desk | None
    group: Group | None
    kinds: tuple[str, ...] | None
    posters: Posters
    named: tuple[Desk, ...]
    may_set: bool


def rule_desk(viewer: Viewer, desk_id: uuid.UUID, kinds: Collection[str] | None) -> None:
    """An administrator of the house, for one of its desks; None takes the rule away."""
    desk = Desk.objects.filter(public_id=desk_id, organization=viewer.organization_id, is_active=True).first()
    if desk is None:
        raise NotFound
    if not viewer.seat.is_administrator:
        raise NotYours
    _end(PostingRule.objects.filter(desk=desk, ended_at=None))
    if kinds is not None:
        _write(viewer, desk=desk, kinds=sorted(set(kinds)))
    record(deed="rule_posting", actor=viewer.actor, objects=[(desk.public_id, viewer.organization_id)])


def rule_group(viewer: Viewer, group_id: uuid.UUID, posters: Posters, named: Collection[uuid.UUID] = ()) -> None:
    """The owner of the group; desks that are named need not be in it yet."""
    group = _group(viewer, group_id)
    if group.owner_id != viewer.desk_id:
        raise NotYours
    desks = list(Desk.objects.filter(public_id__in=list(named), is_active=True).values_list("pk", flat=True))
    _end(PostingRule.objects.filter(group=group, ended_at=None))
    if posters is not Posters.MEMBERS:
        _write(viewer, group=group, posters=posters.value, named=sorted(desks))
    record(deed="rule_posting", actor=viewer.actor, objects=[(group.public_id, viewer.organization_id)])


def rules(viewer: Viewer) -> list[RuleShown]:
    """Every desk of the own house and every group of this desk, with the rule that binds it."""
    desks = Desk.objects.filter(organization=viewer.organization_id, is_active=True).select_related("organization")
    mine = GroupSeat.objects.filter(desk=viewer.desk_id, ended_at=None).values("group")
    groups = (Group.objects.filter(pk__in=mine) | Group.objects.filter(owner=viewer.desk_id)).filter(is_active=True)
    found = list(PostingRule.objects.filter(ended_at=None))
    of_desk = {one.desk_id: one for one in found if one.desk_id}
    of_group = {one.group_id: one for one in found if one.group_id}
    is_administrator = viewer.seat.is_administrator
    return [
        *(_desk_shown(desk, of_desk.get(desk.pk), may_set=is_administrator) for desk in desks.order_by("handle")),
        *(_group_shown(viewer, group, of_group.get(group.pk)) for group in groups.order_by("handle")),
    ]


def must_post(viewer: Viewer, parties: Iterable[Party]) -> None:
    """Before a hop into groups."""
    groups = groups_in(parties)
    if not groups:
        return
    rows = PostingRule.objects.filter(group__in=groups, ended_at=None).select_related("group")
    known = [_group_rule(row) for row in rows]
    closed = closed_to(viewer.desk_id, known)
    for rule in known:
        if rule.group in closed:
            raise MayNotPostThere(who=rule.posters)


def must_write(viewer: Viewer, kind: str) -> None:
    """Before sealing."""
    row = PostingRule.objects.filter(desk=viewer.desk_id, ended_at=None).first()
    if not may_write(kind, DeskRule(viewer.desk_id, frozenset(row.kinds)) if row else None):
        raise MayNotWriteThis


def _group(viewer: Viewer, group_id: uuid.UUID) -> Group:
    """Known to its members and its owner."""
    group = Group.objects.filter(public_id=group_id, is_active=True).first()
    is_member = group is not None and GroupSeat.objects.filter(group=group, desk=viewer.desk_id, ended_at=None).exists()
    if group is None or not (is_member or group.owner_id == viewer.desk_id):
        raise NotFound
    return group


def _end(rows: QuerySet[PostingRule]) -> None:
    rows.update(ended_at=timezone.now())


def _write(viewer: Viewer, **columns: Any) -> None:
    PostingRule.objects.create(written_by_id=viewer.seat.person_id, at=timezone.now(), **columns)


def _group_rule(row: PostingRule) -> GroupRule:
    if row.group is None:
        raise NotFound
    return GroupRule(row.group.pk, row.group.owner_id, Posters.of(row.posters), frozenset(row.named))


def _desk_shown(desk: Desk, row: PostingRule | None, *, may_set: bool) -> RuleShown:
    return RuleShown(desk, None, tuple(row.kinds) if row else None, Posters.MEMBERS, (), may_set)


def _group_shown(viewer: Viewer, group: Group, row: PostingRule | None) -> RuleShown:
    """Who is named is told to the owner; in a confidential group nobody else learns who is in it."""
    is_owner = group.owner_id == viewer.desk_id
    posters = Posters.of(row.posters) if row else Posters.MEMBERS
    tells = row is not None and (is_owner or not group.roster_is_confidential)
    named = Desk.objects.filter(pk__in=row.named).select_related("organization") if tells and row else ()
    return RuleShown(None, group, None, posters, tuple(named), may_set=is_owner)
