"""Previews as a door shows them: organizations that the viewer knows of by name, all others only as a number by kind and clause.

Who is registered is worth an attack (directory `known`); how far a color reaches is not. An originator is told who holds its own.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from noroshi.audiences.viewer import Viewer
from noroshi.directory.known import known_organizations
from noroshi.editions.explaining import Preview, Reach
from noroshi.sharing.decisions import Decision
from noroshi.vocabulary import OrganizationKind, Requirement


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


def told(viewer: Viewer, preview: Preview, *, names_holders: bool = False) -> PreviewTold:
    """With `names_holders` for the originator of a sealed edition, who sees who holds it now."""
    known = set(known_organizations(viewer.seat).values_list("pk", flat=True))
    holders = {reach.organization.pk for reach in preview.held_now} if names_holders else set()
    return PreviewTold(
        held_now=_told(preview.held_now, known | holders),
        at_most=_told(preview.at_most, known | holders),
        never=_told(preview.never, known),
        others=preview.others,
        groups=tuple(GroupTold(one.group.name_ja, one.group.name_en) for one in preview.groups),
        is_public=preview.is_public,
    )


def _told(reaches: Iterable[Reach], known: set[int]) -> tuple[Told, ...]:
    named: list[Told] = []
    organizations: Counter[tuple[OrganizationKind, Decision]] = Counter()
    desks: Counter[tuple[OrganizationKind, Decision]] = Counter()
    for reach in reaches:
        home, kind = reach.organization, _kind(reach)
        if home.pk in known:
            named.append(Told(reach.decision, kind, home.name_ja, home.name_en, desks=reach.desks, id=home.public_id))
        else:
            organizations[kind, reach.decision] += 1
            desks[kind, reach.decision] += reach.desks
    folded = [
        Told(decision, kind, organizations=count, desks=desks[kind, decision])
        for (kind, decision), count in organizations.items()
    ]
    return (*named, *folded)


def _kind(reach: Reach) -> OrganizationKind:
    return min((OrganizationKind.of(kind) for kind in reach.organization.kinds), default=OrganizationKind.OPERATOR)


def _organizations(tolds: Iterable[Told]) -> int:
    return sum(told.organizations for told in tolds)
