"""By which ways a desk may report, and which desks stand along each (手引書 2.1, 図3)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.utils import timezone

from noroshi.audiences.everybody import everybody
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk, Organization
from noroshi.directory.remembered import desks_by_number, own_house
from noroshi.drafting.consulting import TO_CENTER, TO_MINISTRY, is_consultation
from noroshi.reports.errors import NobodyOnTheWay, WayUnknown
from noroshi.schemes import scheme_in_force
from noroshi.schemes.routes import Route
from noroshi.sharing.facts import DeskFacts
from noroshi.vocabulary import DeskKind, FormKind, OrganizationKind, Text

STRAIGHT: Final = "to_the_center"
"""For organizations that the routes do not name: agencies, ISACs, hubs (関係省庁・関係機関からの情報連絡)."""

OPERATOR, SECRETARIAT, MINISTRY = "operator", "ceptoar_secretariat", "ministry"
CENTER, CENTER_PAST = "center", "center_cip_desk"
COORDINATION = "coordination_center"
NAMES: Final = {
    SECRETARIAT: Text("セプター事務局", "CEPTOAR secretariat"),
    MINISTRY: Text("所管省庁", "responsible ministry"),
    CENTER: Text("内閣官房", "center"),
    CENTER_PAST: Text("内閣官房", "center"),
    COORDINATION: Text("対処調整センター", "coordination center"),
}


@dataclass(frozen=True, slots=True)
class Stop:
    """A desk along the way, and what it is there."""

    kind: str
    desk: Desk


@dataclass(frozen=True, slots=True)
class Way:
    """One way that this desk may take; the scheme's words say when."""

    id: str
    ja: str
    en: str
    when_ja: str = ""
    when_en: str = ""
    is_statutory: bool = False
    is_anonymized: bool = False
    excludes_ministry: bool = False
    is_consultation: bool = False

    def label(self, lang: str) -> str:
        return self.en if lang.startswith("en") else self.ja

    def when(self, lang: str) -> str:
        return self.when_en if lang.startswith("en") else self.when_ja


def ways(viewer: Viewer) -> tuple[Way, ...]:
    """In the scheme's order; the anonymous one only for members of a CEPTOAR."""
    home = own_house(viewer.seat)
    role = role_of(home)
    found = tuple(_way(route) for route in _routes() if role and role in route.steps[:-1] and _is_open_to(home, route))
    own = tuple(way for way in found if role == OPERATOR)
    return own or (_straight(role),)


def consulting_ways(viewer: Viewer) -> tuple[Way, ...]:
    """Whom this desk may ask before it knows whether there is anything to report."""
    home = own_house(viewer.seat)
    role = role_of(home)
    ministry = role == SECRETARIAT or (role == OPERATOR and home.ministry_id is not None)
    found = (CONSULTING[TO_MINISTRY] if ministry else None, CONSULTING[TO_CENTER] if role != CENTER else None)
    return tuple(way for way in found if way)


def usual(viewer: Viewer) -> Way:
    """When nobody said which: the first that claims no legal duty."""
    found = ways(viewer)
    return next((way for way in found if not way.is_statutory), found[0])


def way_of(viewer: Viewer, way_id: str) -> Way:
    found = next((way for way in (*ways(viewer), *consulting_ways(viewer)) if way.id == way_id), None)
    if found is None:
        raise WayUnknown
    return found


def stops(viewer: Viewer, way_id: str, sectors: Collection[str]) -> tuple[Stop, ...]:
    """The desks after the viewer's own, in order; refuses when the next one is nobody."""
    along = standing(viewer, way_id, sectors)
    desks = desks_by_number(number for _kind, number in along)
    return tuple(Stop(kind, desks[number]) for kind, number in along)


def standing(viewer: Viewer, way_id: str, sectors: Collection[str]) -> tuple[tuple[str, int], ...]:
    """The same by the desks' numbers, for whoever reads the desks of several ways at once."""
    home = own_house(viewer.seat)
    along = _kinds(home, way_id)
    numbers = _numbers(_facts_of(viewer), along, frozenset(sectors) or frozenset(home.sectors))
    return tuple(zip(along, numbers, strict=True))


def next_stop(viewer: Viewer, sectors: Collection[str]) -> Stop:
    """Where a station passes on to: a secretariat to the ministry, a ministry to the center."""
    return stops(viewer, STRAIGHT, sectors)[0]


def role_of(home: Organization) -> str:
    """What an organization is on the way of a report."""
    kinds = set(home.kinds)
    roles = (
        (OrganizationKind.CEPTOAR, SECRETARIAT),
        (OrganizationKind.MINISTRY, MINISTRY),
        (OrganizationKind.CENTER, CENTER),
        (OrganizationKind.OPERATOR, OPERATOR),
    )
    return next((role for kind, role in roles if kind in kinds), "")


def _kinds(home: Organization, way_id: str) -> tuple[str, ...]:
    role = role_of(home)
    if is_consultation(way_id):
        return (MINISTRY,) if way_id == TO_MINISTRY else (CENTER,)
    if role == OPERATOR and way_id != STRAIGHT:
        route = next((route for route in _routes() if route.id == way_id), None)
        if route is None:
            raise WayUnknown
        return tuple(route.steps[route.steps.index(OPERATOR) + 1 :])
    return (MINISTRY, CENTER) if role == SECRETARIAT else (CENTER,)


def _facts_of(viewer: Viewer) -> DeskFacts:
    (own,) = everybody().those([viewer.desk_id])
    return own


def _numbers(own: DeskFacts, along: Sequence[str], sectors: frozenset[str]) -> list[int]:
    """Who stands at each station, from the facts that the policy reads: nothing is asked of the database."""
    found: list[int] = []
    for kind in along:
        standing = [desk for desk in everybody().stations if _stands(kind, desk, own, sectors)]
        if not standing:
            raise NobodyOnTheWay(station=NAMES[kind])
        found.append(min(standing, key=lambda desk: _nearness(desk, sectors)).desk)
    return found


def _stands(kind: str, desk: DeskFacts, own: DeskFacts, sectors: frozenset[str]) -> bool:
    """A CEPTOAR without a ministry of its own asks the one that answers for its sector (第2次行動計画 別添2 リエゾン)."""
    match kind:
        case "ceptoar_secretariat":
            return desk.desk_kind is DeskKind.SECRETARIAT and desk.organization in own.ceptoars
        case "ministry":
            is_liaison = desk.desk_kind is DeskKind.LIAISON and OrganizationKind.MINISTRY in desk.kinds
            return is_liaison and (desk.organization == own.ministry if own.ministry else bool(desk.sectors & sectors))
        case _:
            return OrganizationKind.CENTER in desk.kinds


def _nearness(desk: DeskFacts, sectors: frozenset[str]) -> tuple[bool, bool, int, int]:
    """The desk that the plan names, then who answers for the sector and for little else."""
    return desk.desk_kind is not DeskKind.CIP, not desk.sectors & sectors, len(desk.sectors), desk.desk


def _routes() -> tuple[Route, ...]:
    scheme = scheme_in_force(timezone.localdate(), settings.PLATFORM_SCHEME)
    return tuple(route for route in scheme.routes.routes if route.form is FormKind.REPORT)


def _is_open_to(home: Organization, route: Route) -> bool:
    if SECRETARIAT in route.steps:
        return home.ceptoars.filter(is_active=True).exists()
    return MINISTRY not in route.steps or home.ministry_id is not None


def _way(route: Route) -> Way:
    return Way(
        id=route.id,
        ja=route.ja,
        en=route.en,
        when_ja=route.when_ja,
        when_en=route.when_en,
        is_statutory=route.statutory,
        is_anonymized=route.anonymized,
        excludes_ministry=CENTER_PAST in route.steps,
    )


CONSULTING: Final = {
    TO_MINISTRY: Way(
        TO_MINISTRY,
        "所管省庁に相談する",
        "Consult the responsible ministry",
        "報告するかどうかも含めて分からないとき。連絡先と文だけで送れます",
        "when it is unclear, also whether to report it; contact and text are enough",
        is_consultation=True,
    ),
    TO_CENTER: Way(
        TO_CENTER,
        "内閣官房に相談する",
        "Consult the center",
        "分野をまたぐこと、どこに聞けばよいか分からないとき。連絡先と文だけで送れます",
        "when it goes across sectors or nobody seems to be in charge; contact and text are enough",
        is_consultation=True,
    ),
}


def _straight(role: str) -> Way:
    if role == SECRETARIAT:
        return Way(STRAIGHT, "所管省庁を経て内閣官房へ", "Through the ministry to the center")
    return Way(STRAIGHT, "内閣官房へ", "To the center")
