"""What base.html shows around every page: who acts for which desk, where one can go, which theme."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from noroshi.audiences.viewer import Viewer
from noroshi.emergency.modes import ModeShown, in_force
from noroshi.threshold.acting import Seats

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "noroshi_theme"
KEYS_COOKIE = "noroshi_keys"
PHONE_TABS = 4


@dataclass(frozen=True, slots=True)
class DeskChoice:
    """A desk that the person may act for."""

    public_id: str
    organization: str
    name: str
    words: str = ""
    is_current: bool = False
    is_drill: bool = False


@dataclass(frozen=True, slots=True)
class Sitting:
    """One person at one desk, and the desks at which they may sit instead."""

    person: str
    organization: str
    desk: str
    desks: Sequence[DeskChoice] = ()
    is_drill: bool = False


@dataclass(frozen=True, slots=True)
class Tab:
    """One main page: the name of its address, its icon, and its letter after `g`."""

    url_name: str
    name: str | Promise
    short: str | Promise
    icon: str
    letter: str


TABS = (
    Tab("home", _("Home"), _("Home"), "home", "h"),
    Tab("reports", _("Reports"), _("Reports"), "up", "r"),
    Tab("advisories", _("Advisories"), _("Advisories"), "down", "a"),
    Tab("items", _("Shared items"), _("Items"), "down", "i"),
    Tab("sheets", _("Incident sheets"), _("Sheets"), "pen", "e"),
    Tab("orders", _("Orders"), _("Orders"), "check", "o"),
    Tab("asked", _("Inquiries"), _("Inquiries"), "question", "q"),
    Tab("intel", _("Intelligence"), _("Intel"), "search", "t"),
    Tab("explorer", _("Who may see what"), _("Who sees"), "eye", "w"),
    Tab("directory", _("People and desks"), _("People"), "people", "p"),
    Tab("schemes", _("Rules"), _("Rules"), "book", "s"),
    Tab("ledger", _("Record"), _("Record"), "record", "l"),
)


WITHIN = {
    "forecast": "schemes",
    "assets": "orders",
    "briefings": "orders",
    "help_requests": "sheets",
    "triage": "intel",
    "device_lists": "intel",
}
"""Pages with an address of their own that belong to a tab."""


@dataclass(frozen=True, slots=True)
class Place:
    """A tab with its address for this request."""

    tab: Tab
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything around the page."""

    sitting: Sitting | None
    places: Sequence[Place]
    language: str
    theme: str
    is_demo: bool
    path: str
    switch_url: str
    sign_out_url: str
    account_url: str
    notices_url: str
    emergency_url: str
    search_url: str = ""
    live_url: str = ""
    as_of: int = 0
    has_keys: bool = True
    viewer: Viewer | None = None

    @property
    def modes(self) -> Sequence[ModeShown]:
        """What stands at the head of every page of the desks concerned; a page outside its transaction asks nothing."""
        is_whole = self.viewer is not None and connection.in_atomic_block and not connection.needs_rollback
        return in_force(self.viewer) if is_whole and self.viewer else ()

    @property
    def phone_places(self) -> Sequence[Place]:
        """What fits at the foot of a phone; the rest is under "More"."""
        return self.places[:PHONE_TABS]

    @property
    def more_places(self) -> Sequence[Place]:
        return self.places[PHONE_TABS:]


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Context processor."""
    sitting = _sitting(request)
    theme = request.COOKIES.get(THEME_COOKIE, "auto")
    return {
        "frame": Frame(
            sitting=sitting,
            places=_places(getattr(request, "place", request.path)) if sitting else (),
            language=(get_language() or settings.LANGUAGE_CODE)[:2],
            theme=theme if theme in THEMES else "auto",
            is_demo=settings.DEMO,
            path=request.get_full_path(),
            switch_url=_address("switch_desk"),
            sign_out_url=_address("account_logout"),
            account_url=_address("account"),
            notices_url=_address("notices"),
            emergency_url=_address("emergency"),
            search_url=_search_url(request),
            live_url=f"{settings.LIVE_ADDRESS}/events" if sitting and settings.LIVE_ADDRESS else "",
            as_of=time.time_ns() // 1_000_000,
            has_keys=request.COOKIES.get(KEYS_COOKIE) != "off",
            viewer=getattr(request, "viewer", None) if sitting else None,
        )
    }


def _search_url(request: HttpRequest) -> str:
    """The form of a draft comes without whatever it does not use."""
    here = request.resolver_match
    return "" if here is not None and here.url_name == "draft" else _address("search")


def _sitting(request: HttpRequest) -> Sitting | None:
    """As the threshold seated the person."""
    seats: Seats | None = getattr(request, "seats", None)
    if seats is None or not request.user.is_authenticated:
        return None
    language = get_language() or settings.LANGUAGE_CODE
    return Sitting(
        person=request.user.name(language),
        organization=seats.chosen.organization,
        desk=seats.chosen.desk,
        desks=[
            DeskChoice(
                public_id=str(choice.desk_public_id),
                organization=choice.organization,
                name=choice.desk,
                words=choice.role.label(language),
                is_current=choice is seats.chosen,
            )
            for choice in seats.choices
        ],
    )


def _places(path: str) -> list[Place]:
    path = next((_address(tab) for name, tab in WITHIN.items() if path.startswith(_address(name) or "-")), path)
    addresses = [(tab, _address(tab.url_name)) for tab in TABS]
    known = [(tab, url) for tab, url in addresses if url]
    here = max(
        (url for _tab, url in known if url == path or (url != "/" and path.startswith(url))), key=len, default=""
    )
    return [Place(tab=tab, url=url, is_current=url == here) for tab, url in known]


def _address(name: str) -> str:
    """The address of a page, or nothing when this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
