"""At which desks a person may act: what the desk switcher offers, and who sits there. Asked by every page of everybody signed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from noroshi.directory import planned
from noroshi.directory.seated import Seated
from noroshi.sharing.facts import PersonFacts
from noroshi.vocabulary import OrganizationKind, Role, Tie

SEATS: Final = """
select m.id, m.role, m.tie, m.nda_until, m.is_poc, m.is_deputy, m.is_administrator,
       d.id, d.public_id, d.name_ja, d.name_en, o.id, o.name_ja, o.name_en, o.kinds,
       array(select t.sector from directory_standingduty t where t.membership_id = m.id),
       array(select t.matter from directory_assignment t where t.membership_id = m.id and t.ended_at is null)
  from directory_membership m
  join directory_person p on p.id = m.person_id and p.is_active
  join directory_desk d on d.id = m.desk_id and d.is_active
  join directory_organization o on o.id = d.organization_id and o.is_active
 where m.person_id = %(person)s and m.ended_at is null
 order by m.is_poc desc, m.is_deputy desc, m.id
"""


@dataclass(frozen=True, slots=True)
class SeatChoice:
    """One desk of a person, in words; the seat there and what is known of the person were read in the same question."""

    desk_id: int
    desk_public_id: UUID
    organization: str
    desk: str
    kinds: tuple[OrganizationKind, ...]
    role: Role
    seat: Seated
    facts: PersonFacts


def seats_of(person_id: int, language: str) -> list[SeatChoice]:
    """Standing seats at active desks; those where the person is asked first come first."""
    return [_choice(person_id, language, row) for row in planned.asked(SEATS, {"person": person_id})]


def _choice(person_id: int, language: str, row: Sequence[Any]) -> SeatChoice:
    number, role, tie, nda_until, is_poc, is_deputy, is_administrator, *rest = row
    desk, public_id, ja, en, organization, organization_ja, organization_en, raw_kinds, duties, matters = rest
    kinds = tuple(OrganizationKind.of(kind) for kind in raw_kinds)
    return SeatChoice(
        desk_id=desk,
        desk_public_id=public_id,
        organization=_name(language, organization_ja, organization_en),
        desk=_name(language, ja, en),
        kinds=kinds,
        role=Role.of(role),
        seat=Seated(
            person_id=person_id,
            desk_id=desk,
            organization_id=organization,
            membership_id=number,
            role=Role.of(role),
            is_administrator=is_administrator,
            is_platform_administrator=is_administrator and OrganizationKind.PLATFORM in kinds,
        ),
        facts=PersonFacts(
            role=Role.of(role),
            tie=Tie.of(tie),
            nda_until=nda_until,
            is_poc=is_poc,
            is_deputy=is_deputy,
            duties=frozenset(duties),
            matters=frozenset(map(str, matters)),
        ),
    )


def _name(language: str, ja: str, en: str) -> str:
    return en if language == "en" and en else ja
