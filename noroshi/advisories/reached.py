"""Whom a desk knows an advisory to have reached, and whose answer may be told with a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db.models import QuerySet

from noroshi.audiences.everybody import everybody
from noroshi.audiences.kept_schemes import table_of
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.editions.models import Edition, Hop
from noroshi.editions.rosters import confidential_groups, desks_to_name, groups_in, without
from noroshi.sharing.definitions import Definition, seats
from noroshi.sharing.parties import Party


@dataclass(frozen=True)
class Reached:
    """Desks that may be named, and the parties that stand for desks that may not."""

    desks: frozenset[int]
    nameable: frozenset[int] | None
    groups: frozenset[int]
    since: Mapping[int, datetime]

    def may_name(self, desk: int) -> bool:
        return self.nameable is None or desk in self.nameable

    @classmethod
    def of(cls, viewer: Viewer, edition: Edition, definition: Definition) -> Self:
        hidden = confidential_groups(definition)
        open_desks = without(everybody(), hidden)
        held = set(seats(definition, open_desks, table_of(definition.scheme)))
        homes = {desk.desk: desk.organization for desk in open_desks}
        others = {desk for desk in held if homes[desk] != viewer.organization_id}
        if edition.originator_desk_id == viewer.desk_id:
            return cls(
                frozenset(others), desks_to_name(viewer, edition), frozenset(groups_in(definition.opened) & hidden), {}
            )
        since: dict[int, datetime] = {}
        groups: set[int] = set()
        for hop in own_hops(viewer, edition):
            parties = frozenset(map(Party.parse, hop.to))
            groups |= groups_in(parties) & hidden
            since = dict.fromkeys(open_desks.held_by(parties), hop.at) | since
        return cls(frozenset(others & since.keys()), frozenset(since), frozenset(groups), since)


def own_hops(viewer: Viewer, edition: Edition) -> QuerySet[Hop]:
    return readable_by(viewer, Hop.objects.filter(edition=edition, from_desk=viewer.desk_id)).order_by("number")
