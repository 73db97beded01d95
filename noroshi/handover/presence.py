"""Coming to a page, staying there and leaving it, as the live door notes it. Nothing of it outlasts the page."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.seated import SeatGone, seated
from noroshi.handover.models import Presence
from noroshi.handover.queries import here
from noroshi.vocabulary import AtWork
from noroshi.vocabulary.errors import NotFound

STAYS: Final = timedelta(seconds=90)


@dataclass(frozen=True, slots=True)
class Coming:
    """Who opens which page. `place` is believed only when the person may read it."""

    page: UUID
    person: int
    desk: int
    place: str
    doing: AtWork


def come(one: Coming) -> bool:
    """Whether it was noted: at what one may not read nobody is, and nobody is told otherwise."""
    try:
        viewer = Viewer(seated(one.person, one.desk))
        with acting_as(viewer):
            here(viewer, one.place)
            now = timezone.now()
            Presence.objects.filter(desk=one.desk, until__lt=now).delete()
            Presence.objects.create(
                page=one.page,
                desk_id=one.desk,
                person_id=one.person,
                place=one.place,
                doing=one.doing,
                since=now,
                until=now + STAYS,
            )
    except (NotFound, SeatGone):
        return False
    return True


def leave(person: int, desk: int, page: UUID) -> None:
    """Also of somebody whose seat ended meanwhile: then the row goes by itself."""
    try:
        viewer = Viewer(seated(person, desk))
    except SeatGone:
        return
    with acting_as(viewer):
        Presence.objects.filter(page=page).delete()


def stay(pages: Collection[UUID]) -> None:
    """For all open pages of a process at once."""
    with connection.cursor() as cursor:
        cursor.execute("select handover_stay(%s::uuid[], %s)", [list(pages), f"{STAYS.total_seconds()} seconds"])
