"""The search: the index says which, under both locks; each thing is then read from its own table, and shown only if it can be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from noroshi.audiences.queries import Held, asked_once
from noroshi.audiences.viewer import Viewer
from noroshi.directory.known import known_organizations
from noroshi.directory.models import Organization
from noroshi.search.asking import Asked, asked_for
from noroshi.search.errors import SearchWishUnknown
from noroshi.search.showing import Found, Hit, shown
from noroshi.search.wanted import Wanted
from noroshi.vocabulary import FoundKind

MOST_COUNTED: Final = 1_000
MOST_NEW: Final = 200
BESIDE: Final = frozenset({FoundKind.ALERT, FoundKind.DIRECTORY, FoundKind.HANDBOOK, FoundKind.TERM, FoundKind.HELP})
INDEXED: Final = frozenset(FoundKind) - BESIDE
ASK: Final = """
select id, source, ref, kind, item, about, at, many from noroshi_search(
  %(held)s, %(terms)s::tsquery, %(pieces)s::text[], %(every)s::text[], %(either)s::text[], %(without)s::text[], %(kinds)s::text[],
  %(tlps)s::text[], %(importances)s::text[], %(sectors)s::text[], %(organizations)s::bigint[], %(from)s, %(until)s, %(since)s,
  %(state)s, %(said)s, %(newest)s, %(common)s, %(skip)s, %(before_at)s, %(before)s, %(most)s,
  %(event_kinds)s::text[])
"""


@dataclass(frozen=True, slots=True)
class Result:
    """`many` is counted to a thousand and no farther (`is_more`); `next` is where the next page begins, empty at the end."""

    asked: Asked
    found: tuple[Found, ...] = ()
    many: int = 0
    is_more: bool = False
    next: str = ""


def search(viewer: Viewer, wanted: Wanted) -> Result:
    """Everything that the viewer may read and that says it; without words, everything that is narrowed to."""
    with asked_once():
        asked, hits = looked(viewer, wanted)
        found = shown(viewer, Held.by(viewer), hits[: wanted.limit], asked.marks)
    is_more = bool(hits) and hits[0].many > MOST_COUNTED
    many = hits[0].many if hits else 0
    return Result(asked, found, min(many, MOST_COUNTED), is_more, _next(wanted, hits, is_more=is_more))


def looked(viewer: Viewer, wanted: Wanted) -> tuple[Asked, list[Hit]]:
    """What the index says: one more than a page."""
    asked = asked_for(wanted.words, exactly=wanted.exactly)
    kinds = [one for one in (wanted.kinds or INDEXED) if one in INDEXED]
    if not kinds or asked.too_short or (asked.is_empty and not wanted.is_narrowed):
        return asked, []
    return asked, _hits(_given(viewer, Held.by(viewer), asked, wanted))


def new_since(held: Held, wanted: Wanted, since: datetime, viewer: Viewer | None = None) -> list[UUID]:
    """For a search that is kept: what came, or was opened, since then. `viewer` is whose it is, where it is one person's."""
    asked = asked_for(wanted.words, exactly=wanted.exactly)
    if asked.too_short:
        return []
    given = _given(viewer, held, asked, replace(wanted, newest=True, limit=MOST_NEW), since)
    return [hit.item for hit in _hits(given)]


def _hits(given: Mapping[str, Any]) -> list[Hit]:
    with connection.cursor() as cursor:
        cursor.execute(ASK, given)
        return [Hit(*row) for row in cursor.fetchall()]


def _given(
    viewer: Viewer | None, held: Held, asked: Asked, wanted: Wanted, since: datetime | None = None
) -> dict[str, Any]:
    first, last = wanted.moments(str(timezone.get_current_timezone()))
    skip, at, before = _place(wanted.place)
    return {
        "held": held.audiences,
        "terms": asked.terms or None,
        "pieces": asked.pieces or None,
        "every": asked.every,
        "either": asked.either or None,
        "without": list(asked.without) or None,
        "kinds": [one.value for one in wanted.kinds if one in INDEXED] or None,
        "tlps": [one.value for one in wanted.tlps] or None,
        "importances": [one.value for one in wanted.importances] or None,
        "sectors": list(wanted.sectors) or None,
        "event_kinds": [one.value for one in wanted.event_kinds] or None,
        "organizations": _organizations(viewer, wanted.sources),
        "from": first,
        "until": last,
        "since": since,
        "state": wanted.state.value if wanted.state else None,
        "said": asked.marks[0] if asked.marks else "",
        "newest": wanted.newest,
        "common": asked.may_be_common,
        "skip": skip,
        "before_at": at,
        "before": before,
        "most": wanted.limit + 1,
    }


def _organizations(viewer: Viewer | None, sources: Sequence[str]) -> list[int] | None:
    """An organization that the viewer does not know has said nothing here; what was kept was known when it was kept."""
    if not sources:
        return None
    try:
        ids = [UUID(one) for one in sources]
    except ValueError:
        raise SearchWishUnknown from None
    known = known_organizations(viewer.seat) if viewer else Organization.objects.all()
    return list(known.filter(public_id__in=ids).values_list("pk", flat=True)) or [-1]


def _next(wanted: Wanted, hits: Sequence[Hit], *, is_more: bool) -> str:
    """By how many were shown, or where there are too many to weigh, by the last one."""
    if len(hits) <= wanted.limit:
        return ""
    last = hits[wanted.limit - 1]
    if is_more:
        return f"{last.at.isoformat()}|{last.id}"
    return str(_place(wanted.place)[0] + wanted.limit)


def _place(place: str) -> tuple[int, datetime | None, int | None]:
    moment, _, number = place.partition("|")
    if number:
        return 0, datetime.fromisoformat(moment), int(number)
    return int(place or 0), None, None
