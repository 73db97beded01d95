"""Tells what happened in the demonstration's world: every seal, hop, new marking and recall, in the order of time."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from noroshi.audiences.everybody import everybody
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.demo import written
from noroshi.demo.clock import told_at
from noroshi.demo.world import World
from noroshi.editions.actions import Statement, derive, hop, mark_again, publish, recall, seal_edition, write_order
from noroshi.editions.actions.marking import current_marking
from noroshi.editions.actions.orders import Order
from noroshi.editions.models import Edition, EditionKind
from noroshi.editions.queries import edition_readable_by
from noroshi.schemes import Scheme, load_scheme
from noroshi.sharing.marking import Marking, PartMarking
from noroshi.sharing.parties import any_holds
from noroshi.vocabulary import FormKind, Leg, OrganizationKind, TableVariant
from noroshi.vocabulary.errors import NotFound

VARIANTS = {
    "report": TableVariant.REPORT_FORM,
    "advisory": TableVariant.ADVISORY_FORM,
    "notice": TableVariant.TABLE4,
}
LEGS = (
    (OrganizationKind.OPERATOR, Leg.OPERATOR_TO_MINISTRY),
    (OrganizationKind.CEPTOAR, Leg.CEPTOAR_TO_MINISTRY),
    (OrganizationKind.MINISTRY, Leg.MINISTRY_TO_CENTER),
    (OrganizationKind.CENTER, Leg.CENTER_TO_MINISTRY),
)

READ_HOURS_LATER = 0.05
NOT_YET_READ = 4
"""One in so many recipients has not looked yet."""


@dataclass(frozen=True)
class Happening:
    """One deed at one hour."""

    hours_ago: float
    title: str
    do: Callable[[], None]


def order_relays(cast: written.Cast, world: World) -> None:
    """Each order is written at its own desk by whoever answers for that desk."""
    for row in cast.relay:
        login = next(
            login for login, desk, seat in cast.seats() if desk == row.desk and (seat.is_poc or seat.is_deputy)
        )
        viewer = world.viewer(login, row.desk)
        with acting_as(viewer):
            write_order(
                viewer,
                Order(
                    to=world.parties(row.to),
                    sectors=frozenset(row.sectors),
                    tlps=frozenset(tlp.value for tlp in row.tlps),
                    importances=frozenset(importance.value for importance in row.importances),
                    kinds=frozenset(row.kinds),
                ),
            )


def tell(cast: written.Cast, world: World, now: datetime, step: Callable[[str], None] = lambda _what: None) -> "Story":
    """Everything that happened up to `now`."""
    story = Story(cast, world)
    for row in cast.edition:
        story.add(row)
    for happening in sorted(story.happenings, key=lambda one: -one.hours_ago):
        with told_at(now - timedelta(hours=happening.hours_ago)):
            happening.do()
        step(happening.title)
    return story


class Story:
    """What is still to be told, and the editions told so far by their keys."""

    def __init__(self, cast: written.Cast, world: World) -> None:
        self.world = world
        self.contacts = {world.desks[desk].pk: (login, desk) for login, desk, seat in cast.seats() if seat.is_poc}
        self.scheme: Scheme = load_scheme("plan4")
        self.told: dict[str, Edition] = {}
        self.happenings: list[Happening] = []

    def add(self, row: written.Edition) -> None:
        self.happenings.extend(self._happenings(row))

    def _happenings(self, row: written.Edition) -> Iterator[Happening]:
        yield Happening(row.hours_ago, row.title, partial(self._seal, row))
        for passed in row.hop:
            yield Happening(passed.hours_ago, row.title, partial(self._hop, row, passed))
            yield Happening(passed.hours_ago - READ_HOURS_LATER, row.title, partial(self._read, row, passed))
        if row.publish_hours_ago is not None:
            yield Happening(row.publish_hours_ago, row.title, partial(self._publish, row))
        if row.remark_hours_ago is not None:
            yield Happening(row.remark_hours_ago, row.title, partial(self._mark_again, row))
        if row.recall_hours_ago is not None:
            yield Happening(row.recall_hours_ago, row.title, partial(self._recall, row))

    def _seal(self, row: written.Edition) -> None:
        viewer = self.world.viewer(row.by)
        statement = Statement(
            kind=EditionKind(row.kind),
            content={"title": row.title, "body": row.body, **row.fields},
            marking=self._marking(row, viewer),
            importance=row.importance.value,
            matter=self.told[row.continues].matter if row.continues else None,
            reference_number=self._number(row),
        )
        with acting_as(viewer):
            if row.derived_from:
                sources = [self.told[key].public_id for key in row.derived_from]
                self.told[row.key] = derive(viewer, sources, statement, tells_the_source=row.kind == "report")
            else:
                self.told[row.key] = seal_edition(viewer, statement)

    def _marking(self, row: written.Edition, viewer: Viewer) -> Marking:
        world = self.world
        home = world.organizations[row.by.partition("@")[2]]
        return Marking(
            tlp=row.tlp,
            variant=VARIANTS[row.kind],
            leg=next((leg for kind, leg in LEGS if kind in home.kinds), Leg.OTHER),
            sectors=frozenset(row.sectors),
            receivers=frozenset(world.desks[desk].pk for desk in row.receivers),
            destinations=world.parties(row.destinations),
            provider_ministry=home.ministry_id,
            additions=world.parties(row.additions),
            exclusions=world.parties(row.exclusions),
            originator=viewer.desk_id,
            handling_note=row.handling_note,
            parts=tuple(
                PartMarking(
                    fields=frozenset(part.fields),
                    tlp=part.tlp,
                    readers=None if part.readers is None else world.parties(part.readers),
                )
                for part in row.withheld
            ),
        )

    def _number(self, row: written.Edition) -> str:
        """Drawn by the center; an advisory has it from the first edition, and all editions of a matter have one."""
        if row.continues:
            return self.told[row.continues].reference_number
        pattern = self.scheme.numbering.pattern_for(FormKind.ADVISORY)
        return pattern.draw(secrets.choice) if pattern and row.kind == "advisory" else ""

    def _hop(self, row: written.Edition, passed: written.Hop) -> None:
        viewer = self.world.viewer(passed.by)
        with acting_as(viewer):
            edition = self.told[row.key].public_id
            hop(viewer, edition, kind=passed.kind, to=self.world.parties(passed.to), note=passed.note)

    def _read(self, row: written.Edition, passed: written.Hop) -> None:
        """Points of contact of the desks it went to look at it; whoever may not read it finds nothing."""
        to, edition = self.world.parties(passed.to), self.told[row.key].public_id
        for desk in everybody():
            if desk.desk not in self.contacts or desk.desk % NOT_YET_READ == 0 or not any_holds(to, desk):
                continue
            viewer = self.world.viewer(*self.contacts[desk.desk])
            with acting_as(viewer), suppress(NotFound):
                edition_readable_by(viewer, edition)

    def _publish(self, row: written.Edition) -> None:
        viewer = self.world.viewer(row.by)
        with acting_as(viewer):
            publish(viewer, self.told[row.key].public_id, is_confirmed=True)

    def _mark_again(self, row: written.Edition) -> None:
        viewer = self.world.viewer(row.by)
        with acting_as(viewer):
            edition = Edition.objects.get(public_id=self.told[row.key].public_id)
            wanted = replace(current_marking(edition), tlp=row.remark_tlp or row.tlp)
            mark_again(viewer, edition.public_id, wanted, read_number=edition.marking_number, reason=row.remark_reason)

    def _recall(self, row: written.Edition) -> None:
        viewer = self.world.viewer(row.by)
        with acting_as(viewer):
            recall(viewer, self.told[row.key].public_id, read_number=1, reason=row.recall_reason)
