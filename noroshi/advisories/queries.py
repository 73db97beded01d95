"""What a desk sees of advisories: what it has not acknowledged, whom it could relay to, and who has answered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched, islice
from typing import Final
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from noroshi.advisories.here import Done, done_here
from noroshi.advisories.models import Acknowledgement
from noroshi.advisories.reached import Reached
from noroshi.audiences.actions import definition_of
from noroshi.audiences.queries import Held, readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk, Organization
from noroshi.directory.remembered import own_house, remembered
from noroshi.editions.models import Edition, EditionKind, Hop
from noroshi.editions.queries import Line, lines_readable_by
from noroshi.vocabulary import ActionTaken, DeskKind, OrganizationKind, SightingAnswer, Usefulness

LOOKED_THROUGH: Final = 200
AT_ONCE: Final = 50
ASKED_FOR: Final = timedelta(days=30)
"""Older advisories are not asked about any more; they may still be acknowledged."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one desk has answered."""

    desk: Desk
    sighting: SightingAnswer | None
    note: str
    at: datetime
    is_own: bool
    action: ActionTaken | None = None
    usefulness: Usefulness | None = None


@dataclass(frozen=True, slots=True)
class RelayChoice:
    """Somebody to whom this desk would relay an advisory. `text` is the party as `wishes` reads it."""

    text: str
    kind: str
    name_ja: str
    name_en: str
    is_done: bool

    def name(self, language: str) -> str:
        return self.name_en if language.startswith("en") and self.name_en else self.name_ja


@dataclass(frozen=True, slots=True)
class OpenAdvisories:
    """Received and not yet dealt with, oldest first."""

    to_relay: list[Line]
    to_acknowledge: list[Line]


@dataclass(frozen=True, slots=True)
class _Received:
    """As much of an advisory as tells whether it waits here."""

    pk: int
    public_id: UUID
    matter: UUID
    number: int


def to_acknowledge(viewer: Viewer, limit: int = 20) -> list[Line]:
    """The latest advisories that this desk has not answered, oldest first."""
    return _lines(viewer, _unanswered(viewer, limit))


def to_relay(viewer: Viewer, limit: int = 20) -> list[Line]:
    """At a ministry or a secretariat: advisories that this desk has not passed on."""
    return _lines(viewer, _not_passed_on(viewer, limit))


def open_advisories(viewer: Viewer, limit: int = 20) -> OpenAdvisories:
    """Both at once, for a page that asks for both."""
    below, own = _not_passed_on(viewer, limit), _unanswered(viewer, limit)
    lines = {line.public_id: line for line in _lines(viewer, [*below, *own])}
    return OpenAdvisories(_of(below, lines), _of(own, lines))


def open_ids(viewer: Viewer, limit: int = 20) -> list[UUID]:
    """The same, and nothing of them: for a page that reads the lines of several lists at once."""
    return [row.public_id for row in (*_not_passed_on(viewer, limit), *_unanswered(viewer, limit))]


def received_keys(viewer: Viewer) -> list[int]:
    """Of those among which it is first looked for what waits."""
    return [row.pk for row in _latest_received(viewer)[:AT_ONCE]]


def _not_passed_on(viewer: Viewer, limit: int) -> list[_Received]:
    received = _latest_received(viewer) if _relays(viewer) else []
    return list(islice((row for row, done in _with_done(viewer, received) if not done.is_passed_on), limit))


def _unanswered(viewer: Viewer, limit: int) -> list[_Received]:
    received = _with_done(viewer, _latest_received(viewer))
    return list(islice((row for row, done in received if not done.is_acknowledged), limit))


def _with_done(viewer: Viewer, received: list[_Received]) -> Iterator[tuple[_Received, Done]]:
    """No further than somebody looks."""
    for some in batched(received, AT_ONCE):
        done = done_here(viewer, [row.pk for row in some])
        yield from ((row, done[row.pk]) for row in some)


def _relays(viewer: Viewer) -> bool:
    home = own_house(viewer.seat)
    return bool({OrganizationKind.MINISTRY, OrganizationKind.CEPTOAR} & set(home.kinds))


def _lines(viewer: Viewer, rows: list[_Received]) -> list[Line]:
    lines = lines_readable_by(viewer, {row.public_id for row in rows}) if rows else {}
    return sorted(lines.values(), key=lambda line: line.sealed_at)


def _of(rows: list[_Received], lines: dict[UUID, Line]) -> list[Line]:
    found = [lines[row.public_id] for row in rows if row.public_id in lines]
    return sorted(found, key=lambda line: line.sealed_at)


def answers(viewer: Viewer, edition_id: UUID) -> list[Answer]:
    """The newest of each desk, as far as this viewer hears them; nobody of a confidential group is named by its answer."""
    found = heard(viewer, edition_id)
    others = [one for one in found if not one.is_own]
    edition = readable_by(viewer, Edition.objects.filter(public_id=edition_id)).first() if others else None
    definition = definition_of(edition.audience_id) if edition else None
    if edition is None or definition is None:
        return [one for one in found if one.is_own]
    reached = Reached.of(viewer, edition, definition)
    return [one for one in found if one.is_own or reached.may_name(one.desk.pk)]


def own_answer(viewer: Viewer, edition_id: UUID) -> Answer | None:
    """The newest of the viewer's own desk."""
    rows = Acknowledgement.objects.filter(edition__public_id=edition_id, desk=viewer.desk_id)
    row = readable_by(viewer, rows).select_related("desk__organization").order_by("-pk").first()
    return _answer(viewer, row) if row else None


def heard(viewer: Viewer, edition_id: UUID) -> list[Answer]:
    """Every answer that reaches this desk, also those that may be told without a name only."""
    rows = Acknowledgement.objects.filter(edition__public_id=edition_id)
    newest = readable_by(viewer, rows).order_by("desk_id").values("desk_id").annotate(latest=Max("pk"))
    found = Acknowledgement.objects.filter(pk__in=[row["latest"] for row in newest])
    shown = readable_by(viewer, found).select_related("desk__organization").order_by("-at")
    return [_answer(viewer, row) for row in shown]


def relay_choices(viewer: Viewer, edition_id: UUID) -> list[RelayChoice]:
    """For a ministry the CEPTOARs of the sector and operators in none; for a secretariat its members."""
    edition = readable_by(viewer, Edition.objects.filter(public_id=edition_id, kind=EditionKind.ADVISORY)).first()
    home = own_house(viewer.seat)
    if edition is None or edition.is_recalled:
        return []
    own = Hop.objects.filter(edition=edition, from_desk=viewer.desk_id)
    done = {to for tos in readable_by(viewer, own).values_list("to", flat=True) for to in tos}
    if OrganizationKind.CEPTOAR in home.kinds:
        return [_members(home, done)]
    if OrganizationKind.MINISTRY in home.kinds:
        sectors = _answered_for(viewer, home, edition)
        return [*_ceptoars(sectors, done), *_alone(home, sectors, done)]
    return []


def _members(home: Organization, done: set[str]) -> RelayChoice:
    text = f"ceptoar_members:{home.public_id}"
    return RelayChoice(text, "ceptoar_members", home.name_ja, home.name_en, f"ceptoar_members:{home.pk}" in done)


def _answered_for(viewer: Viewer, home: Organization, edition: Edition) -> list[str]:
    """Of the advisory's sectors those that this liaison answers for; a desk without sectors answers for its ministry's."""
    own = set(Desk.objects.get(pk=viewer.desk_id).sectors) or set(home.sectors)
    return sorted(own & set(edition.sectors))


def _ceptoars(sectors: list[str], done: set[str]) -> Iterable[RelayChoice]:
    """The secretariats' desks: what a CEPTOAR then does is its own deed."""
    desks = Desk.objects.filter(
        is_active=True,
        kind=DeskKind.SECRETARIAT,
        organization__is_active=True,
        organization__kinds__contains=[OrganizationKind.CEPTOAR.value],
        organization__sectors__overlap=sectors,
    )
    for desk in desks.select_related("organization").order_by("pk"):
        name_ja = f"{desk.organization.name_ja} {desk.name_ja}"
        name_en = f"{desk.organization.name_en} {desk.name_en}".strip()
        yield RelayChoice(f"desk:{desk.public_id}", "ceptoar", name_ja, name_en, f"desk:{desk.pk}" in done)


def _alone(home: Organization, sectors: list[str], done: set[str]) -> Iterable[RelayChoice]:
    """Operators of the ministry's sectors that belong to no CEPTOAR (手引書 3.1)."""
    operators = Organization.objects.filter(
        is_active=True,
        ministry=home,
        kinds__contains=[OrganizationKind.OPERATOR.value],
        sectors__overlap=sectors,
        ceptoars=None,
    )
    for one in operators.order_by("pk"):
        text = f"organization:{one.public_id}"
        yield RelayChoice(text, "operator", one.name_ja, one.name_en, f"organization:{one.pk}" in done)


def _latest_received(viewer: Viewer) -> list[_Received]:
    return remembered(("received", viewer.setting), lambda: _received(viewer))


def _received(viewer: Viewer) -> list[_Received]:
    since = timezone.now() - ASKED_FOR
    rows = Edition.objects.filter(kind=EditionKind.ADVISORY, is_recalled=False, sealed_at__gte=since)
    foreign, columns = rows.exclude(originator_desk=viewer.desk_id), ("pk", "public_id", "matter", "number")
    found = [_Received(*row) for row in Held.by(viewer).newest(foreign, columns, LOOKED_THROUGH)]
    latest: dict[UUID, int] = {}
    for row in found:
        latest[row.matter] = max(row.number, latest.get(row.matter, 0))
    return [row for row in found if row.number == latest[row.matter]]


def _answer(viewer: Viewer, row: Acknowledgement) -> Answer:
    return Answer(
        desk=row.desk,
        sighting=SightingAnswer.of(row.sighting) if row.sighting else None,
        note=row.note,
        at=row.at,
        is_own=row.desk_id == viewer.desk_id,
        action=ActionTaken.of(row.action) if row.action else None,
        usefulness=Usefulness.of(row.usefulness) if row.usefulness else None,
    )
