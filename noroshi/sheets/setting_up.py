"""What choosing a pattern would set up, before anybody presses: desks, a community, a standing order."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from noroshi.audiences.viewer import Viewer
from noroshi.directory.known import known_desks
from noroshi.directory.models import Desk, Organization
from noroshi.editions.foretelling import may_order
from noroshi.sheets.models import SetUp
from noroshi.sheets.patterns import Pattern, pattern_of, patterns
from noroshi.vocabulary import DeskKind
from noroshi.vocabulary.errors import NotFound, Refusal

MOST_PARTNERS = 200


class PartnersNeeded(Refusal):
    code, status = "partners_needed", 422
    ja = "伝え合う相手の窓口を一つ以上選んでください。"
    en = "Choose at least one desk to share with."


class PatternNotForThisHouse(Refusal):
    code, status = "pattern_not_for_this_house", 403
    ja = "このパターンは、この種類の組織では選べません。"
    en = "A house of this kind cannot choose this pattern."


@dataclass(frozen=True, slots=True)
class Planned:
    """`missing` are kinds of desks that the house would get; `partners` sit in the community with the own desks."""

    pattern: Pattern
    missing: tuple[DeskKind, ...]
    own: tuple[Desk, ...]
    partners: tuple[Desk, ...]
    relays: bool


@dataclass(frozen=True, slots=True)
class SetUpShown:
    public_id: uuid.UUID
    pattern: Pattern
    group_ja: str
    group_en: str
    relays: bool
    at: datetime


def offered(viewer: Viewer) -> list[Pattern]:
    """Those that a house of this kind may choose."""
    kinds = set(Organization.objects.get(pk=viewer.organization_id).kinds)
    return [one for one in patterns() if one.chosen_by & kinds]


def partners_known(viewer: Viewer, pattern: Pattern) -> list[Desk]:
    """Desks of the kinds of houses that the pattern asks for, as far as this house knows of them."""
    if pattern.is_inside:
        return []
    kinds = [kind.value for kind in pattern.partners]
    rows = known_desks(viewer.seat).filter(is_active=True, organization__kinds__overlap=kinds)
    others = rows.exclude(organization=viewer.organization_id).select_related("organization")
    return list(others.order_by("organization__handle", "handle")[:MOST_PARTNERS])


def planned(viewer: Viewer, key: str, partners: Collection[uuid.UUID]) -> Planned:
    """The same for the preview and for the deed."""
    pattern = pattern_of(key)
    if pattern not in offered(viewer):
        raise PatternNotForThisHouse
    known = {desk.public_id: desk for desk in partners_known(viewer, pattern)}
    if set(partners) - known.keys():
        raise NotFound
    if pattern.partners and not partners:
        raise PartnersNeeded
    house = Desk.objects.filter(organization=viewer.organization_id, is_active=True)
    own = house if pattern.is_inside else house.filter(pk=viewer.desk_id)
    there = set(house.values_list("kind", flat=True))
    return Planned(
        pattern,
        tuple(kind for kind in pattern.desks if kind.value not in there),
        tuple(own.select_related("organization").order_by("handle")),
        tuple(known[one] for one in dict.fromkeys(partners)),
        pattern.relays and may_order(viewer),
    )


def in_force(viewer: Viewer) -> list[SetUpShown]:
    """What this desk has chosen and not undone, the newest first."""
    rows = SetUp.objects.filter(desk=viewer.desk_id, undone_at=None).select_related("group").order_by("-at")
    return [_shown(row) for row in rows]


def _shown(row: SetUp) -> SetUpShown:
    return SetUpShown(
        row.public_id,
        pattern_of(row.pattern),
        row.group.name_ja,
        row.group.name_en,
        row.order_id is not None,
        row.at,
    )
