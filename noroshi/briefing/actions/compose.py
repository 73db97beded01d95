"""Composing: items and orders that this person reads, own words, options. The page is as narrow as the strictest of them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.briefing.errors import NoOptions, NothingOnThePage
from noroshi.briefing.models import Briefing, OrderOnPage
from noroshi.delivery.actions.notify import notify
from noroshi.directory.models import Desk
from noroshi.editions.actions import hop
from noroshi.editions.queries import lines_readable_by
from noroshi.ledger.actions import record
from noroshi.response.about import least_reach
from noroshi.response.errors import DeskNotOurs
from noroshi.response.queries import OrderLine, lines_of
from noroshi.response.ranges import COLOR, order_range
from noroshi.response.standing import Stand, stands
from noroshi.sharing.parties import desk as seat_of
from noroshi.vocabulary import HopKind, NoticeKind
from noroshi.vocabulary.errors import NotFound, Refusal
from noroshi.vocabulary.text import clean_line, clean_text

MOST_SOURCES: Final = 40
MOST_ORDERS: Final = 40
MOST_OPTIONS: Final = 6
MOST_TEXT: Final = 4000
LATELY: Final = timedelta(days=30)
"""Figures count what was finished since then, and everything that is open."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to go: what it means for the service, and for what the house owes to others."""

    name: str
    service: str = ""
    duties: str = ""


@dataclass(frozen=True, slots=True)
class BriefingWish:
    """`to` is the desk of those who decide: beside the own desk the only one that reads a page with something RED on it.

    `hands_on` shares the sources with that desk, each inside its own range; what may not go there stays off its page. `orders` are
    handed to nobody: whoever may not read one does not find it on the page. `figures` counts the orders of the house at this moment.
    """

    title: str
    sources: Sequence[UUID]
    to: UUID
    situation: str = ""
    damage: str = ""
    options: Sequence[Option] = ()
    hands_on: bool = True
    orders: Sequence[UUID] = ()
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Composed:
    """`kept_back` are sources that could not be shared with the desk that decides."""

    public_id: UUID
    kept_back: tuple[UUID, ...]


def compose(viewer: Viewer, wish: BriefingWish) -> Composed:
    """Missing and forbidden sources and orders answer alike. The desk that is to decide is told, as far as its people may read the page."""
    chosen = list(dict.fromkeys(wish.sources))[:MOST_SOURCES]
    if not chosen:
        raise NothingOnThePage
    lines = lines_readable_by(viewer, chosen)
    if set(chosen) - lines.keys():
        raise NotFound
    orders = _orders(viewer, wish.orders)
    options = [_clean(one) for one in wish.options[:MOST_OPTIONS]]
    if len(options) < 2:
        raise NoOptions
    desk = Desk.objects.filter(public_id=wish.to, organization=viewer.organization_id, is_active=True).first()
    if desk is None:
        raise DeskNotOurs
    hands_on = wish.hands_on and desk.pk != viewer.desk_id
    kept_back = tuple(one for one in chosen if hands_on and not _is_handed_on(viewer, one, desk.pk))
    colors = [*(line.tlp for line in lines.values()), *(COLOR[one.reach] for one in orders)]
    tlp = min(colors, key=lambda one: one.width)
    made = Briefing.objects.create(
        audience_id=order_range(viewer, least_reach(tlp), desk.pk),
        organization_id=viewer.organization_id,
        by_desk_id=viewer.desk_id,
        by_id=viewer.seat.person_id,
        made_at=timezone.now(),
        title=clean_line(wish.title, most=120, required=True),
        situation=clean_text(wish.situation, most=MOST_TEXT),
        damage=clean_text(wish.damage, most=MOST_TEXT),
        tlp=tlp.value,
        sources=chosen,
        options=[asdict(one) for one in options],
        has_figures=wish.figures,
    )
    _put(viewer, made, orders)
    record(deed="compose_briefing", actor=viewer.actor, objects=[(made.public_id, viewer.organization_id)])
    if desk.pk != viewer.desk_id:
        notify(viewer, [desk.pk], NoticeKind.REQUEST, link=f"/briefings/{made.public_id}/")
    return Composed(made.public_id, kept_back)


def _orders(viewer: Viewer, wanted: Sequence[UUID]) -> list[OrderLine]:
    """Own words on the page may rest on them, so that each asks of the page what it asks of its own readers."""
    chosen = list(dict.fromkeys(wanted))[:MOST_ORDERS]
    found = lines_of(viewer, chosen) if chosen else {}
    if set(chosen) - found.keys():
        raise NotFound
    return [found[one] for one in chosen]


def _put(viewer: Viewer, page: Briefing, chosen: Sequence[OrderLine]) -> None:
    """The chosen first, in their order; then those that are counted and not chosen."""
    counted = {one.order: one for one in stands(viewer, page.made_at - LATELY)} if page.has_figures else {}
    told = {one.public_id: Stand(one.public_id, one.state, one.is_late) for one in chosen}
    OrderOnPage.objects.bulk_create(
        OrderOnPage(
            audience_id=page.audience_id,
            briefing=page,
            order=one.order,
            is_chosen=one.order in told,
            is_counted=one.order in counted,
            state=one.state.value,
            was_late=one.is_late,
        )
        for one in (told | counted).values()
    )


def _is_handed_on(viewer: Viewer, source: UUID, desk: int) -> bool:
    """The range of the source decides, not the wish: a refusal is no fault of the page."""
    try:
        with transaction.atomic():
            hop(viewer, source, kind=HopKind.SHARE, to=frozenset({seat_of(desk)}))
    except Refusal:
        return False
    return True


def _clean(one: Option) -> Option:
    return Option(
        clean_line(one.name, most=120, required=True),
        clean_text(one.service, most=1000),
        clean_text(one.duties, most=1000),
    )
