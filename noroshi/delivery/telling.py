"""Writing notices: a few at once, thousands as one row that the job writes out a moment later.

The database sees to it that nobody hears of an edition that never was theirs.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from noroshi.audiences.queries import array
from noroshi.vocabulary import NoticeChannel, NoticeKind, Urgency

TELL_PERSON = "select delivery_tell_person(%s, %s, %s, %s, %s)"
TELL = "select delivery_tell(%s::bigint[], %s::bigint[], %s, %s, %s, %s, %s, %s, %s)"
TELL_BUT = "select delivery_tell_but(%s, %s, %s, %s, %s, %s::text[])"


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told, by whom. `from_desk` is the viewer's own desk or the sender of the hop; the system names none."""

    kind: NoticeKind
    urgency: Urgency = Urgency.ROUTINE
    edition: int | None = None
    hop: int | None = None
    from_desk: int | None = None
    link: str = ""


def tell(desks: Collection[int], telling: Telling, *, named: Collection[int] = ()) -> int:
    """How many notices were written, or kept to be written out, in the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            TELL,
            [
                array(sorted(desks)),
                array(sorted(named)),
                telling.kind.value,
                telling.urgency.value,
                telling.edition,
                telling.hop,
                telling.from_desk,
                telling.link,
                timezone.now(),
            ],
        )
        return int(cursor.fetchone()[0])


def tell_but(desk: int, kind: NoticeKind, link: str, not_by: Collection[NoticeChannel]) -> int:
    """Under the system's login: it stands on the board, and leaves the house by no way that is named here."""
    ways = sorted(one.value for one in not_by)
    with connection.cursor() as cursor:
        cursor.execute(TELL_BUT, [desk, kind.value, Urgency.ROUTINE.value, link, timezone.now(), ways])
        return int(cursor.fetchone()[0])


def tell_person(membership: int, kind: NoticeKind, link: str, urgency: Urgency = Urgency.ROUTINE) -> int:
    """Under the system's login, to a seat that stands; the others at the desk do not hear of it."""
    with connection.cursor() as cursor:
        cursor.execute(TELL_PERSON, [membership, kind.value, urgency.value, link, timezone.now()])
        return int(cursor.fetchone()[0])


def spread_out() -> int:
    """For the job, under the system's login: what was told to thousands at once becomes a notice at each desk."""
    with connection.cursor() as cursor:
        cursor.execute("select delivery_spread_out()")
        return int(cursor.fetchone()[0])
