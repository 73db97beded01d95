"""What a recall cannot bring back: what left by mail, as a file or through a machine, and whom it is followed by a notice (recall)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.delivery.actions.notify import notify
from noroshi.delivery.queries import left_the_house
from noroshi.directory.models import Desk
from noroshi.editions.events import Recall, recalled
from noroshi.editions.models import Edition
from noroshi.editions.rosters import desks_to_name
from noroshi.ledger.queries import readings_of_provider
from noroshi.vault.queries import files_of
from noroshi.vocabulary import NoticeKind, Word
from noroshi.vocabulary.errors import NotFound

ON_A_SCREEN = frozenset({"page", "list"})
MOST_READINGS = 10_000


class LeftBy(Word):
    """How something left the house, so that a recall does not reach it."""

    MAIL = "mail", "メール", "mail"
    API = "api", "API", "API"
    EXPORT = "export", "書き出し（PDF・表計算・印刷など）", "export (PDF, spreadsheet, print)"
    FILE = "file", "ファイルのダウンロード", "file download"


@dataclass(frozen=True, slots=True)
class Left:
    """What one desk has outside. `desk` is None for somebody of a confidential group."""

    desk: Desk | None
    ways: tuple[LeftBy, ...]
    latest_at: datetime


def what_left(viewer: Viewer, edition_id: UUID) -> list[Left]:
    """For the originator, by desk, the latest first."""
    edition = readable_by(viewer, Edition.objects.filter(public_id=edition_id, originator_desk=viewer.desk_id)).first()
    if edition is None:
        raise NotFound
    found = [*_mailed(viewer, edition_id), *_taken(viewer, edition)]
    named = desks_to_name(viewer, edition)
    by_desk: dict[int | None, list[tuple[LeftBy, datetime]]] = {}
    for desk, way, at in found:
        by_desk.setdefault(desk if named is None or desk in named else None, []).append((way, at))
    desks = Desk.objects.select_related("organization").in_bulk([desk for desk in by_desk if desk])
    return sorted(
        (_left(desk, ways, desks) for desk, ways in by_desk.items()), key=lambda one: one.latest_at, reverse=True
    )


def tell_of_recall(event: Recall) -> None:
    """Those who held it. Of the item itself nobody is told any more; the notice leads to what was withdrawn."""
    link = f"/withdrawn/{event.withdrawal.public_id}/"
    notify(event.viewer, event.desks, NoticeKind.RECALLED, link=link)


def listen() -> None:
    recalled.listen(tell_of_recall)


def _mailed(viewer: Viewer, edition_id: UUID) -> Iterable[tuple[int | None, LeftBy, datetime]]:
    return ((one.desk.pk, LeftBy.MAIL, one.at) for one in left_the_house(viewer, edition_id))


def _taken(viewer: Viewer, edition: Edition) -> Iterable[tuple[int | None, LeftBy, datetime]]:
    """As the record has it: what was given to a machine or as a file, of the item and of its files."""
    home = viewer.organization_id
    for entry in readings_of_provider(home, of=edition.public_id, limit=MOST_READINGS):
        if entry.organization_id != home and entry.answer not in ON_A_SCREEN:
            yield entry.desk_id, LeftBy.EXPORT if entry.answer == "export" else LeftBy.API, entry.at
    for file in files_of(viewer, edition.public_id):
        for entry in readings_of_provider(home, of=file.public_id, limit=MOST_READINGS):
            if entry.organization_id != home and entry.answer not in ON_A_SCREEN:
                yield entry.desk_id, LeftBy.FILE, entry.at


def _left(desk: int | None, ways: list[tuple[LeftBy, datetime]], desks: Mapping[int, Desk]) -> Left:
    known = {way for way, _at in ways}
    return Left(desks.get(desk or 0), tuple(way for way in LeftBy if way in known), max(at for _way, at in ways))
