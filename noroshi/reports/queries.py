"""What a desk sees of the way of reports: how far its own have come, and what waits for it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Final
from uuid import UUID

from noroshi.audiences.often import Often, as_held
from noroshi.audiences.queries import Held, readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk
from noroshi.directory.planned import Given, among
from noroshi.directory.remembered import desks_by_number, own_house, remembered
from noroshi.drafting.queries import ways_of_sent
from noroshi.editions.knowing import may_write_on
from noroshi.editions.models import Edition, EditionKind, Hop
from noroshi.editions.numbering import registrations
from noroshi.editions.queries import Line, lines_readable_by
from noroshi.editions.rows import edition_row, hop_rows
from noroshi.reports import ways
from noroshi.reports.errors import NobodyOnTheWay
from noroshi.reports.models import Station
from noroshi.reports.open_here import LOOKED_THROUGH, going_on, not_dealt_with
from noroshi.reports.passed import NUMBER, acts
from noroshi.vocabulary.errors import NotFound

OWN: Final = Often(
    lambda: as_held(Edition).filter(among("public_id", "ids", "uuid[]"), originator_desk=Given("desk")).defer("seal")
)
TOLD_OF: Final = """
select s.about_id, s.desk_id, s.deed, s.at, s.reference_number
  from held.reports_station s where s.about_id = any (%(keys)s::bigint[])
"""


@dataclass(frozen=True, slots=True)
class Passed:
    """A station that the report, or what was made from it, has passed. `at` is empty while it has not."""

    desk: Desk
    deed: str
    at: datetime | None
    reference_number: str = ""
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Parcel:
    """The way of one of the desk's own editions, like that of a parcel."""

    passed: tuple[Passed, ...]
    ahead: tuple[Passed, ...]
    reference_number: str

    @property
    def has_arrived(self) -> bool:
        return not self.ahead


@dataclass(frozen=True, slots=True)
class _Act:
    """The same before the desks have names."""

    edition: int
    desk: int
    deed: str
    at: datetime
    reference_number: str = ""
    is_own: bool = False

    def by(self, desks: Mapping[int, Desk]) -> Passed:
        return Passed(desks[self.desk], self.deed, self.at, self.reference_number, self.is_own)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report that waits for this desk, since when, and from whom it came."""

    line: Line
    since: datetime
    from_desk: Desk


@dataclass(frozen=True, slots=True)
class _Arrival:
    at: datetime
    from_desk: int


def parcel(viewer: Viewer, edition_id: UUID) -> Parcel:
    """Of an edition that the viewer's desk wrote; to everybody else there is no such way."""
    found = parcels(viewer, [edition_id])
    if edition_id not in found:
        raise NotFound
    return found[edition_id]


def parcels(viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, Parcel]:
    """Of several own editions at once; the others are as if they were not."""
    held = Held.by(viewer)
    editions = OWN.among(held, ids=list(ids), desk=viewer.desk_id)
    return _parcels(viewer, editions, [_Act(*acted) for acted in acts(held, viewer.desk_id, editions)])


def parcel_of_page(viewer: Viewer, edition_id: UUID) -> Parcel | None:
    """For the page that has read the edition already; nothing where it is another desk's."""
    edition = edition_row(viewer, edition_id)
    if edition.originator_desk_id != viewer.desk_id:
        return None
    held, hops = Held.by(viewer), hop_rows(viewer, edition_id)
    passed = [*_passed_on(viewer, hops), *_numbered(held, [edition]), *_told_of(held, [edition])]
    return _parcels(viewer, [edition], passed)[edition_id]


def _parcels(viewer: Viewer, editions: Sequence[Edition], passed: Sequence[_Act]) -> dict[UUID, Parcel]:
    sent_by, along = ways_of_sent(viewer, [edition.public_id for edition in editions]), _Along(viewer)
    ahead = {edition.pk: along.of(sent_by.get(edition.public_id, ""), edition) for edition in editions}
    desks = desks_by_number(chain((one.desk for one in passed), chain.from_iterable(ahead.values())))
    return {
        edition.public_id: _parcel(
            edition,
            [one.by(desks) for one in passed if one.edition == edition.pk],
            [desks[number] for number in ahead[edition.pk]],
        )
        for edition in editions
    }


def _parcel(edition: Edition, found: list[Passed], stops: Sequence[Desk]) -> Parcel:
    passed = tuple(sorted(found, key=lambda one: one.at or edition.sealed_at))
    number = next((one.reference_number for one in reversed(passed) if one.reference_number), edition.reference_number)
    return Parcel(passed, () if edition.is_recalled else _ahead(edition, passed, stops), number)


def told_numbers(viewer: Viewer, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Numbers that what was made from these own reports was given further up, by edition."""
    rows = Station.objects.filter(about__public_id__in=list(ids)).exclude(reference_number="")
    return dict(readable_by(viewer, rows).values_list("about__public_id", "reference_number"))


def waiting_reports(viewer: Viewer, limit: int = 20) -> list[Waiting]:
    """At a secretariat or a ministry: reports that came and that this desk has not passed on or taken up, longest first."""
    came = _waiting(viewer, limit)
    lines, desks = lines_readable_by(viewer, came), desks_by_number(one.from_desk for one in came.values())
    return [Waiting(lines[one], came[one].at, desks[came[one].from_desk]) for one in came if one in lines]


def waiting_ids(viewer: Viewer, limit: int = 20) -> Collection[UUID]:
    """The same, and nothing of them: for a page that reads the lines of several lists at once."""
    return _waiting(viewer, limit).keys()


def follow_ups_due(viewer: Viewer, limit: int = 20) -> list[Line]:
    """Own reports whose latest edition says that more will come (手引書 図4 ⑧)."""
    lines = lines_readable_by(viewer, follow_up_ids(viewer, limit))
    return sorted(lines.values(), key=lambda line: line.sealed_at)


def follow_up_ids(viewer: Viewer, limit: int = 20) -> list[UUID]:
    return going_on(viewer, limit)


def may(viewer: Viewer, line: Line) -> frozenset[str]:
    """What this desk may do with a report on its way: relay, complete, anonymize, follow_up."""
    home = own_house(viewer.seat)
    if line.kind != EditionKind.REPORT or line.is_recalled:
        return frozenset()
    if line.originator.pk == viewer.desk_id:
        return frozenset({"follow_up"}) if may_write_on(viewer, line.matter) else frozenset()
    deeds = {
        ways.MINISTRY: frozenset({"relay", "complete"}),
        ways.SECRETARIAT: frozenset({"relay", "anonymize"}),
    }
    found = deeds.get(ways.role_of(home), frozenset())
    return found - {"relay"} if _only_anonymized(viewer, line.public_id) else found


def _only_anonymized(viewer: Viewer, edition_id: UUID) -> bool:
    try:
        return edition_row(viewer, edition_id).only_anonymized
    except NotFound:
        return False


def _passed_on(viewer: Viewer, hops: Iterable[Hop]) -> Iterable[_Act]:
    for hop in hops:
        yield _Act(hop.edition_id, hop.from_desk_id, hop.kind, hop.at, is_own=hop.from_desk_id == viewer.desk_id)


def _numbered(held: Held, editions: Sequence[Edition]) -> Iterable[_Act]:
    for one in registrations(held, {edition.matter for edition in editions}):
        for edition in editions:
            if edition.matter == one.matter and one.at >= edition.sealed_at:
                yield _Act(edition.pk, one.desk_id, NUMBER, one.at, one.reference_number)


def _told_of(held: Held, editions: Sequence[Edition]) -> Iterable[_Act]:
    yield from (_Act(*row) for row in held.asked_often(TOLD_OF, keys=[edition.pk for edition in editions]))


class _Along:
    """The desks along the ways of one desk, each way and sector looked for once."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.known: dict[tuple[str, frozenset[str]], tuple[int, ...]] = {}

    def of(self, way: str, edition: Edition) -> tuple[int, ...]:
        asked = (way, frozenset(edition.sectors))
        if way and asked not in self.known:
            try:
                self.known[asked] = tuple(desk for _kind, desk in ways.standing(self.viewer, *asked))
            except NobodyOnTheWay:
                self.known[asked] = ()
        return self.known.get(asked, ())


def _ahead(edition: Edition, passed: Sequence[Passed], stops: Sequence[Desk]) -> tuple[Passed, ...]:
    """The stations of the chosen way that have not acted yet."""
    acted = {one.desk.organization_id for one in passed}
    is_numbered = any(one.deed == NUMBER for one in passed) or bool(edition.reference_number)
    return tuple(
        Passed(stop, "", None)
        for stop in stops
        if stop.organization_id not in acted and not (is_numbered and stop is stops[-1])
    )


def _waiting(viewer: Viewer, limit: int) -> dict[UUID, _Arrival]:
    return remembered(("waiting", viewer.setting, limit), lambda: _open_arrivals(viewer, limit))


def _open_arrivals(viewer: Viewer, limit: int) -> dict[UUID, _Arrival]:
    if ways.role_of(own_house(viewer.seat)) not in {ways.SECRETARIAT, ways.MINISTRY}:
        return {}
    came = _came(viewer)
    longest_first = sorted(came, key=lambda one: came[one].at)
    return {one: came[one] for one in not_dealt_with(viewer, longest_first, limit)}


def _came(viewer: Viewer) -> dict[UUID, _Arrival]:
    """The latest hops of others that brought something here, by edition."""
    rows = Hop.objects.exclude(from_desk=viewer.desk_id).filter(edition_kind=EditionKind.REPORT)
    found = Held.by(viewer).newest(rows, ("edition_public_id", "at", "from_desk_id"), LOOKED_THROUGH)
    return {edition: _Arrival(at, from_desk) for edition, at, from_desk in found}
