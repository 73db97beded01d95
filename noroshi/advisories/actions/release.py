"""Asking for release, sending back, and what issuing writes down about the second person. The reason stays at the desk."""

import uuid

from django.utils import timezone

from noroshi.advisories.actions.begin import must_be_center
from noroshi.advisories.errors import (
    AloneOnlyWarnings,
    NothingToRelease,
    ReleaseReasonNeeded,
    SecondPersonNeeded,
    WriterCannotReturn,
)
from noroshi.advisories.models import ReleaseRule, ReleaseStep
from noroshi.advisories.releasing import ReleaseState, rule_here, state_of_release
from noroshi.audiences.viewer import Viewer
from noroshi.delivery.actions.notify import notify
from noroshi.drafting import actions as drafting
from noroshi.drafting.models import Draft
from noroshi.editions.ranges import own_desks
from noroshi.ledger.actions import record
from noroshi.sharing.marking import Marking
from noroshi.vocabulary import Leg, NoticeKind, ReleaseStage, TableVariant, Tlp, TwoPersons
from noroshi.vocabulary.errors import InvalidFields, NotYours
from noroshi.vocabulary.text import clean_text

LONGEST_REASON = 2000
LINK = "/advisories/waiting/"
"""A notice names nothing: not everybody of the desk may read what waits."""


def ask_release(viewer: Viewer, draft_id: uuid.UUID, *, version: int) -> ReleaseState:
    """The desk is told that something waits; the notice says nothing of it. Asked twice, it waits once."""
    row = drafting.to_send(viewer, draft_id, version=version)
    must_be_center(viewer)
    now = state_of_release(viewer, row)
    if row.sent_as or not now.is_needed:
        raise NothingToRelease
    if not now.is_waiting:
        _step(viewer, row, ReleaseStage.ASKED)
        notify(viewer, [viewer.desk_id], NoticeKind.REQUEST, link=LINK)
    return state_of_release(viewer, row)


def send_back_advisory(viewer: Viewer, draft_id: uuid.UUID, *, version: int, reason: str) -> ReleaseState:
    """By somebody who did not write it; whoever writes on reads why."""
    row = drafting.to_send(viewer, draft_id, version=version)
    now = state_of_release(viewer, row)
    if row.sent_as or not now.is_waiting:
        raise NothingToRelease
    if not now.may_release:
        raise WriterCannotReturn
    _step(viewer, row, ReleaseStage.RETURNED, _reason(reason))
    notify(viewer, [viewer.desk_id], NoticeKind.DECIDED, link="/drafts/")
    return state_of_release(viewer, row)


def must_be_released(viewer: Viewer, row: Draft, *, alone: str = "") -> None:
    """At the moment of issuing: a second person's hand, or for a warning one person's reason."""
    now = state_of_release(viewer, row)
    if not now.is_needed:
        return
    if now.may_release:
        _step(viewer, row, ReleaseStage.RELEASED)
    elif not alone.strip():
        raise SecondPersonNeeded
    elif not now.may_go_alone:
        raise AloneOnlyWarnings
    else:
        _step(viewer, row, ReleaseStage.ALONE, _reason(alone))


def set_two_persons(viewer: Viewer, rule: TwoPersons) -> TwoPersons:
    """For the desk, by its organization's administrator."""
    must_be_center(viewer)
    if not viewer.seat.is_administrator:
        raise NotYours
    if rule is not rule_here(viewer):
        marking = Marking(tlp=Tlp.GREEN, variant=TableVariant.TABLE4, leg=Leg.OTHER, originator=viewer.desk_id)
        made = ReleaseRule.objects.create(
            audience_id=own_desks(marking, None),
            desk_id=viewer.desk_id,
            rule=rule.value,
            by_id=viewer.seat.person_id,
            at=timezone.now(),
        )
        objects = [(made.public_id, viewer.organization_id)]
        record(deed="set_two_persons", actor=viewer.actor, objects=objects, detail={"rule": rule.value})
    return rule_here(viewer)


def _reason(text: str) -> str:
    said = clean_text(text, most=LONGEST_REASON)
    if not said:
        raise InvalidFields(fields={"reason": [ReleaseReasonNeeded.code]})
    return said


def _step(viewer: Viewer, row: Draft, stage: ReleaseStage, reason: str = "") -> None:
    ReleaseStep.objects.create(
        audience_id=row.audience_id,
        draft=row.public_id,
        version=row.version,
        stage=stage.value,
        reason=reason,
        desk_id=viewer.desk_id,
        by_id=viewer.seat.person_id,
        at=timezone.now(),
    )
    objects = [(row.public_id, viewer.organization_id)]
    record(deed=DEEDS[stage], actor=viewer.actor, objects=objects, detail={"version": row.version})


DEEDS = {
    ReleaseStage.ASKED: "ask_release",
    ReleaseStage.RETURNED: "send_back_draft",
    ReleaseStage.RELEASED: "release_advisory",
    ReleaseStage.ALONE: "issue_alone",
}
