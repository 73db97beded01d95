"""Letters about no edition lead somewhere else: to an order, a request, a question, a search. Whoever may not read that is not told of it.

A person is asked as who sits there today, under that seat's own locks. A mailbox of a whole desk, and a webhook, know what everybody of
the desk may read; of anything else they hear that something is in the portal, neither what nor where.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Self

from noroshi.audiences.queries import asked_once
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.delivery.knowing import hidden, is_asked_about
from noroshi.delivery.models import Dispatch
from noroshi.directory.models import Membership
from noroshi.directory.seated import of_membership

Closed = Mapping[int, AbstractSet[str]]


@dataclass(frozen=True)
class Leading:
    """Of one batch: the links that are closed to its people by their membership, and to somebody at its desks."""

    to_people: Closed
    to_desks: Closed

    @classmethod
    def of(cls, dispatches: Sequence[Dispatch]) -> Self:
        leading = [one for one in dispatches if _leads(one)]
        links = _by_desk(leading)
        at_whole_desks = {one.desk_id for one in leading if one.membership_id is None}
        people = {one.membership_id for one in leading if one.membership_id}
        asked = [one for one in _standing(links) if one.pk in people or one.desk_id in at_whole_desks]
        closed = {one.pk: _closed_to(one, links[one.desk_id]) for one in asked}
        desks = {desk: set[str]().union(*(closed[one.pk] for one in asked if one.desk_id == desk)) for desk in links}
        return cls(closed, desks)

    def may_follow(self, one: Dispatch) -> bool:
        if not _leads(one):
            return True
        if one.membership_id is None:
            return one.notice.link not in self.to_desks[one.desk_id]
        return one.membership_id in self.to_people and one.notice.link not in self.to_people[one.membership_id]


def _leads(one: Dispatch) -> bool:
    return one.notice.edition_id is None and is_asked_about(one.notice.link)


def _by_desk(dispatches: Iterable[Dispatch]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for one in dispatches:
        found[one.desk_id].add(one.notice.link)
    return dict(found)


def _standing(desks: Iterable[int]) -> list[Membership]:
    there = Membership.objects.filter(desk__in=list(desks), ended_at=None, person__is_active=True)
    return list(there.select_related("desk__organization"))


def _closed_to(one: Membership, links: AbstractSet[str]) -> set[str]:
    viewer = Viewer(of_membership(one))
    with acting_as(viewer), asked_once():
        return hidden(viewer, links)
