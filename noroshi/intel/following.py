"""A list of values that a desk follows: what is new in it comes in, what has left it is revoked, and lines without a value are told.

What is in it is remembered, so that a list that says the same writes nothing. Stretch by stretch: a stop loses nothing.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import batched
from typing import Any, Final

import msgspec
from django.utils import timezone

from noroshi.audiences.actions import definition_of
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.intel import queries
from noroshi.intel.actions.take_in import Taken, follow_up, take_in
from noroshi.intel.list_reading import MOST_TOLD, Line, ListReading, NoLine
from noroshi.intel.models import Origin, StixObject, Subscription
from noroshi.intel.subscribing import seated, subscription
from noroshi.observables import Kind
from noroshi.stix.ids import own_id
from noroshi.stix.making import Making
from noroshi.stix.ours import stamp
from noroshi.stix.reading import read
from noroshi.stix.writing import pattern_of

STRETCH: Final = 2000
WIDTH: Final = 16


def follow(
    subscription_id: uuid.UUID, lines: Sequence[Line | NoLine], *, etag: str, modified: str, at: datetime | None = None
) -> bool:
    """The whole list as it is now. False: nobody wants it any more."""
    now, wanted = at or timezone.now(), _wanted(subscription_id, lines)
    faults = [one for one in lines if isinstance(one, NoLine)]
    for some in batched(wanted.items(), STRETCH):
        if not _bring(subscription_id, dict(some), now):
            return False
    if not _end(subscription_id, set(wanted), now):
        return False
    return _seen(subscription_id, faults, etag, modified, now)


def unchanged(subscription_id: uuid.UUID, at: datetime | None = None) -> bool:
    """The other server said so: nothing is read, and the moment is kept."""
    viewer = seated(subscription_id)
    if viewer is None:
        return False
    with acting_as(viewer):
        mine = subscription(viewer, subscription_id)
        mine.fetched_at = at or timezone.now()
        mine.save(update_fields=["fetched_at"])
    return True


def _wanted(root: uuid.UUID, lines: Iterable[Line | NoLine]) -> dict[uuid.UUID, Line]:
    """The same value twice in a list is one object."""
    found = (one for one in lines if isinstance(one, Line))
    return {_number(root, one): one for one in found}


def _bring(subscription_id: uuid.UUID, some: Mapping[uuid.UUID, Line], now: datetime) -> bool:
    viewer = seated(subscription_id)
    if viewer is None:
        return False
    with acting_as(viewer):
        mine = subscription(viewer, subscription_id)
        listed = _listed(mine)
        new = {number: line for number, line in some.items() if number not in listed}
        if not new:
            return True
        before = _before(viewer, mine.origin, new)
        made = (_made(subscription_id, mine, line, before.get(number), now) for number, line in new.items())
        taken = _take(viewer, mine, made)
        mine.new += len(taken.new)
        mine.known += len(taken.known)
        mine.listed = _packed(listed | set(new))
        mine.save(update_fields=["new", "known", "listed"])
    return True


def _end(subscription_id: uuid.UUID, still: set[uuid.UUID], now: datetime) -> bool:
    """Revoked by a later version, which all who hold it hear of; or only forgotten here, where it may stay."""
    while True:
        viewer = seated(subscription_id)
        if viewer is None:
            return False
        with acting_as(viewer):
            mine = subscription(viewer, subscription_id)
            listed = _listed(mine)
            gone = sorted(listed - still)[:STRETCH]
            if not gone:
                return True
            if ListReading.of(mine.reads).ends_what_left:
                mine.gone += _revoke(viewer, mine.origin, gone, now)
            mine.listed = _packed(listed - set(gone))
            mine.save(update_fields=["gone", "listed"])


def _revoke(viewer: Viewer, origin: Origin, gone: Iterable[uuid.UUID], now: datetime) -> int:
    """Told to who holds it, and to nobody whom the source was opened to since; of what the desk has withdrawn nothing is told."""
    held: dict[uuid.UUID, StixObject] = {
        row.uuid: row for row in _rows(viewer, origin, gone) if _stands(row.audience_id)
    }
    later = ((_later(msgspec.json.decode(row.raw), now, revoked=True), row.audience_id) for row in held.values())
    return follow_up(viewer, origin.public_id, ((read(msgspec.json.encode(one)), where) for one, where in later))


def _stands(audience: int) -> bool:
    found = definition_of(audience)
    return found is not None and not found.marking.is_recalled


def _seen(subscription_id: uuid.UUID, faults: Sequence[NoLine], etag: str, modified: str, now: datetime) -> bool:
    viewer = seated(subscription_id)
    if viewer is None:
        return False
    with acting_as(viewer):
        mine = subscription(viewer, subscription_id)
        mine.etag, mine.modified, mine.fetched_at = etag[:200], modified[:60], now
        mine.refused = len(faults)
        mine.faults = [
            {"place": f"{one.place}", "path": "", "code": one.fault.value, "given": one.given}
            for one in faults[:MOST_TOLD]
        ]
        mine.save(update_fields=["etag", "modified", "fetched_at", "refused", "faults"])
    return True


def _take(viewer: Viewer, mine: Subscription, wholes: Iterable[dict[str, Any]]) -> Taken:
    return take_in(viewer, mine.origin.public_id, (read(msgspec.json.encode(one)) for one in wholes))


def _before(viewer: Viewer, origin: Origin, numbers: Iterable[uuid.UUID]) -> dict[uuid.UUID, dict[str, Any]]:
    """The latest version of each that came from this source before."""
    return {row.uuid: msgspec.json.decode(row.raw) for row in _rows(viewer, origin, numbers)}


def _rows(viewer: Viewer, origin: Origin, numbers: Iterable[uuid.UUID]) -> Iterable[StixObject]:
    """The oldest version first."""
    return queries.objects(viewer).filter(uuid__in=list(numbers), origin=origin).order_by("version")


def _made(
    root: uuid.UUID, mine: Subscription, line: Line, before: dict[str, Any] | None, now: datetime
) -> dict[str, Any]:
    """Again in the list: in force again, with the history that it has and the note of today."""
    if before:
        bare = {name: value for name, value in before.items() if name != "description"}
        return _later(bare | ({"description": line.note} if line.note else {}), now, revoked=False)
    making = Making(root, now, now)
    said: dict[str, Any] = {
        "name": line.value[:200],
        "description": line.note,
        "confidence": ListReading.of(mine.reads).confidence,
    }
    if line.kind is Kind.CVE:
        known = [{"source_name": "cve", "external_id": line.value}]
        ref = making.add("vulnerability", line.kind.word, line.value, external_references=known, **said)
    else:
        ref = making.add(
            "indicator",
            line.kind.word,
            line.value,
            pattern=pattern_of(line.kind, line.value),
            pattern_type="stix",
            indicator_types=["malicious-activity"],
            valid_from=stamp(now),
            **said,
        )
    return making.objects[ref]


def _later(whole: dict[str, Any], now: datetime, *, revoked: bool) -> dict[str, Any]:
    bare = {name: value for name, value in whole.items() if name != "revoked"}
    return {**bare, "modified": stamp(now), **({"revoked": True} if revoked else {})}


def _number(root: uuid.UUID, line: Line) -> uuid.UUID:
    kind = "vulnerability" if line.kind is Kind.CVE else "indicator"
    return uuid.UUID(own_id(kind, root, line.kind.word, line.value)[-36:])


def _listed(mine: Subscription) -> set[uuid.UUID]:
    return set(_unpacked(bytes(mine.listed)))


def _unpacked(packed: bytes) -> Iterator[uuid.UUID]:
    for start in range(0, len(packed), WIDTH):
        yield uuid.UUID(bytes=packed[start : start + WIDTH])


def _packed(numbers: set[uuid.UUID]) -> bytes:
    return b"".join(sorted(number.bytes for number in numbers))
