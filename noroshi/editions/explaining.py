"""In words and numbers: why I see this, who holds it now, how far it may go at most, and who never gets it."""

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from noroshi.audiences.actions import definition_of
from noroshi.audiences.everybody import everybody
from noroshi.audiences.kept_schemes import scheme_key, table_of
from noroshi.audiences.queries import holders, readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Group, Organization
from noroshi.editions.models import Edition, MarkingRecord
from noroshi.editions.rosters import confidential_groups, desks_to_name, without
from noroshi.ledger.queries import readings_of_provider
from noroshi.sharing.ceiling import ceiling
from noroshi.sharing.decisions import NOBODY_ELSE, Decision, decide, may_be_public
from noroshi.sharing.definitions import Definition, seats
from noroshi.sharing.facts import DeskFacts
from noroshi.sharing.marking import Marking
from noroshi.sharing.parties import Party
from noroshi.sharing.plain import marking_of
from noroshi.vocabulary import OrganizationKind, Requirement
from noroshi.vocabulary.errors import NotFound


@dataclass(frozen=True, slots=True)
class Reach:
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


@dataclass(frozen=True)
class Why:
    """The deciding clause, and what made this person meet it."""

    decision: Decision
    asks_need_to_know: bool
    asks_range: bool


def why(viewer: Viewer, edition_id: uuid.UUID) -> Why:
    definition = _definition(viewer, edition_id)
    own = next(desk for desk in everybody() if desk.desk == viewer.desk_id)
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
    definition = definition_of(edition.audience_id)
    if definition is None:
        raise NotFound
    return _preview(definition, now=set(holders(edition.audience_id)))


def reach_if(viewer: Viewer, edition_id: uuid.UUID, marking: Marking) -> Preview:
    """What marking it again would mean: what hops have opened stays opened, as far as the new ceiling lets it."""
    definition = definition_of(_own(viewer, edition_id).audience_id)
    if definition is None:
        raise NotFound
    return _preview(replace(definition, marking=marking))


def marking_of_own(viewer: Viewer, edition_id: uuid.UUID) -> tuple[Marking, int]:
    """As the originator wrote it, with its number; nobody else is shown whom it excludes."""
    edition = _own(viewer, edition_id)
    record_ = MarkingRecord.objects.get(edition=edition, number=edition.marking_number)
    return replace(marking_of(record_.marking), handling_note=record_.handling_note), edition.marking_number


def readers_of(viewer: Viewer, edition_id: uuid.UUID) -> list[tuple[Organization | None, int]]:
    """Which organizations read it and how often; members of confidential groups come together as nobody in particular."""
    edition = _own(viewer, edition_id)
    named = desks_to_name(edition)
    times: Counter[int | None] = Counter()
    for reading in readings_of_provider(viewer.organization_id, of=edition.public_id, limit=10_000):
        if reading.organization_id != viewer.organization_id:
            times[reading.organization_id if named is None or reading.desk_id in named else None] += 1
    names = Organization.objects.in_bulk([number for number in times if number])
    return [(names.get(number) if number else None, count) for number, count in times.items()]


def _preview(definition: Definition, now: set[int] | None = None) -> Preview:
    table, desks = table_of(definition.scheme), everybody()
    hidden_groups = confidential_groups(definition)
    desks_shown = without(desks, hidden_groups)
    held = set(seats(definition, desks_shown, table))
    held = held if now is None else held & now
    decided = ceiling(definition.marking, desks_shown, table, definition.carriers).decisions
    allowed = [(desk, decided[desk.desk]) for desk in desks_shown if decided[desk.desk].allowed]
    refused = [(desk, decided[desk.desk]) for desk in desks_shown if not decided[desk.desk].allowed]
    groups = Group.objects.filter(pk__in=hidden_groups)
    return Preview(
        held_now=_by_organization(pair for pair in allowed if pair[0].desk in held),
        at_most=_by_organization(allowed),
        never=_by_organization(pair for pair in refused if pair[1].clause != NOBODY_ELSE),
        others=_kinds(desk for desk, decision in refused if decision.clause == NOBODY_ELSE),
        groups=[Confidential(group) for group in groups],
        is_public=may_be_public(definition.marking),
    )


def _by_organization(pairs: Iterable[tuple[DeskFacts, Decision]]) -> list[Reach]:
    """The first of its desks speaks for an organization."""
    found: dict[int, list[tuple[DeskFacts, Decision]]] = {}
    for pair in pairs:
        found.setdefault(pair[0].organization, []).append(pair)
    return [Reach(number, _kind(made[0][0].kinds), len(made), made[0][1]) for number, made in found.items()]


def _kinds(desks: Iterable[DeskFacts]) -> list[tuple[OrganizationKind, int]]:
    counted = Counter({desk.organization: _kind(desk.kinds) for desk in desks}.values())
    return [(kind, counted[kind]) for kind in OrganizationKind if kind in counted]


@cache
def _kind(kinds: frozenset[OrganizationKind]) -> OrganizationKind:
    return min(kinds, default=OrganizationKind.OPERATOR)


def _own(viewer: Viewer, edition_id: uuid.UUID) -> Edition:
    edition = readable_by(viewer, Edition.objects.filter(public_id=edition_id)).first()
    if edition is None or edition.originator_desk_id != viewer.desk_id:
        raise NotFound
    return edition


def _definition(viewer: Viewer, edition_id: uuid.UUID) -> Definition:
    edition = readable_by(viewer, Edition.objects.filter(public_id=edition_id)).first()
    definition = definition_of(edition.audience_id) if edition else None
    if definition is None:
        raise NotFound
    return definition
