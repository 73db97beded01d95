"""Saying to the sender of an advisory how far one is: figures by default, words if wanted, and only by this act (C-172)."""

from dataclasses import dataclass
from uuid import UUID

from noroshi.advisories.actions import acknowledge
from noroshi.advisories.actions.acknowledge import latest_of
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.editions.models import Edition, EditionKind
from noroshi.editions.rows import edition_row
from noroshi.response.about import EDITION, About
from noroshi.response.errors import SummaryNotOurs
from noroshi.response.queries import OrderLine, orders_about
from noroshi.response.states import FINISHED
from noroshi.vocabulary import ActionTaken, OrderState, SightingAnswer, Usefulness


@dataclass(frozen=True, slots=True)
class Summary:
    """Nothing but figures: no title, no system, no desk."""

    orders: int
    finished: int
    cannot: int
    action: ActionTaken


def summary(viewer: Viewer, edition_id: UUID) -> Summary | None:
    """None where there is nothing to say, or nobody to say it to."""
    row = edition_row(viewer, edition_id)
    if row.kind != EditionKind.ADVISORY or row.originator_desk_id == viewer.desk_id:
        return None
    lines = [line for line in _orders(viewer, row) if line.state is not OrderState.WITHDRAWN]
    return _summed(lines) if lines else None


def say(viewer: Viewer, edition_id: UUID, text: str) -> None:
    """As an answer to the advisory; whether it came and whether it helped stay as they were said."""
    found = summary(viewer, edition_id)
    if found is None:
        raise SummaryNotOurs
    before = latest_of(viewer, edition_row(viewer, edition_id))
    acknowledge(
        viewer,
        edition_id,
        sighting=SightingAnswer.of(before.sighting) if before and before.sighting else None,
        usefulness=Usefulness.of(before.usefulness) if before and before.usefulness else None,
        action=found.action,
        note=text,
    )


def _orders(viewer: Viewer, row: Edition) -> list[OrderLine]:
    """Of every edition of its matter that this viewer may read."""
    editions = readable_by(viewer, Edition.objects.filter(matter=row.matter)).values_list("public_id", flat=True)
    return orders_about(viewer, [About(EDITION, one) for one in editions])


def _summed(lines: list[OrderLine]) -> Summary:
    finished = [line for line in lines if line.state in FINISHED]
    is_needless = all(line.state is OrderState.NOT_APPLICABLE for line in lines)
    done = ActionTaken.DONE if len(finished) == len(lines) else ActionTaken.UNDER_WAY
    return Summary(
        orders=len(lines),
        finished=len(finished),
        cannot=sum(1 for line in lines if line.state is OrderState.CANNOT),
        action=ActionTaken.NOT_NEEDED if is_needless else done,
    )
