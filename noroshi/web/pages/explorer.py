"""Who may see what: a marking picked freely, and its ceiling by organization with the clause that says so. Its address can be sent."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from noroshi.audiences.viewer import Viewer
from noroshi.editions.exploring import WAYS, Explored, Question, Way, explore, usual_way
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Leg, Tlp
from noroshi.vocabulary.errors import InvalidFields, Refusal
from noroshi.web.components import Choice
from noroshi.web.pages.directory.words import language, sector_choices, sector_name, separator
from noroshi.web.pages.items.ceilings import CeilingShown, ceiling_shown
from noroshi.web.pages.items.marking_asked import chosen_sectors, colors
from noroshi.web.pages.items.picking import PartyGroup, desk_choices, party_groups

WAY_WORDS: Final[dict[Leg, str | Promise]] = {
    Leg.OPERATOR_TO_MINISTRY: gettext_lazy("Report, operator to ministry"),
    Leg.CEPTOAR_TO_MINISTRY: gettext_lazy("Report, CEPTOAR to ministry"),
    Leg.MINISTRY_TO_CENTER: gettext_lazy("Report, ministry to center"),
    Leg.CENTER_TO_MINISTRY: gettext_lazy("Advisory, center to ministry"),
    Leg.OTHER: gettext_lazy("Anything else, by table 4"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The question as it stands in the address."""

    tlp: Tlp
    way: Way
    sectors: tuple[str, ...]
    receivers: tuple[str, ...]
    additions: tuple[str, ...]
    exclusions: tuple[str, ...]
    withheld_tlp: Tlp | None
    withheld_readers: tuple[str, ...]
    find: str


@dataclass(frozen=True, slots=True)
class ExplorerPage:
    tlp: Tlp
    colors: tuple[Choice, ...]
    ways: tuple[Choice, ...]
    sectors: tuple[Choice, ...]
    receivers: tuple[Choice, ...]
    additions: tuple[PartyGroup, ...]
    exclusions: tuple[PartyGroup, ...]
    withheld_colors: tuple[Choice, ...]
    withheld_readers: tuple[PartyGroup, ...]
    find: str
    way_words: str
    sector_words: str
    whole: CeilingShown | None
    withheld: CeilingShown | None
    refused: str


@require_safe
@login_required
def explorer(request: HttpRequest) -> HttpResponse:
    """With HTMX only the answer is sent; a contradiction is answered in words."""
    viewer = viewer_of(request)
    asked = _asked(viewer, request.GET)
    try:
        explored, refused = explore(viewer, _question(asked)), ""
    except Refusal as refusal:
        explored, refused = None, refusal.message(language())
    page = _page(viewer, asked, explored, refused)
    template = "explorer/explorer.html#answer" if request.headers.get("HX-Request") else "explorer/explorer.html"
    return render(request, template, {"page": page}, status=422 if refused else 200)


def _asked(viewer: Viewer, given: QueryDict) -> Asked:
    return Asked(
        tlp=_tlp(given.get("tlp", "")) or Tlp.AMBER,
        way=_way(given.get("way", "")) or usual_way(viewer),
        sectors=tuple(given.getlist("sector")),
        receivers=tuple(given.getlist("receiver")),
        additions=tuple(given.getlist("add")),
        exclusions=tuple(given.getlist("exclude")),
        withheld_tlp=_tlp(given.get("withheld", "")),
        withheld_readers=tuple(given.getlist("only")),
        find=given.get("find", "")[:100],
    )


def _question(asked: Asked) -> Question:
    known = {sector for sector, _name in sector_choices()}
    if not known.issuperset(asked.sectors):
        raise InvalidFields
    try:
        receivers = tuple(UUID(receiver) for receiver in asked.receivers)
    except ValueError:
        raise InvalidFields from None
    return Question(
        way=asked.way,
        tlp=asked.tlp,
        sectors=asked.sectors,
        receivers=receivers,
        additions=asked.additions,
        exclusions=asked.exclusions,
        withheld_tlp=asked.withheld_tlp,
        withheld_readers=asked.withheld_readers,
    )


def _page(viewer: Viewer, asked: Asked, explored: Explored | None, refused: str) -> ExplorerPage:
    seat = viewer.seat
    sectors = explored.sectors if explored else asked.sectors
    return ExplorerPage(
        tlp=asked.tlp,
        colors=colors(asked.tlp),
        ways=tuple(Choice(_key(way), str(WAY_WORDS[way.leg]), is_chosen=way == asked.way) for way in WAYS),
        sectors=chosen_sectors(sectors),
        receivers=desk_choices(seat, asked.receivers, prefix="", own=False),
        additions=party_groups(seat, asked.additions, asked.find),
        exclusions=party_groups(seat, asked.exclusions, asked.find),
        withheld_colors=_withheld_colors(asked),
        withheld_readers=party_groups(seat, asked.withheld_readers, asked.find),
        find=asked.find,
        way_words=str(WAY_WORDS[asked.way.leg]),
        sector_words=separator().join(sector_name(sector) for sector in sectors),
        whole=ceiling_shown(explored.whole) if explored else None,
        withheld=ceiling_shown(explored.withheld) if explored and explored.withheld else None,
        refused=refused,
    )


def _withheld_colors(asked: Asked) -> tuple[Choice, ...]:
    nothing = Choice("", _("The same color"), is_chosen=asked.withheld_tlp is None)
    stricter = (tlp for tlp in Tlp if tlp.width < asked.tlp.width)
    return (nothing, *(Choice(tlp.value, f"TLP:{tlp.name}", is_chosen=tlp is asked.withheld_tlp) for tlp in stricter))


def _tlp(value: str) -> Tlp | None:
    return Tlp.of(value) if value in set(Tlp) else None


def _key(way: Way) -> str:
    return way.leg.value


def _way(value: str) -> Way | None:
    return next((way for way in WAYS if _key(way) == value), None)


urlpatterns = [path("who/", explorer, name="explorer")]
