"""Requests for help as the desk at either end sees them, with the times from asking to the answer."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk, Organization, Person
from noroshi.editions.given import give
from noroshi.editions.queries import ids_readable_by
from noroshi.helping.actions.ask import HELPERS
from noroshi.helping.models import HelpAbout, HelpCare, HelpExtract, HelpRequest, HelpStep, HelpTie
from noroshi.helping.states import ASKED, ASKER, UNDER_WAY, WAITING, has_consent, moves_open_to, state_after
from noroshi.vocabulary import HelpField, HelpMove, HelpState, Importance
from noroshi.vocabulary.errors import NotFound

MOST: Final = 200


@dataclass(frozen=True, slots=True)
class StepShown:
    move: HelpMove
    desk: Desk
    by: Person
    text: str
    identifiers: str
    importance: Importance | None
    at: datetime
    is_own: bool


@dataclass(frozen=True, slots=True)
class HelpShown:
    """`is_own`: this desk asked. `above` and `below` are what this desk, in the middle, has tied to it; `cares` whom it has on it."""

    public_id: UUID
    by_desk: Desk
    to_desk: Desk
    title: str
    text: str
    fields: tuple[HelpField, ...]
    shown: Mapping[str, str]
    at: datetime
    state: HelpState
    is_own: bool
    has_consent: bool
    steps: tuple[StepShown, ...]
    moves: tuple[HelpMove, ...]
    about: UUID | None
    above: UUID | None
    below: tuple[UUID, ...]
    cares: tuple[UUID, ...]

    @property
    def may_be_passed_on(self) -> bool:
        return not self.is_own and self.has_consent and self.state in WAITING

    @property
    def taken_after(self) -> timedelta | None:
        """From asking to the first sign that somebody works on it."""
        return self._after({HelpMove.TAKE, HelpMove.ANSWER, HelpMove.DECLINE})

    @property
    def answered_after(self) -> timedelta | None:
        return self._after({HelpMove.ANSWER})

    def _after(self, moves: set[HelpMove]) -> timedelta | None:
        return next((step.at - self.at for step in self.steps if step.move in moves), None)


def help_request(viewer: Viewer, request_id: UUID, *, answer: str = "record") -> HelpShown:
    """Missing and forbidden answer alike."""
    found = _shown(viewer, HelpRequest.objects.filter(public_id=request_id), answer)
    if not found:
        raise NotFound
    return found[0]


def asked_of_here(viewer: Viewer, *, answer: str = "list") -> list[HelpShown]:
    """What others ask of this desk: what still waits first, the longest waiting on top."""
    found = _shown(viewer, HelpRequest.objects.filter(to_desk=viewer.desk_id), answer)
    waiting = [one for one in reversed(found) if one.state in WAITING]
    return [*waiting, *(one for one in found if one.state not in WAITING)]


def asked_by_here(viewer: Viewer, *, answer: str = "list") -> list[HelpShown]:
    return _shown(viewer, HelpRequest.objects.filter(by_desk=viewer.desk_id), answer)


def requests_saying(viewer: Viewer, says: Callable[[str], bool]) -> list[HelpShown]:
    """For the search: among the newest between this desk and others, those whose words it asks for."""
    rows = (
        readable_by(viewer, HelpRequest.objects.all()).order_by("-at").values_list("public_id", "title", "text")[:MOST]
    )
    ids = [public_id for public_id, title, text in rows if says(f"{title}\n{text}")]
    return _shown(viewer, HelpRequest.objects.filter(public_id__in=ids), "list") if ids else []


def helpers(viewer: Viewer) -> list[Desk]:
    """Whom one may ask, by name."""
    kinds = [kind.value for kind in HELPERS]
    houses = Organization.objects.filter(is_active=True, kinds__overlap=kinds).exclude(pk=viewer.organization_id)
    rows = Desk.objects.filter(organization__in=houses, is_active=True)
    return list(rows.select_related("organization").order_by("organization__handle", "handle")[:MOST])


def is_under_way(one: HelpShown) -> bool:
    return one.state in UNDER_WAY


def _shown(viewer: Viewer, rows: QuerySet[HelpRequest], answer: str) -> list[HelpShown]:
    names = ("by_desk__organization", "to_desk__organization")
    found = list(readable_by(viewer, rows).select_related(*names).order_by("-at")[:MOST])
    if not found:
        return []
    around = _Around.of(viewer, found)
    give(viewer, answer, [(row.public_id, _other_house(viewer, row)) for row in found])
    return [_one(viewer, row, around) for row in found]


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands beside the requests of one page."""

    steps: dict[UUID, list[HelpStep]]
    about: dict[UUID, UUID]
    shown: dict[UUID, Mapping[str, str]]
    above: dict[UUID, UUID]
    below: dict[UUID, list[UUID]]
    cares: dict[UUID, list[UUID]]

    @classmethod
    def of(cls, viewer: Viewer, rows: list[HelpRequest]) -> "_Around":
        steps = readable_by(viewer, HelpStep.objects.filter(request__in=rows)).select_related(
            "desk__organization", "by"
        )
        extracts = readable_by(viewer, HelpExtract.objects.filter(request__in=rows))
        ties = HelpTie.objects.filter(lower__in=rows) | HelpTie.objects.filter(upper__in=rows)
        tied = list(readable_by(viewer, ties).values_list("lower", "upper"))
        cares = readable_by(viewer, HelpCare.objects.filter(request__in=rows, ended_at=None))
        return cls(
            _grouped((step.request_id, step) for step in steps.order_by("at", "public_id")),
            _about(viewer, rows),
            dict(extracts.values_list("request", "shown")),
            dict(tied),
            _grouped((upper, lower) for lower, upper in tied),
            _grouped(cares.values_list("request", "expert__public_id")),
        )


def _about(viewer: Viewer, rows: list[HelpRequest]) -> dict[UUID, UUID]:
    """Of the items that this person reads: a colleague who may not read one does not learn of it here."""
    kept = readable_by(viewer, HelpAbout.objects.filter(request__in=rows))
    found = dict(kept.values_list("request", "edition_public_id"))
    read = ids_readable_by(viewer, found.values()) if found else set()
    return {request: edition for request, edition in found.items() if edition in read}


def _grouped[K, V](pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _one(viewer: Viewer, row: HelpRequest, around: _Around) -> HelpShown:
    steps = around.steps.get(row.public_id, [])
    moves = [HelpMove.of(step.move) for step in steps]
    is_own, state = row.by_desk_id == viewer.desk_id, state_after(moves)
    return HelpShown(
        public_id=row.public_id,
        by_desk=row.by_desk,
        to_desk=row.to_desk,
        title=row.title,
        text=row.text,
        fields=tuple(HelpField.of(one) for one in row.fields),
        shown=around.shown.get(row.public_id, {}),
        at=row.at,
        state=state,
        is_own=is_own,
        has_consent=has_consent(moves, from_the_start=row.may_be_passed_on),
        steps=tuple(_step(viewer, step) for step in steps),
        moves=moves_open_to(ASKER if is_own else ASKED, state, moves),
        about=around.about.get(row.public_id),
        above=around.above.get(row.public_id),
        below=tuple(around.below.get(row.public_id, ())),
        cares=tuple(around.cares.get(row.public_id, ())),
    )


def _step(viewer: Viewer, row: HelpStep) -> StepShown:
    return StepShown(
        move=HelpMove.of(row.move),
        desk=row.desk,
        by=row.by,
        text=row.text,
        identifiers=row.identifiers,
        importance=Importance.of(row.importance) if row.importance else None,
        at=row.at,
        is_own=row.desk_id == viewer.desk_id,
    )


def _other_house(viewer: Viewer, row: HelpRequest) -> int:
    """Each end sees in the record that the other has read it."""
    return row.by_desk.organization_id if row.to_desk_id == viewer.desk_id else row.to_desk.organization_id
