"""Asking a desk of an ISAC or a hub for help, with as much of an own item as the asker chooses to show (参考2.1 ⑥)."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.delivery.actions.notify import notify
from noroshi.directory.models import Desk
from noroshi.editions.errors import NeedToKnowMissing
from noroshi.helping.errors import NotAHelper, OwnHelp
from noroshi.helping.models import HelpAbout, HelpExtract, HelpRequest
from noroshi.helping.ranges import of_desk, of_two
from noroshi.helping.showing import Showing, to_show
from noroshi.ledger.actions import record
from noroshi.sharing.facts import Topic
from noroshi.vocabulary import HelpField, NoticeKind, OrganizationKind, Tlp
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_line, clean_text

HELPERS: Final = frozenset({OrganizationKind.ISAC, OrganizationKind.CROSS_SECTOR_HUB})
LONGEST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Asked:
    """`shows` are fields of the own item `about`; `may_be_passed_on` is the consent given at once."""

    title: str
    text: str
    fields: Collection[HelpField] = ()
    about: uuid.UUID | None = None
    shows: Collection[str] = field(default=())
    may_be_passed_on: bool = False


def ask_help(viewer: Viewer, to: uuid.UUID, asked: Asked) -> HelpRequest:
    return put(viewer, helper(viewer, to), asked, to_show(viewer, asked.about, asked.shows))


def helper(viewer: Viewer, desk_id: uuid.UUID) -> Desk:
    """A desk of a house whose work it is to help others."""
    desk = Desk.objects.filter(public_id=desk_id, is_active=True, organization__is_active=True).first()
    if desk is None:
        raise NotFound
    if desk.organization_id == viewer.organization_id:
        raise OwnHelp
    if not HELPERS & set(desk.organization.kinds):
        raise NotAHelper
    return desk


def put(viewer: Viewer, to: Desk, asked: Asked, showing: Showing) -> HelpRequest:
    """Needs the caller's transaction."""
    if showing.tlp.width < Tlp.GREEN.width and not viewer.person.needs_to_know(Topic(showing.sectors, "")):
        raise NeedToKnowMissing
    made = HelpRequest.objects.create(
        audience_id=of_two(viewer, to.pk, showing.tlp, showing.sectors),
        by_desk_id=viewer.desk_id,
        to_desk=to,
        by_id=viewer.seat.person_id,
        title=clean_line(asked.title, most=160, required=True),
        text=clean_text(asked.text, most=LONGEST, required=True),
        fields=sorted({one.value for one in asked.fields}),
        may_be_passed_on=asked.may_be_passed_on,
        at=timezone.now(),
    )
    _take_from(viewer, made, showing)
    record(deed="ask_help", actor=viewer.actor, objects=[(made.public_id, to.organization_id)])
    notify(viewer, [to.pk], NoticeKind.REQUEST, link=f"/help/{made.public_id}/")
    return made


def _take_from(viewer: Viewer, made: HelpRequest, showing: Showing) -> None:
    """The item first: what was taken from it is read only while the item stands as it did."""
    if showing.edition is None or showing.matter is None:
        return
    HelpAbout.objects.create(
        audience_id=of_desk(viewer),
        request=made,
        matter=showing.matter,
        edition_public_id=showing.edition,
        marking_number=showing.marking_number,
    )
    if showing.fields:
        HelpExtract.objects.create(audience_id=made.audience_id, request=made, shown=dict(showing.fields))
