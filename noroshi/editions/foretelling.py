"""Before a deed: what this desk may do with an edition, whom a hop would reach, what a marking would change."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from noroshi.audiences.actions import definition_of
from noroshi.audiences.everybody import everybody
from noroshi.audiences.kept_schemes import table_of
from noroshi.audiences.viewer import Viewer
from noroshi.directory.known import known_organizations
from noroshi.directory.models import Group, Organization
from noroshi.editions.actions.hops import CARRIERS
from noroshi.editions.models import Edition
from noroshi.editions.orders import MAY_ORDER
from noroshi.editions.rosters import confidential_groups, without
from noroshi.editions.rows import edition_row
from noroshi.editions.straight import goes_by_liaison, must_go_by_liaison
from noroshi.sharing.definitions import seats
from noroshi.sharing.facts import DeskFacts
from noroshi.sharing.parties import Naming, Party
from noroshi.vocabulary.errors import NotFound

ONE_BY_ONE = frozenset({Naming.DESK, Naming.ORGANIZATION, Naming.MINISTRY_FOR_SECTOR})
"""Who was named so and is outside the range is told as outside; of "everyone" or a kind that says nothing."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """`carries` says whether other organizations may be named; without it only desks of the own house.

    `by_liaison`: CEPTOARs and operators hear of it from their ministry.
    """

    is_own: bool
    carries: bool
    is_recalled: bool
    marking_number: int
    by_liaison: bool = False


@dataclass(frozen=True, slots=True)
class Reached:
    """An organization named by a hop. Of a confidential group only its name is told."""

    name_ja: str
    name_en: str
    desks: int

    def name(self, language: str) -> str:
        return self.name_en if language.startswith("en") and self.name_en else self.name_ja


@dataclass(frozen=True, slots=True)
class Foretold:
    """`unnamed` organizations would be reached as well, which this viewer does not know by name."""

    reached: tuple[Reached, ...]
    unnamed: int
    outside: tuple[Reached, ...]
    outside_unnamed: int
    groups: tuple[Reached, ...]

    @property
    def organizations(self) -> int:
        return len(self.reached) + self.unnamed

    @property
    def is_nobody(self) -> bool:
        return not self.reached and not self.unnamed and not self.groups


def bounds(viewer: Viewer, edition_id: uuid.UUID) -> Bounds:
    edition = _edition(viewer, edition_id)
    (own,) = everybody().those([viewer.desk_id])
    is_own = edition.originator_desk_id == viewer.desk_id
    carries = is_own or bool(own.kinds & CARRIERS)
    by_liaison = goes_by_liaison(viewer.desk_id, edition.kind)
    return Bounds(is_own, carries, edition.is_recalled, edition.marking_number, by_liaison)


def may_order(viewer: Viewer) -> bool:
    """Whether this desk may write standing orders."""
    (own,) = everybody().those([viewer.desk_id])
    return bool(own.kinds & MAY_ORDER & CARRIERS)


def foretell_hop(viewer: Viewer, edition_id: uuid.UUID, to: Collection[Party]) -> Foretold:
    """By organization, without the reason: whom the originator excludes is not for those who pass on to know.

    What the deed refuses for its way is refused here already.
    """
    edition = _edition(viewer, edition_id)
    before = definition_of(edition.audience_id)
    if before is None:
        raise NotFound
    secret = _confidential(to)
    plain = frozenset(to) - secret
    after = before.opened_to(plain, by=viewer.desk_id)
    desks = without(everybody(), confidential_groups(before))
    named = list(desks.those(desks.held_by(plain)))
    table = table_of(after.scheme)
    holds = set(seats(after, named, table))
    must_go_by_liaison(edition, viewer.desk_id, plain, holds - set(seats(before, named, table)))
    one_by_one = desks.held_by(frozenset(party for party in plain if party.naming in ONE_BY_ONE))
    return _foretold(viewer, [desk for desk in named if desk.desk in holds], list(desks.those(one_by_one)), secret)


def _foretold(viewer: Viewer, reached: list[DeskFacts], named: list[DeskFacts], secret: Collection[Party]) -> Foretold:
    within = {desk.organization for desk in reached}
    outside = [desk for desk in named if desk.organization not in within]
    known = known_organizations(viewer.seat).filter(pk__in=within | {desk.organization for desk in outside})
    names = known.in_bulk()
    groups = Group.objects.filter(pk__in=[int(party.which) for party in secret])
    shown, unnamed = _by_organization(reached, names)
    not_shown, not_unnamed = _by_organization(outside, names)
    return Foretold(
        shown, unnamed, not_shown, not_unnamed, tuple(Reached(row.name_ja, row.name_en, 0) for row in groups)
    )


def _by_organization(desks: list[DeskFacts], names: dict[int, Organization]) -> tuple[tuple[Reached, ...], int]:
    counted: dict[int, int] = {}
    for desk in desks:
        counted[desk.organization] = counted.get(desk.organization, 0) + 1
    shown = [Reached(names[one].name_ja, names[one].name_en, count) for one, count in counted.items() if one in names]
    return tuple(sorted(shown, key=lambda one: one.name_ja)), sum(one not in names for one in counted)


def _confidential(parties: Collection[Party]) -> set[Party]:
    groups = {party for party in parties if party.naming is Naming.GROUP}
    numbers = [int(party.which) for party in groups]
    hidden = set(Group.objects.filter(pk__in=numbers, roster_is_confidential=True).values_list("pk", flat=True))
    return {party for party in groups if int(party.which) in hidden}


def _edition(viewer: Viewer, edition_id: uuid.UUID) -> Edition:
    return edition_row(viewer, edition_id)
