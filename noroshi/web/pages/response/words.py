"""Orders in their reader's words: states with their color, times, what an order is about and where that is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from noroshi.audiences.viewer import Viewer
from noroshi.directory.queries import desks, own_organization
from noroshi.directory.shown import DeskShown
from noroshi.response.about import ALERT, EDITION, STIX, About
from noroshi.response.queries import OrderLine
from noroshi.vocabulary import Importance, OrderState
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.words import language, separator
from noroshi.web.pages.needing import due_words

BADGES: Final = {
    OrderState.ORDERED: "new",
    OrderState.SEEN: "half",
    OrderState.DOING: "half",
    OrderState.DONE: "done",
    OrderState.NOT_APPLICABLE: "done",
    OrderState.CANNOT: "failed",
    OrderState.CONFIRMED: "done",
    OrderState.WITHDRAWN: "ended",
}
PLACES: Final = {EDITION: "item", STIX: "intel_object", ALERT: "alert"}


@dataclass(frozen=True, slots=True)
class RowShown:
    """One order as a line of the board."""

    id: UUID
    title: str
    badge: str
    state: str
    due: str
    due_at: datetime
    is_late: bool
    desk: str
    person: str
    by_desk: str
    assets: str
    waits: bool
    is_mine: bool
    importance: Importance | None
    about: str


def row_shown(line: OrderLine) -> RowShown:
    lang = language()
    return RowShown(
        id=line.public_id,
        title=line.title,
        badge=BADGES[line.state],
        state=line.state.label(lang),
        due=due_words(line),
        due_at=line.due_at,
        is_late=line.is_late,
        desk=line.desk.name(lang),
        person=line.person.name(lang) if line.person else "",
        by_desk=line.by_desk.name(lang),
        assets=separator().join(one.name for one in line.assets),
        waits=line.waits,
        is_mine=line.is_mine,
        importance=line.importance,
        about=line.about.title if line.about else "",
    )


def rows_shown(lines: Iterable[OrderLine]) -> tuple[RowShown, ...]:
    return tuple(row_shown(line) for line in lines)


def address_of(about: About) -> str:
    """Where the thing itself is read; rooms above have theirs."""
    name = PLACES.get(about.kind)
    return reverse(name, args=[about.id]) if name else ""


def about_of(text: str) -> About | None:
    """`edition:<id>` as an address carries it; what cannot be read is nothing."""
    kind, _colon, which = text.partition(":")
    try:
        return About(kind, UUID(which)) if kind in PLACES else None
    except ValueError:
        return None


def about_text(about: About | None) -> str:
    return f"{about.kind}:{about.id}" if about else ""


def own_desks(viewer: Viewer) -> list[DeskShown]:
    """Active desks of the own house."""
    return [one for one in desks(viewer.seat, own_organization(viewer.seat).id) if one.is_active]


def desk_choices(viewer: Viewer) -> list[tuple[str, str]]:
    is_english = language() == "en"
    return [(str(one.id), (one.name_en if is_english else "") or one.name_ja) for one in own_desks(viewer)]


def crumbs(*here: Crumb) -> tuple[Crumb, ...]:
    return Crumb(_("Orders"), reverse("orders")), *here
