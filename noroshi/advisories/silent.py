"""Who has not answered, of those whom a desk knows an advisory to have reached. One answer ends the silence of a whole house."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from noroshi.advisories.errors import NotAnAdvisory
from noroshi.advisories.models import Acknowledgement
from noroshi.advisories.queries import heard
from noroshi.advisories.reached import Reached
from noroshi.audiences.actions import definition_of
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.delivery.models import Notice
from noroshi.directory.known import known_organizations
from noroshi.directory.models import Desk
from noroshi.editions.models import Edition, EditionKind
from noroshi.vocabulary import NoticeKind
from noroshi.vocabulary.errors import NotFound


@dataclass(frozen=True)
class Silent:
    """The edition, and the desks of houses from which nothing was heard; `known` are those that may be named and rung."""

    edition: Edition
    desks: frozenset[int]
    known: frozenset[int]

    @classmethod
    def of(cls, viewer: Viewer, edition_id: UUID) -> Self:
        edition = readable_by(viewer, Edition.objects.filter(public_id=edition_id)).first()
        definition = definition_of(edition.audience_id) if edition else None
        if edition is None or definition is None:
            raise NotFound
        if edition.kind != EditionKind.ADVISORY:
            raise NotAnAdvisory
        answered = {one.desk.organization_id for one in heard(viewer, edition_id)}
        reached = Reached.of(viewer, edition, definition)
        desks = Desk.objects.filter(pk__in=reached.desks, is_active=True).exclude(organization__in=answered)
        homes = dict(desks.values_list("pk", "organization_id"))
        is_own = edition.originator_desk_id == viewer.desk_id
        shown = known_organizations(viewer.seat).filter(pk__in=set(homes.values())).values_list("pk", flat=True)
        named = set(homes.values()) if is_own else set(shown)
        return cls(edition, frozenset(homes), frozenset(desk for desk, home in homes.items() if home in named))


def silent_for(edition: int, sender: int, before: datetime) -> set[int]:
    """Under the system's login: desks that this sender's hops told before then, of houses from which nothing was heard."""
    told = Notice.objects.filter(edition=edition, from_desk=sender, kind=NoticeKind.ARRIVED, at__lte=before)
    answered = Acknowledgement.objects.filter(edition=edition).values("desk__organization")
    return set(told.exclude(desk__organization__in=answered).values_list("desk_id", flat=True))


def houses(desks: Collection[int]) -> set[int]:
    return set(Desk.objects.filter(pk__in=list(desks)).values_list("organization_id", flat=True))
