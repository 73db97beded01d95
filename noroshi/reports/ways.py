"""By which ways a desk may report, and which desks stand along each (手引書 2.1, 図3)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk, Organization
from noroshi.reports.errors import NobodyOnTheWay, WayUnknown
from noroshi.schemes import scheme_in_force
from noroshi.schemes.routes import Route
from noroshi.vocabulary import DeskKind, FormKind, OrganizationKind, Text

STRAIGHT: Final = "to_the_center"
"""For organizations that the routes do not name: agencies, ISACs, hubs (関係省庁・関係機関からの情報連絡)."""

OPERATOR, SECRETARIAT, MINISTRY = "operator", "ceptoar_secretariat", "ministry"
CENTER, CENTER_PAST = "center", "center_cip_desk"
NAMES: Final = {
    SECRETARIAT: Text("セプター事務局", "CEPTOAR secretariat"),
    MINISTRY: Text("所管省庁", "responsible ministry"),
    CENTER: Text("内閣官房", "center"),
    CENTER_PAST: Text("内閣官房", "center"),
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

    def label(self, lang: str) -> str:
        return self.en if lang.startswith("en") else self.ja

    def when(self, lang: str) -> str:
        return self.when_en if lang.startswith("en") else self.when_ja


def ways(viewer: Viewer) -> tuple[Way, ...]:
    """In the scheme's order; the anonymous one only for members of a CEPTOAR."""
    home = Organization.objects.get(pk=viewer.organization_id)
    role = role_of(home)
    found = tuple(_way(route) for route in _routes() if role and role in route.steps[:-1] and _is_open_to(home, route))
    own = tuple(way for way in found if role == OPERATOR)
    return own or (_straight(role),)


def usual(viewer: Viewer) -> Way:
    """When nobody said which: the first that claims no legal duty."""
    found = ways(viewer)
    return next((way for way in found if not way.is_statutory), found[0])


def way_of(viewer: Viewer, way_id: str) -> Way:
    found = next((way for way in ways(viewer) if way.id == way_id), None)
    if found is None:
        raise WayUnknown
    return found


def stops(viewer: Viewer, way_id: str, sectors: Collection[str]) -> tuple[Stop, ...]:
    """The desks after the viewer's own, in order; refuses when the next one is nobody."""
    home = Organization.objects.select_related("ministry").get(pk=viewer.organization_id)
    return _found(home, _kinds(home, way_id), frozenset(sectors) or frozenset(home.sectors))


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
    if role == OPERATOR and way_id != STRAIGHT:
        route = next((route for route in _routes() if route.id == way_id), None)
        if route is None:
            raise WayUnknown
        return tuple(route.steps[route.steps.index(OPERATOR) + 1 :])
    return (MINISTRY, CENTER) if role == SECRETARIAT else (CENTER,)


def _found(home: Organization, kinds: Sequence[str], sectors: frozenset[str]) -> tuple[Stop, ...]:
    found: list[Stop] = []
    for kind in kinds:
        desk = _desk(home, kind, sectors)
        if desk is None:
            raise NobodyOnTheWay(station=NAMES[kind])
        found.append(Stop(kind, desk))
    return tuple(found)


def _desk(home: Organization, kind: str, sectors: frozenset[str]) -> Desk | None:
    desks = Desk.objects.filter(is_active=True, organization__is_active=True).select_related("organization")
    match kind:
        case "ceptoar_secretariat":
            mine = desks.filter(organization__members=home, kind=DeskKind.SECRETARIAT)
            return _of_sector(mine, sectors)
        case "ministry":
            return _of_sector(_liaisons(home, desks, sectors), sectors)
        case _:
            center = desks.filter(organization__kinds__contains=[OrganizationKind.CENTER.value])
            return center.filter(kind=DeskKind.CIP).order_by("pk").first() or center.order_by("pk").first()


def _liaisons(home: Organization, desks: QuerySet[Desk], sectors: frozenset[str]) -> QuerySet[Desk]:
    """The own ministry's; a CEPTOAR without one asks the ministry that answers for its sector (第2次行動計画 別添2 リエゾン)."""
    liaisons = desks.filter(organization__kinds__contains=[OrganizationKind.MINISTRY.value], kind=DeskKind.LIAISON)
    if home.ministry_id:
        return liaisons.filter(organization=home.ministry_id)
    return liaisons.filter(sectors__overlap=sorted(sectors))


def _of_sector(desks: QuerySet[Desk], sectors: frozenset[str]) -> Desk | None:
    """Who answers for the sector, else the first of the house."""
    return desks.filter(sectors__overlap=sorted(sectors)).order_by("pk").first() or desks.order_by("pk").first()


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


def _straight(role: str) -> Way:
    if role == SECRETARIAT:
        return Way(STRAIGHT, "所管省庁を経て内閣官房へ", "Through the ministry to the center")
    return Way(STRAIGHT, "内閣官房へ", "To the center")
