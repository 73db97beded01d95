"""Questions on their way along the chain, and a text that waits for its source: `cast/inquiries.toml` as deeds."""

from datetime import datetime, timedelta
from uuid import UUID

from noroshi.asking.actions import answer, ask, ask_approval, pass_on
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.demo.clock import told_at
from noroshi.demo.world import World
from noroshi.demo.written import Approval, Cast, Inquiry
from noroshi.editions.models import EditionKind
from noroshi.editions.queries import Wanted, editions_readable_by
from noroshi.reports.actions import begin_anonymized
from noroshi.reports.actions.anonymize import Rework, rework
from noroshi.vocabulary import InquiryState
from noroshi.vocabulary.errors import NotFound

LOOKED_THROUGH = 400
BETWEEN = timedelta(minutes=25)


def ask_along(cast: Cast, world: World, now: datetime) -> None:
    """After everything else was told: what is asked about is found by its title, as its reader finds it."""
    for inquiry in cast.inquiry:
        _asked(inquiry, world, now)
    for approval in cast.approval:
        _before_its_source(approval, world, now)


def _asked(row: Inquiry, world: World, now: datetime) -> None:
    at = now - timedelta(hours=row.hours_ago)
    legs: list[UUID] = []
    for number, leg in enumerate(row.leg):
        viewer = world.viewer(leg.by)
        with told_at(at + number * BETWEEN), acting_as(viewer):
            made = (
                pass_on(viewer, legs[-1], text=leg.text) if legs else ask(viewer, _titled(viewer, row.title), leg.text)
            )
            legs.append(made.public_id)
    for number, said in enumerate(row.back):
        viewer = world.viewer(said.by)
        with told_at(at + (len(legs) + number) * BETWEEN), acting_as(viewer):
            answer(viewer, legs[-1 - number], InquiryState.TOLD, text=said.text)


def _before_its_source(row: Approval, world: World, now: datetime) -> None:
    viewer = world.viewer(row.by)
    with told_at(now - timedelta(hours=row.hours_ago)), acting_as(viewer):
        begun = begin_anonymized(viewer, _titled(viewer, row.title))
        asked = Rework(replaces_all=True, keeps_all=True)
        draft = rework(viewer, begun.public_id, begun.written, version=begun.version, asked=asked)
        ask_approval(viewer, draft.public_id, text=row.text)


def _titled(viewer: Viewer, title: str) -> UUID:
    """The latest of this title that somebody else wrote."""
    wanted = Wanted(kinds=(EditionKind.REPORT.value,), is_foreign=True, limit=LOOKED_THROUGH)
    found = next((line for line in editions_readable_by(viewer, wanted) if line.title == title), None)
    if found is None:
        raise NotFound
    return found.public_id
