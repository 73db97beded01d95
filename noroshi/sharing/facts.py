"""What the policy may know. Facts are plain values; the directory makes them, nobody else interprets them."""

from dataclasses import dataclass, field
from datetime import date

from noroshi.vocabulary import DeskKind, MemberClass, OrganizationKind, Requirement, Role, Tie

STANDING_NEED: frozenset[Role] = frozenset({Role.CSIRT, Role.LIAISON, Role.SECRETARIAT})
"""The tier of a recipient desk that needs to know from the start (architecture, rulings: need to know)."""


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """A desk as the policy sees it: `sectors` it answers for, `ceptoars` its organization is a member of."""

    desk: int
    organization: int
    kinds: frozenset[OrganizationKind] = frozenset()
    desk_kind: DeskKind = DeskKind.GENERAL
    sectors: frozenset[str] = frozenset()
    ministry: int | None = None
    ceptoars: frozenset[int] = frozenset()
    groups: frozenset[int] = frozenset()
    is_analysis_partner: bool = False
    member_class: MemberClass | None = None
    refuses_secrets: bool = False


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person acting at one desk."""

    role: Role
    tie: Tie = Tie.STAFF
    nda_until: date | None = None
    is_poc: bool = False
    is_deputy: bool = False
    duties: frozenset[str] = frozenset()
    matters: frozenset[str] = field(default=frozenset())

    def is_in_range(self, today: date) -> bool:
        """Staff are; outside staff while their NDA runs (手引書 表4 定義; rulings: NDA clause)."""
        return not self.tie.is_outside or (self.nda_until is not None and self.nda_until >= today)

    def needs_everything(self) -> bool:
        """POCs, deputies and the CSIRT tier need to know whatever reaches their desk."""
        return self.is_poc or self.is_deputy or self.role in STANDING_NEED

    def needs_to_know(self, topic: "Topic") -> bool:
        return self.needs_everything() or bool(self.duties & topic.sectors) or (topic.matter or "") in self.matters


@dataclass(frozen=True, slots=True)
class Topic:
    """What need to know is measured against: concerned sectors, and the matter once somebody was assigned to it."""

    sectors: frozenset[str] = frozenset()
    matter: str | None = None


def meets(requires: frozenset[Requirement], person: PersonFacts, topic: Topic, today: date) -> bool:
    """Whether a person at a granted desk may read: every requirement of the grant must hold."""
    if Requirement.PERSONS in requires and not person.is_in_range(today):
        return False
    return Requirement.NEED_TO_KNOW not in requires or person.needs_to_know(topic)
