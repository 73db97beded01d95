"""The directory as the policy sees it: plain facts. Names, addresses and telephone numbers never cross this line."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.utils import timezone

from noroshi.directory.models import Agreement, Assignment, Desk, GroupSeat, Membership, Organization, StandingDuty
from noroshi.sharing.facts import DeskFacts, PersonFacts
from noroshi.vocabulary import DeskKind, OrganizationKind, Role, Tie


def all_desk_facts() -> list[DeskFacts]:
    """Every active desk of every active organization; six queries however many there are."""
    return _facts_of(Desk.objects.all(), are_all=True)


def desk_facts(desk_ids: Collection[int]) -> list[DeskFacts]:
    return _facts_of(Desk.objects.filter(pk__in=desk_ids))


def desks_of_partners() -> set[int]:
    """Desks of every organization that has, or had, an agreement about aggregation and analysis."""
    agreements = Agreement.objects.filter(kind=Agreement.Kind.ANALYSIS_PARTNER)
    organizations = {number for pair in agreements.values_list("first_id", "second_id") for number in pair}
    return set(Desk.objects.filter(organization__in=organizations).values_list("pk", flat=True))


def person_facts(membership_id: int) -> PersonFacts:
    """The person of a membership; what ended gives nothing."""
    return facts_of_people([membership_id])[membership_id]


def facts_of_people(membership_ids: Collection[int]) -> dict[int, PersonFacts]:
    """Only memberships that stand."""
    here = OuterRef("pk")
    standing = Membership.objects.filter(pk__in=membership_ids, ended_at=None, person__is_active=True).annotate(
        standing_duties=ArraySubquery(StandingDuty.objects.filter(membership=here).values("sector")),
        open_matters=ArraySubquery(Assignment.objects.filter(membership=here, ended_at=None).values("matter")),
    )
    return {
        row.pk: PersonFacts(
            role=Role.of(row.role),
            tie=Tie.of(row.tie),
            nda_until=row.nda_until,
            is_poc=row.is_poc,
            is_deputy=row.is_deputy,
            duties=frozenset(row.standing_duties),
            matters=frozenset(map(str, row.open_matters)),
        )
        for row in standing
    }


@dataclass
class _Surroundings:
    """What several desks share, read once."""

    ceptoars: Mapping[int, set[int]] = field(default_factory=dict)
    overseen_sectors: Mapping[int, set[str]] = field(default_factory=dict)
    groups: Mapping[int, set[int]] = field(default_factory=dict)
    partners: frozenset[int] = frozenset()


def _facts_of(desks: QuerySet[Desk], *, are_all: bool = False) -> list[DeskFacts]:
    rows = list(
        desks.filter(is_active=True, organization__is_active=True)
        .order_by("pk")
        .values_list(
            "pk",
            "organization_id",
            "kind",
            "sectors",
            "organization__kinds",
            "organization__sectors",
            "organization__ministry_id",
        )
    )
    around = _surroundings(None if are_all else {row[1] for row in rows})
    return [_desk(row, around) for row in rows]


def _desk(row: tuple[int, int, str, list[str], list[str], list[str], int | None], around: _Surroundings) -> DeskFacts:
    desk, organization, kind, own_sectors, kinds, sectors, ministry = row
    overseen = around.overseen_sectors.get(organization, set())
    of_the_house = {*sectors, *overseen}
    answers_for = of_the_house & set(own_sectors) if kind == DeskKind.LIAISON and own_sectors else of_the_house
    return DeskFacts(
        desk=desk,
        organization=organization,
        kinds=frozenset(OrganizationKind.of(value) for value in kinds),
        desk_kind=DeskKind.of(kind),
        sectors=frozenset(answers_for),
        ministry=ministry,
        ceptoars=frozenset(around.ceptoars.get(organization, ())),
        groups=frozenset(around.groups.get(desk, ())),
        is_analysis_partner=organization in around.partners,
    )


def _surroundings(organizations: set[int] | None) -> _Surroundings:
    """None is all of them: to name thousands would take longer than to read their rows."""
    ceptoars: dict[int, set[int]] = defaultdict(set)
    memberships = Organization.ceptoars.through.objects.values_list("from_organization_id", "to_organization_id")
    for member, ceptoar in memberships.filter(_one_of("from_organization", organizations)):
        ceptoars[member].add(ceptoar)
    overseen: dict[int, set[str]] = defaultdict(set)
    supervised = Organization.objects.filter(_one_of("ministry", organizations), ministry__isnull=False, is_active=True)
    for ministry, sectors in supervised.values_list("ministry_id", "sectors"):
        overseen[ministry or 0].update(sectors)
    groups: dict[int, set[int]] = defaultdict(set)
    seats = GroupSeat.objects.filter(_one_of("desk__organization", organizations), ended_at=None, group__is_active=True)
    for desk, group in seats.values_list("desk_id", "group_id"):
        groups[desk].add(group)
    return _Surroundings(ceptoars, overseen, groups, _analysis_partners(organizations))


def _one_of(column: str, organizations: set[int] | None) -> Q:
    return Q() if organizations is None else Q(**{f"{column}__in": organizations})


def _analysis_partners(organizations: set[int] | None) -> frozenset[int]:
    """Agencies that agreed with the center beforehand to collect and analyze (手引書 表4 ※2)."""
    today = timezone.localdate()
    center = OrganizationKind.CENTER.value
    found: set[int] = set()
    for first, second, first_kinds, second_kinds, ends in (
        Agreement.objects.filter(
            kind=Agreement.Kind.ANALYSIS_PARTNER, signed_date__lte=today, ended_at=None, confirmed_at__isnull=False
        )
        .values_list("first_id", "second_id", "first__kinds", "second__kinds", "ends_date")
        .iterator()
    ):
        if ends is not None and ends < today:
            continue
        found |= {second} if center in first_kinds else set()
        found |= {first} if center in second_kinds else set()
    return frozenset(found if organizations is None else found & organizations)
