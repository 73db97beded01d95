"""Previews as a door shows them: organizations that the viewer knows of by name, all others only as a number by kind and clause.

Who is registered is worth an attack (directory `known`); how far a color reaches is not. An originator is told who holds its own.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from noroshi.audiences.queries import any_of, array
from noroshi.audiences.viewer import Viewer
from noroshi.directory.known import known_organizations
from noroshi.directory.models import Organization
from noroshi.editions.explaining import Preview, Reach
from noroshi.sharing.decisions import Decision
from noroshi.vocabulary import OrganizationKind, Requirement

MOST_NAMED: Final = 20
"""So many organizations stand in one list of a page by name; all others by number."""


@dataclass(frozen=True, slots=True)
class Told:
    """One organization by name, or several of a kind by number only."""

    decision: Decision
    kind: OrganizationKind
    name_ja: str = ""
    name_en: str = ""
    organizations: int = 1
    desks: int = 1
    id: UUID | None = None

    @property
    def is_named(self) -> bool:
        return bool(self.name_ja)

    @property
    def asks_need_to_know(self) -> bool:
        return Requirement.NEED_TO_KNOW in self.decision.requires

    @property
    def asks_range(self) -> bool:
        return Requirement.PERSONS in self.decision.requires

    def name(self, language: str) -> str:
        if not self.is_named:
            return self.kind.label(language)
        return self.name_en if language.startswith("en") and self.name_en else self.name_ja


@dataclass(frozen=True, slots=True)
class GroupTold:
    """Members of a group whose roster is confidential: named as the group, never counted."""

    name_ja: str
    name_en: str

    def name(self, language: str) -> str:
        return self.name_en if language.startswith("en") and self.name_en else self.name_ja


@dataclass(frozen=True, slots=True)
class PreviewTold:
    held_now: Sequence[Told]
    at_most: Sequence[Told]
    never: Sequence[Told]
    others: Sequence[tuple[OrganizationKind, int]]
    groups: Sequence[GroupTold]
    is_public: bool

    @property
    def organizations_now(self) -> int:
        return _organizations(self.held_now)

    @property
    def organizations_at_most(self) -> int:
        return _organizations(self.at_most)

    @property
    def desks_now(self) -> int:
        return sum(told.desks for told in self.held_now)


def told(
    viewer: Viewer, preview: Preview, *, names_holders: bool = False, most_named: int | None = None
) -> PreviewTold:
    """With `names_holders` for the originator of a sealed edition, who sees who holds it now.

    With `most_named` for a page: so many of a list by name, all others by number like those whom the viewer does not know.
    """
    public = known_organizations(viewer.seat)
    holders = Organization.objects.filter(any_of("pk", array(reach.organization for reach in preview.held_now)))
    may_name = public | holders if names_holders else public
    held_now, at_most, never = (
        tuple(_told(reaches, _names(rows, reaches, most_named)))
        for reaches, rows in ((preview.held_now, may_name), (preview.at_most, may_name), (preview.never, public))
    )
    return PreviewTold(
        held_now=held_now,
        at_most=at_most,
        never=never,
        others=preview.others,
        groups=tuple(GroupTold(one.group.name_ja, one.group.name_en) for one in preview.groups),
        is_public=preview.is_public,
    )


def _names(may_name: QuerySet[Organization], reaches: Sequence[Reach], most: int | None) -> Mapping[int, Organization]:
    """Those of a list that may be named, the first so many of them."""
    if not reaches:
        return {}
    rows = may_name.filter(any_of("pk", array(reach.organization for reach in reaches))).order_by("pk")
    return {row.pk: row for row in rows.only("public_id", "handle", "name_ja", "name_en")[:most]}


def _told(reaches: Sequence[Reach], names: Mapping[int, Organization]) -> Iterator[Told]:
    named = [reach for reach in reaches if reach.organization in names]
    named.sort(key=lambda reach: (reach.decision.clause, names[reach.organization].handle))
    yield from (_named(reach, names[reach.organization]) for reach in named)
    yield from _folded(reach for reach in reaches if reach.organization not in names)


def _named(reach: Reach, home: Organization) -> Told:
    return Told(reach.decision, reach.kind, home.name_ja, home.name_en, desks=reach.desks, id=home.public_id)


def _folded(reaches: Iterable[Reach]) -> Iterator[Told]:
    """By clause, and within it by kind."""
    organizations: Counter[tuple[OrganizationKind, Decision]] = Counter()
    desks: Counter[tuple[OrganizationKind, Decision]] = Counter()
    for reach in reaches:
        organizations[reach.kind, reach.decision] += 1
        desks[reach.kind, reach.decision] += reach.desks
    for (kind, decision), count in sorted(organizations.items(), key=lambda pair: pair[0][1].clause):
        yield Told(decision, kind, organizations=count, desks=desks[kind, decision])


def _organizations(tolds: Iterable[Told]) -> int:
    return sum(told.organizations for told in tolds)
