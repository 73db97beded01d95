"""What binds a seat at entry, which of it is still to be accepted, and who of the own house has accepted (C-285, C-290)."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from noroshi.directory.authority import must_run_group
from noroshi.directory.models import Group, Membership, Organization, Person
from noroshi.directory.seated import Seated
from noroshi.legal.models import Acceptance, Pledge
from noroshi.vocabulary import OrganizationKind, PledgeKind, PledgeReach, Role
from noroshi.vocabulary.errors import NotFound, NotYours, Refusal

BINDING: Final = """
select distinct on (p.series) p.id from legal_pledge p
 where p.ended_at is null and p.valid_from <= %(today)s
   and case p.reach
         when 'everybody' then true
         when 'organization' then p.organization_id = %(house)s
         when 'members' then p.organization_id = %(house)s or exists (
           select from directory_organization_ceptoars c
            where c.from_organization_id = %(house)s and c.to_organization_id = p.organization_id)
         else exists (select from directory_groupseat s join directory_group g on g.id = s.group_id and g.is_active
                       where s.group_id = p.group_id and s.desk_id = %(desk)s and s.ended_at is null)
       end
 order by p.series, p.version desc
"""
OUTSTANDING: Final = f"""
select b.id from ({BINDING}) as b
 where not exists (select from legal_acceptance a where a.pledge_id = b.id and a.person_id = %(person)s)
"""  # noqa: S608 - put together from constants


@dataclass(frozen=True, slots=True)
class PledgeShown:
    """One version. `accepted_at` is the asker's own."""

    public_id: uuid.UUID
    series: uuid.UUID
    version: int
    kind: PledgeKind
    reach: PledgeReach
    organization: Organization
    group: Group | None
    title_ja: str
    title_en: str
    text_ja: str
    text_en: str
    penalty_ja: str
    penalty_en: str
    valid_from: date
    ended_at: datetime | None
    accepted_at: datetime | None
    may_write: bool


@dataclass(frozen=True, slots=True)
class Signer:
    """A person of the own house, and when it accepted the version in force; none is not yet."""

    person: Person
    accepted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Roll:
    pledge: PledgeShown
    signers: tuple[Signer, ...]

    @property
    def accepted(self) -> int:
        return sum(signer.accepted_at is not None for signer in self.signers)


def outstanding(seat: Seated) -> list[PledgeShown]:
    """What this person has to accept before going on at this desk; one question."""
    numbers = _ask(OUTSTANDING, _where(seat))
    return _shown(seat, Pledge.objects.filter(pk__in=numbers)) if numbers else []


def binding(seat: Seated) -> list[PledgeShown]:
    """All that binds it now, accepted or not."""
    return _shown(seat, Pledge.objects.filter(pk__in=_ask(BINDING, _where(seat))))


def written(seat: Seated) -> list[PledgeShown]:
    """The latest version of everything that the own house has issued, also what begins later and what has ended."""
    rows = Pledge.objects.filter(organization=seat.organization_id).order_by("series", "-version").distinct("series")
    return [one for one in _shown(seat, rows) if one.may_write]


def pledge(seat: Seated, public_id: uuid.UUID) -> PledgeShown:
    """What binds the asker, what it accepted, and what it may write; nothing else is there."""
    row = Pledge.objects.filter(public_id=public_id)
    found = _shown(seat, row)
    if not found:
        raise NotFound
    one = found[0]
    if one.accepted_at or one.may_write or any(each.public_id == public_id for each in binding(seat)):
        return one
    raise NotFound


def rolls(seat: Seated) -> list[Roll]:
    """For the administrator: everybody of the own house whom a pledge binds, and who has accepted it."""
    if not seat.is_administrator:
        raise NotYours
    bound: dict[int, dict[int, Person]] = defaultdict(dict)
    seats = Membership.objects.filter(desk__organization=seat.organization_id, ended_at=None, person__is_active=True)
    people = list(seats.select_related("person").order_by("person__login"))
    for desk in {row.desk_id for row in people}:
        for number in _ask(BINDING, {"house": seat.organization_id, "desk": desk, "today": timezone.localdate()}):
            bound[number].update({row.person_id: row.person for row in people if row.desk_id == desk})
    shown = {one.public_id: one for one in _shown(seat, Pledge.objects.filter(pk__in=bound))}
    rows = Pledge.objects.filter(pk__in=bound).order_by("pk")
    when = _accepted(bound, {person for each in bound.values() for person in each})
    return [
        Roll(
            shown[row.public_id],
            tuple(Signer(person, when.get((row.pk, number))) for number, person in bound[row.pk].items()),
        )
        for row in rows
    ]


def reaches(seat: Seated) -> list[PledgeReach]:
    """Whom the asker may bind."""
    kinds = set(Organization.objects.get(pk=seat.organization_id).kinds)
    runs = Group.objects.filter(owner=seat.desk_id, is_active=True).exists()
    may = {
        PledgeReach.ORGANIZATION: seat.is_administrator,
        PledgeReach.MEMBERS: OrganizationKind.CEPTOAR.value in kinds
        and (seat.is_administrator or seat.role is Role.SECRETARIAT),
        PledgeReach.GROUP: runs
        and (seat.is_administrator or seat.role in {Role.MODERATOR, Role.SECRETARIAT, Role.LIAISON}),
        PledgeReach.EVERYBODY: seat.is_platform_administrator,
    }
    return [reach for reach, is_so in may.items() if is_so]


def must_bind(seat: Seated, reach: PledgeReach, group: Group | None) -> None:
    if reach not in reaches(seat):
        raise NotYours
    if group is not None:
        must_run_group(seat, group)


def own_groups(seat: Seated) -> list[Group]:
    return list(Group.objects.filter(owner=seat.desk_id, is_active=True).order_by("pk"))


def _shown(seat: Seated, rows: Iterable[Pledge]) -> list[PledgeShown]:
    found = list(rows.select_related("organization", "group") if hasattr(rows, "select_related") else rows)
    when = _accepted([row.pk for row in found], [seat.person_id])
    return [_one(seat, row, when.get((row.pk, seat.person_id))) for row in found]


def _one(seat: Seated, row: Pledge, accepted_at: datetime | None) -> PledgeShown:
    return PledgeShown(
        public_id=row.public_id,
        series=row.series,
        version=row.version,
        kind=PledgeKind.of(row.kind),
        reach=PledgeReach.of(row.reach),
        organization=row.organization,
        group=row.group,
        title_ja=row.title_ja,
        title_en=row.title_en,
        text_ja=row.text_ja,
        text_en=row.text_en,
        penalty_ja=row.penalty_ja,
        penalty_en=row.penalty_en,
        valid_from=row.valid_from,
        ended_at=row.ended_at,
        accepted_at=accepted_at,
        may_write=_may_write(seat, row),
    )


def _may_write(seat: Seated, row: Pledge) -> bool:
    if row.organization_id != seat.organization_id:
        return False
    try:
        must_bind(seat, PledgeReach.of(row.reach), row.group)
    except Refusal:
        return False
    return True


def _accepted(pledges: Iterable[int], people: Iterable[int]) -> Mapping[tuple[int, int], datetime]:
    rows = Acceptance.objects.filter(pledge__in=list(pledges), person__in=list(people))
    return {(row.pledge_id, row.person_id): row.at for row in rows}


def _where(seat: Seated) -> dict[str, Any]:
    return {
        "person": seat.person_id,
        "desk": seat.desk_id,
        "house": seat.organization_id,
        "today": timezone.localdate(),
    }


def _ask(question: str, where: Mapping[str, Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(question, dict(where))
        return [row[0] for row in cursor.fetchall()]
