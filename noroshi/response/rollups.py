"""What other desks chose to say to this one of their orders, and what this one says to others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk
from noroshi.response.models import Rollup
from noroshi.response.states import FINISHED, OPEN
from noroshi.vocabulary import OrderState, RollupGrain


@dataclass(frozen=True, slots=True)
class TitleSaid:
    title: str
    state: OrderState
    due_at: datetime


@dataclass(frozen=True, slots=True)
class RollupShown:
    """`said_at` is none until the first figures were said."""

    public_id: UUID
    from_desk: Desk
    to_desk: Desk
    grain: RollupGrain
    said_at: datetime | None
    by_state: Mapping[OrderState, int]
    late: int
    orders: tuple[TitleSaid, ...]

    @property
    def open(self) -> int:
        return sum(self.by_state.get(state, 0) for state in OPEN)

    @property
    def finished(self) -> int:
        return sum(self.by_state.get(state, 0) for state in FINISHED)


def rollups_heard(viewer: Viewer) -> list[RollupShown]:
    return [one for one in _of(viewer) if one.to_desk.pk == viewer.desk_id]


def rollups_said(viewer: Viewer) -> list[RollupShown]:
    return [one for one in _of(viewer) if one.from_desk.pk == viewer.desk_id]


def _of(viewer: Viewer) -> list[RollupShown]:
    rows = readable_by(viewer, Rollup.objects.filter(ended_at=None))
    desks = ("from_desk__organization", "to_desk__organization")
    return [_shown(row) for row in rows.select_related(*desks).order_by("from_desk", "pk")]


def _shown(row: Rollup) -> RollupShown:
    said = row.figures
    return RollupShown(
        public_id=row.public_id,
        from_desk=row.from_desk,
        to_desk=row.to_desk,
        grain=RollupGrain.of(row.grain),
        said_at=row.said_at,
        by_state={OrderState.of(state): number for state, number in said.get("states", {}).items()},
        late=said.get("late", 0),
        orders=tuple(
            TitleSaid(one["title"], OrderState.of(one["state"]), datetime.fromisoformat(one["due_at"]))
            for one in said.get("orders", ())
        ),
    )
