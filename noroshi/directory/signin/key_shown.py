"""The key that a machine shows, with its seat and what the policy knows of its person: one question, many times a second."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from noroshi.directory.planned import asked
from noroshi.directory.seated import Seated
from noroshi.sharing.facts import PersonFacts
from noroshi.vocabulary import OrganizationKind, Role, Tie

ASKED: Final = """
select k.id, k.public_id, k.digest, k.scopes, k.network_ranges, k.expires_at, k.revoked_at, k.latest_use_at,
       m.ended_at is null and p.is_active and d.is_active and o.is_active,
       m.id, m.person_id, m.desk_id, o.id, o.kinds, m.role, m.is_administrator, m.tie, m.nda_until, m.is_poc, m.is_deputy,
       array(select s.sector from directory_standingduty s where s.membership_id = m.id),
       array(select a.matter from directory_assignment a where a.membership_id = m.id and a.ended_at is null)
  from directory_apikey k
  join directory_membership m on m.id = k.membership_id
  join directory_person p on p.id = m.person_id
  join directory_desk d on d.id = m.desk_id
  join directory_organization o on o.id = d.organization_id
 where k.prefix = %(prefix)s
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A key as it lies here. `stands`: membership, person, desk and organization do."""

    seat: Seated
    person: PersonFacts
    number: int
    public_id: UUID
    digest: bytes
    scopes: list[str]
    network_ranges: list[str]
    expires_at: datetime
    revoked_at: datetime | None
    latest_use_at: datetime | None
    stands: bool


def shown(prefix: str) -> Shown | None:
    rows = asked(ASKED, {"prefix": prefix})
    if not rows:
        return None
    row = rows[0]
    return Shown(_seat(row[0], row[9:16]), _person(row[14:]), *row[:9])


def _seat(key: int, row: Sequence[Any]) -> Seated:
    membership, person, desk, house, kinds, role, leads = row
    return Seated(
        person_id=person,
        desk_id=desk,
        organization_id=house,
        membership_id=membership,
        role=Role.of(role),
        is_administrator=leads,
        is_platform_administrator=leads and OrganizationKind.PLATFORM in kinds,
        key_id=key,
    )


def _person(row: Sequence[Any]) -> PersonFacts:
    role, _, tie, nda_until, is_poc, is_deputy, duties, matters = row
    return PersonFacts(
        role=Role.of(role),
        tie=Tie.of(tie),
        nda_until=nda_until,
        is_poc=is_poc,
        is_deputy=is_deputy,
        duties=frozenset(duties),
        matters=frozenset(map(str, matters)),
    )
