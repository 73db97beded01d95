"""Many desks at once: the policy is asked once for all desks that differ by their numbers alone.

A marking names a few by number: originator, carriers, receivers, added and excluded parties. Those are asked one by one.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Final

from noroshi.sharing.facts import DeskFacts
from noroshi.sharing.marking import Cap, Marking
from noroshi.sharing.parties import Naming, Party, any_holds
from noroshi.vocabulary import DeskKind, OrganizationKind

NOBODY_IN_PARTICULAR: Final = -1
"""The number of no desk and no organization."""
MOST_VIEWS: Final = 8
"""Of so many sets of hidden groups the sorted desks are kept."""


@dataclass(frozen=True, slots=True)
class Names:
    """Numbers by which a sentence names single desks, and all desks of an organization or a group."""

    desks: frozenset[int]
    organizations: frozenset[int]
    groups: frozenset[int]


@dataclass(frozen=True)
class Desks:
    """Desks of one directory, sorted out once and asked many times."""

    facts: tuple[DeskFacts, ...]

    @classmethod
    def of(cls, desks: Iterable[DeskFacts]) -> "Desks":
        return desks if isinstance(desks, cls) else cls(tuple(desks))

    def __iter__(self) -> Iterator[DeskFacts]:
        return iter(self.facts)

    def ask[Answer](self, names: Names, question: Callable[[DeskFacts], Answer]) -> dict[int, Answer]:
        """The answer for every desk, the same as if each had been asked."""
        answers: dict[int, Answer] = {}
        for somebody, numbers in self._alike.items():
            answers |= dict.fromkeys(numbers, question(somebody))
        return answers | {desk.desk: question(desk) for desk in self._named(names)}

    def ask_those[Answer](
        self, numbers: Iterable[int], names: Names, question: Callable[[DeskFacts], Answer]
    ) -> Iterator[tuple[DeskFacts, Answer]]:
        """Of some desks, by number: those alike are asked once, who is named alone."""
        named = {desk.desk for desk in self._named(names)}
        answers: dict[int, Answer] = {}
        for desk in self.those(numbers):
            if desk.desk in named:
                yield desk, question(desk)
                continue
            alike = self._place[desk.desk]
            if alike not in answers:
                answers[alike] = question(desk)
            yield desk, answers[alike]

    def those(self, numbers: Iterable[int]) -> Iterator[DeskFacts]:
        """By number; a desk that is none of these is left out."""
        return (desk for number in sorted(numbers) for desk in self._by_desk.get(number, ()))

    def held_by(self, parties: frozenset[Party]) -> frozenset[int]:
        """The numbers of all desks that one of these parties names."""
        named = {desk.desk: any_holds(parties, desk) for desk in self._named(_names_of(parties))}
        alike = (numbers for somebody, numbers in self._alike.items() if any_holds(parties, somebody))
        return frozenset(chain.from_iterable(alike)).difference(named).union(n for n, holds in named.items() if holds)

    def by_house[Answer](
        self, names: Names, question: Callable[[DeskFacts], Answer]
    ) -> Iterator[tuple[DeskFacts, Mapping[int, int], Answer]]:
        """One of those alike, how many of them each organization has, and the answer; who is named comes first and alone."""
        named = {desk.desk: desk for desk in self._named(names)}
        apart: dict[DeskFacts, Counter[int]] = defaultdict(Counter)
        for desk in named.values():
            apart[_without_numbers(desk)][desk.organization] += 1
            yield desk, {desk.organization: 1}, question(desk)
        for somebody, houses in self._houses.items():
            yield somebody, houses - apart[somebody] if somebody in apart else houses, question(somebody)

    def hiding(self, groups: frozenset[int]) -> "Desks":
        """The same desks as if nobody were in these groups."""
        if not groups:
            return self
        found = self._views.get(groups)
        if found is None:
            found = Desks(tuple(_outside(desk, groups) for desk in self.facts))
            if len(self._views) >= MOST_VIEWS:
                self._views.clear()
            self._views[groups] = found
        return found

    @cached_property
    def stations(self) -> tuple[DeskFacts, ...]:
        """Who may stand along the way of a report: secretariats, liaisons, the center."""
        kinds = {DeskKind.SECRETARIAT, DeskKind.LIAISON}
        return tuple(desk for desk in self.facts if desk.desk_kind in kinds or OrganizationKind.CENTER in desk.kinds)

    @cached_property
    def _views(self) -> dict[frozenset[int], "Desks"]:
        return {}

    @cached_property
    def _houses(self) -> Mapping[DeskFacts, Counter[int]]:
        return {
            somebody: Counter(self._by_desk[number][0].organization for number in numbers)
            for somebody, numbers in self._alike.items()
        }

    @cached_property
    def _alike(self) -> Mapping[DeskFacts, Sequence[int]]:
        found: dict[DeskFacts, list[int]] = defaultdict(list)
        for desk in self.facts:
            found[_without_numbers(desk)].append(desk.desk)
        return found

    @cached_property
    def _place(self) -> Mapping[int, int]:
        """In which of the sets of desks alike each stands."""
        return {number: place for place, numbers in enumerate(self._alike.values()) for number in numbers}

    def _named(self, names: Names) -> Iterable[DeskFacts]:
        for number in names.desks:
            yield from self._by_desk.get(number, ())
        for number in names.organizations:
            yield from self._by_organization.get(number, ())
        for number in names.groups:
            yield from self._by_group.get(number, ())

    @cached_property
    def _by_desk(self) -> Mapping[int, Sequence[DeskFacts]]:
        return {desk.desk: (desk,) for desk in self.facts}

    @cached_property
    def _by_organization(self) -> Mapping[int, Sequence[DeskFacts]]:
        found: dict[int, list[DeskFacts]] = defaultdict(list)
        for desk in self.facts:
            found[desk.organization].append(desk)
        return found

    @cached_property
    def _by_group(self) -> Mapping[int, Sequence[DeskFacts]]:
        found: dict[int, list[DeskFacts]] = defaultdict(list)
        for desk in self.facts:
            for group in desk.groups:
                found[group].append(desk)
        return found


def names_in(marking: Marking, opened: frozenset[Party] = frozenset(), carriers: frozenset[int] = frozenset()) -> Names:
    """Everything in a sentence that the policy compares with a number of a desk."""
    limits: tuple[Cap, ...] = (marking, *marking.caps)
    found = _names_of(opened.union(*(_parties(cap) for cap in limits)))
    ministries = {cap.provider_ministry for cap in limits if cap.provider_ministry is not None}
    return Names(
        desks=carriers.union({marking.originator}, found.desks, *(cap.receivers for cap in limits)),
        organizations=found.organizations | ministries,
        groups=found.groups,
    )


def _names_of(parties: frozenset[Party]) -> Names:
    return Names(
        desks=_numbers(parties, Naming.DESK),
        organizations=_numbers(parties, Naming.ORGANIZATION) | _numbers(parties, Naming.MINISTRY_FOR_SECTOR),
        groups=_numbers(parties, Naming.GROUP),
    )


def _without_numbers(desk: DeskFacts) -> DeskFacts:
    return replace(desk, desk=NOBODY_IN_PARTICULAR, organization=NOBODY_IN_PARTICULAR, groups=frozenset())


def _outside(desk: DeskFacts, groups: frozenset[int]) -> DeskFacts:
    return replace(desk, groups=desk.groups - groups) if desk.groups & groups else desk


def _parties(cap: Cap) -> frozenset[Party]:
    return cap.destinations | cap.additions | cap.exclusions | (cap.only or frozenset())


def _numbers(parties: Iterable[Party], naming: Naming) -> frozenset[int]:
    heads = (party.which.partition("/")[0] for party in parties if party.naming is naming)
    return frozenset(int(head) for head in heads if head.isdecimal())
