"""Who of many people may read what: the answer of the first lock, asked for a batch of letters under the system's login.

A letter may say to somebody what a page would show to that person today, and nothing else.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.utils import timezone

from noroshi.audiences.models import Audience, Seat
from noroshi.audiences.queries import requirements
from noroshi.directory.facts import facts_of_people
from noroshi.sharing.facts import PersonFacts, Topic, meets
from noroshi.vocabulary import Role

POINT_OF_CONTACT = PersonFacts(role=Role.CSIRT, is_poc=True)
"""Whoever holds the key of a desk's own mailbox; its administrator has said that they need to know."""


@dataclass(frozen=True)
class Recipients:
    """Asked once for a batch: seats of its desks in its audiences, and facts of its people as of today."""

    requires: Mapping[tuple[int, int], int]
    topics: Mapping[int, Topic]
    public: frozenset[int]
    people: Mapping[int, PersonFacts]
    today: date

    @classmethod
    def of(cls, audiences: Collection[int], desks: Collection[int], memberships: Collection[int]) -> Self:
        seats = Seat.objects.filter(audience_id__in=list(audiences), desk_id__in=list(desks))
        rows = Audience.objects.filter(pk__in=list(audiences)).values_list("pk", "sectors", "matter", "is_public")
        known = list(rows)
        return cls(
            requires={(desk, one): bits for desk, one, bits in seats.values_list("desk_id", "audience_id", "requires")},
            topics={pk: Topic(frozenset(sectors), str(matter) if matter else None) for pk, sectors, matter, _ in known},
            public=frozenset(pk for pk, *_, is_public in known if is_public),
            people=facts_of_people(memberships),
            today=timezone.localdate(),
        )

    def holds(self, desk: int, audience: int) -> bool:
        """Whether the desk has a seat there, whoever sits at it."""
        return audience in self.public or (desk, audience) in self.requires

    def may_read(self, desk: int, membership: int | None, audience: int, *, is_closed: bool = False) -> bool:
        """A mailbox without a person is nobody in range, unless mail to it is closed under the desk's own key."""
        if audience in self.public:
            return True
        bits = self.requires.get((desk, audience))
        if bits is None:
            return False
        person = self.people.get(membership) if membership else (POINT_OF_CONTACT if is_closed else None)
        if person is None:
            return bits == 0 and membership is None
        return meets(requirements(bits), person, self.topics[audience], self.today)
