"""Deciding: which option, by whom, when; and the orders to those who run the systems, in the same moment."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.briefing.errors import NoSuchOption, NotForYouToDecide
from noroshi.briefing.models import Briefing, Decision
from noroshi.delivery.actions.notify import notify
from noroshi.editions.models import Edition
from noroshi.ledger.actions import record
from noroshi.response.actions import OrderWish, order
from noroshi.vocabulary import NoticeKind, OrderReach, Role, Tlp
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_text

DECIDING: Final = frozenset({Role.EXECUTIVE, Role.CISO})


def decide(
    viewer: Viewer,
    briefing_id: UUID,
    option: int,
    *,
    words: str = "",
    to: Collection[UUID] = (),
    due_at: datetime | None = None,
) -> Decision:
    """`to` are the desks that carry it out: each gets an order. Without any it is decided and nobody is told.

    The words of an option may tell what the page rests on, so that an order is between this desk and the one that carries it out: the rest
    of the house does not hold the sources. The same whatever they are, and nobody infers one that is not for them.
    """
    page = readable_by(viewer, Briefing.objects.filter(public_id=briefing_id)).first()
    if page is None:
        raise NotFound
    if viewer.seat.role not in DECIDING:
        raise NotForYouToDecide
    if not 0 <= option < len(page.options):
        raise NoSuchOption
    said = clean_text(words, most=4000)
    name = page.options[option]["name"]
    what = f"{name}\n\n{said}".strip()
    wish = OrderWish(name, what, to, due_at, reach=OrderReach.DESKS, asks=_strictest(viewer, page))
    made = order(viewer, wish) if to else []
    decided = Decision.objects.create(
        audience_id=page.audience_id,
        briefing=page,
        option=option,
        words=said,
        by_desk_id=viewer.desk_id,
        by_id=viewer.seat.person_id,
        at=timezone.now(),
        orders=[one.public_id for one in made],
    )
    objects = [(page.public_id, viewer.organization_id)]
    record(deed="decide", actor=viewer.actor, objects=objects, detail={"option": option})
    if page.by_desk_id != viewer.desk_id:
        notify(viewer, [page.by_desk_id], NoticeKind.DECIDED, link=f"/briefings/{page.public_id}/")
    return decided


def _strictest(viewer: Viewer, page: Briefing) -> Tlp:
    """Of the page and of its sources as they are marked now; what is not wholly for this viewer counts as the strictest."""
    rows = readable_by(viewer, Edition.objects.filter(public_id__in=page.sources)).exclude(parts__slot__gt=0)
    now = [Tlp.of(one) for one in rows.values_list("tlp", flat=True)]
    if len(now) < len(page.sources):
        return Tlp.RED
    return min([Tlp.of(page.tlp), *now], key=lambda one: one.width)
