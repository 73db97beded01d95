"""In words and numbers: why I see this, who holds it now, how far it may go at most, and who never gets it."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple, Self

from noroshi.audiences.everybody import everybody
from noroshi.audiences.kept_schemes import scheme_key, table_of
from noroshi.audiences.queries import holders
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Group, Organization
from noroshi.editions.models import Edition
from noroshi.editions.rosters import confidential_groups, desks_to_name, without
from noroshi.editions.rows import definition_row, edition_row, marking_rows
from noroshi.ledger.queries import readers_of_provider
from noroshi.sharing.ceiling import ceiling
from noroshi.sharing.decisions import NOBODY_ELSE, Decision, decide, may_be_public
from noroshi.sharing.definitions import Definition
from noroshi.sharing.desks import Desks, Names, names_in
from noroshi.sharing.facts import DeskFacts
from noroshi.sharing.marking import Marking
from noroshi.sharing.parties import Party
from noroshi.sharing.plain import marking_of
from noroshi.sharing.table import Table
from noroshi.vocabulary import OrganizationKind, Requirement
from noroshi.vocabulary.errors import NotFound


class Reach(NamedTuple):
    """One organization of a preview, by number: how many of its desks, by which clause, what is asked of its people."""

    organization: int
    kind: OrganizationKind
    desks: int
    decision: Decision


@dataclass(frozen=True)
class Confidential:
    """Members of a group whose roster is confidential: named as the group, never counted."""

    group: Group


@dataclass(frozen=True)
class Preview:
    """Held now by these, may go at most to those, never to others. `others` counts by kind whom no clause names."""

    held_now: Sequence[Reach]
    at_most: Sequence[Reach]
    never: Sequence[Reach]
    others: Sequence[tuple[OrganizationKind, int]]
    groups: Sequence[Confidential]
    is_public: bool

    @property
    def desks_now(self) -> int:
        return sum(reach.desks for reach in self.held_now)

    @property
    def desks_at_most(self) -> int:
        return sum(reach.desks for reach in self.at_most)


class Figures(NamedTuple):
    """How far an edition has come and may come, in two numbers. Without `organizations_at_most` it is everybody."""

    desks_now: int
    organizations_at_most: int | None


@dataclass(frozen=True)
class Why:
    """The deciding clause, and what made this person meet it."""

    decision: Decision
    asks_need_to_know: bool
    asks_range: bool


def why(viewer: Viewer, edition_id: uuid.UUID) -> Why:
    definition = definition_row(viewer, edition_row(viewer, edition_id))
    (own,) = everybody().those([viewer.desk_id])
    decision = decide(definition.marking, own, table_of(definition.scheme), definition.carriers)
    asked = decision.requires
    return Why(decision, Requirement.NEED_TO_KNOW in asked, Requirement.PERSONS in asked)


def preview(marking: Marking, opened: Iterable[Party] = ()) -> Preview:
    """Before sending: what this marking would mean with today's directory."""
    return _preview(Definition(marking, frozenset(opened), scheme=scheme_key()))


def most(marking: Marking, opened: Iterable[Party] = ()) -> int | None:
    """How many organizations could ever hold it; None is everybody. For whom only the number is asked."""
    hidden = confidential_groups(Definition(marking, frozenset(opened)))
    desks = without(everybody(), hidden)
    found = ceiling(marking, desks, table_of(scheme_key()))
    return None if found.is_public else len({desk.organization for desk in desks if found.decisions[desk.desk].allowed})


def reach_of(viewer: Viewer, edition_id: uuid.UUID) -> Preview:
    """Of a sealed edition; only its originator is told who holds it."""
    edition = _own(viewer, edition_id)
    definition = definition_row(viewer, edition)
    return _preview(definition, now=set(holders(edition.audience_id)))


def figures_of(viewer: Viewer, edition_id: uuid.UUID) -> Figures:
    """The numbers of `reach_of` for whoever shows nothing else of it."""
    edition = _own(viewer, edition_id)
    definition = definition_row(viewer, edition)
    asked = _Asked.of(definition)
    held = sum(1 for _ in asked.holding(holders(edition.audience_id)))
    if may_be_public(definition.marking):
        return Figures(held, None)
    return Figures(held, len(set().union(*(one.houses for one in asked.decided() if one.decision.allowed))))


def reach_if(viewer: Viewer, edition_id: uuid.UUID, marking: Marking) -> Preview:
    """What marking it again would mean: what hops have opened stays opened, as far as the new ceiling lets it."""
    definition = definition_row(viewer, _own(viewer, edition_id))
    return _preview(replace(definition, marking=marking))


def marking_of_own(viewer: Viewer, edition_id: uuid.UUID) -> tuple[Marking, int]:
    """As the originator wrote it, with its number; nobody else is shown whom it excludes."""
    edition = _own(viewer, edition_id)
    (record_,) = (row for row in marking_rows(viewer, edition) if row.number == edition.marking_number)
    return replace(marking_of(record_.marking), handling_note=record_.handling_note), edition.marking_number


def readers_of(viewer: Viewer, edition_id: uuid.UUID) -> list[tuple[Organization | None, int]]:
    """Which organizations read it and how often; members of confidential groups come together as nobody in particular."""
    edition = _own(viewer, edition_id)
    named = desks_to_name(viewer, edition)
    times: Counter[int | None] = Counter()
    for house, desk, count in readers_of_provider(viewer.organization_id, of=edition.public_id, limit=10_000):
        times[house if named is None or desk in named else None] += count
    names = Organization.objects.only("public_id", "handle", "name_ja", "name_en").in_bulk(
        [number for number in times if number]
    )
    return [(names.get(number) if number else None, count) for number, count in times.items()]


class _Alike(NamedTuple):
    """Desks of which the policy says the same, as so many desks of each organization."""

    kind: OrganizationKind
    houses: Mapping[int, int]
    decision: Decision


@dataclass(frozen=True)
class _Asked:
    """A sentence, and the desks of which it is asked: confidential groups are as if nobody were in them."""

    definition: Definition
    table: Table
    desks: Desks
    names: Names

    @classmethod
    def of(cls, definition: Definition, hidden: Collection[int] | None = None) -> Self:
        groups = confidential_groups(definition) if hidden is None else hidden
        names = names_in(definition.marking, definition.opened, definition.carriers)
        return cls(definition, table_of(definition.scheme), without(everybody(), groups), names)

    def decided(self) -> Iterator[_Alike]:
        found = self.desks.by_house(self.names, self._decision)
        return (_Alike(_kind(one.kinds), houses, decision) for one, houses, decision in found)

    def held(self, now: Collection[int] | None) -> Iterator[_Alike]:
        """Who holds it, with `now` of these desks alone."""
        if now is None:
            asked = self.desks.by_house(self.names, self._holding)
            return (_Alike(_kind(one.kinds), houses, answer) for one, houses, answer in asked if answer)
        return (_Alike(_kind(desk.kinds), {desk.organization: 1}, answer) for desk, answer in self.holding(now))

    def holding(self, now: Collection[int]) -> Iterator[tuple[DeskFacts, Decision]]:
        """Of these desks those that hold it."""
        found = self.desks.ask_those(now, self.names, self._holding)
        return ((desk, answer) for desk, answer in found if answer)

    def _decision(self, desk: DeskFacts) -> Decision:
        return decide(self.definition.marking, desk, self.table, self.definition.carriers)

    def _holding(self, desk: DeskFacts) -> Decision | None:
        return None if self.definition.seat(desk, self.table) is None else self._decision(desk)


def _preview(definition: Definition, now: set[int] | None = None) -> Preview:
    hidden = confidential_groups(definition)
    asked = _Asked.of(definition, hidden)
    found = tuple(asked.decided())
    return Preview(
        held_now=_reaches(asked.held(now)),
        at_most=_reaches(alike for alike in found if alike.decision.allowed),
        never=_reaches(one for one in found if not one.decision.allowed and one.decision.clause != NOBODY_ELSE),
        others=_kinds(alike for alike in found if alike.decision.clause == NOBODY_ELSE),
        groups=[Confidential(group) for group in Group.objects.filter(pk__in=hidden)] if hidden else [],
        is_public=may_be_public(definition.marking),
    )


def _reaches(found: Iterable[_Alike]) -> list[Reach]:
    """The first of its desks speaks for an organization."""
    speaks: dict[int, _Alike] = {}
    desks: Counter[int] = Counter()
    for alike in reversed(tuple(found)):
        desks.update(alike.houses)
        speaks |= dict.fromkeys(alike.houses, alike)
    return [Reach(house, (first := speaks[house]).kind, desks[house], first.decision) for house in sorted(speaks)]


def _kinds(found: Iterable[_Alike]) -> list[tuple[OrganizationKind, int]]:
    kinds: dict[int, OrganizationKind] = {}
    for alike in found:
        kinds |= dict.fromkeys(alike.houses, alike.kind)
    counted = Counter(kinds.values())
    return [(kind, counted[kind]) for kind in OrganizationKind if kind in counted]


@cache
def _kind(kinds: frozenset[OrganizationKind]) -> OrganizationKind:
    return min(kinds, default=OrganizationKind.OPERATOR)


def _own(viewer: Viewer, edition_id: uuid.UUID) -> Edition:
    edition = edition_row(viewer, edition_id)
    if edition.originator_desk_id != viewer.desk_id:
        raise NotFound
    return edition
