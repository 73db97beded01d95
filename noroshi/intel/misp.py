"""Events of MISP in and out: what came as an event goes back as it came, never wider than it may be read here."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import msgspec

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import Organization
from noroshi.intel.colors import Color, color_of
from noroshi.intel.models import Link, Origin, StixObject
from noroshi.intel.queries import Kept, listed, newest, objects, origins_named
from noroshi.intel.rows import RELATES
from noroshi.intel.subscribing import keep_told, seated, subscription
from noroshi.ledger.actions import record
from noroshi.stix.kinds import StixKind
from noroshi.stix.misp import NotMisp, Told, event_of, events_in, is_misp, narrowed, objects_of
from noroshi.stix.read import Read
from noroshi.stix.reading import read
from noroshi.vocabulary import LineFault, Tlp, Tlp2
from noroshi.vocabulary.errors import NotFound, Refusal, TooLarge

LARGEST: Final = 32 * 1024 * 1024
MOST_EVENTS: Final = 1000
WHOLE: Final = "x-misp-event"
SECOND: Final = 1_000_000
"""Versions count microseconds."""
COLORS: Final = {Tlp.RED: Tlp2.RED, Tlp.AMBER: Tlp2.AMBER, Tlp.GREEN: Tlp2.GREEN, Tlp.CLEAR: Tlp2.CLEAR}


class NoMispEvent(Refusal):
    code, status = "no_misp_event", 422
    ja = "MISP のイベントとして読み取れません。イベントの JSON をそのまま送ってください。"
    en = "This cannot be read as events of MISP. Send the JSON of the events as it is."


def as_stix(path: Path) -> None:
    """A file with events of MISP becomes one with what they say in STIX, in its place; every other file stays as it is."""
    with path.open("rb") as file:
        if not is_misp(file.read(4096)):
            return
    if path.stat().st_size > LARGEST:
        raise TooLarge
    path.write_bytes(stix_of(path.read_bytes()))


def stix_of(body: bytes) -> bytes:
    try:
        every = [whole for event in events_in(body) for whole in objects_of(event)]
    except NotMisp:
        raise NoMispEvent from None
    bundle = {"type": "bundle", "id": f"bundle--{uuid.uuid4()}", "objects": every}
    return msgspec.json.encode(bundle)


def events_wanted(subscription_id: uuid.UUID, told: Mapping[uuid.UUID, int]) -> list[uuid.UUID] | None:
    """Of the events of a feed those that are new, or newer than here, the oldest first. None: nobody wants it any more."""
    viewer = seated(subscription_id)
    if viewer is None:
        return None
    with acting_as(viewer):
        origin = subscription(viewer, subscription_id).origin
        rows = objects(viewer).filter(origin=origin, kind=int(StixKind.REPORT), uuid__in=list(told))
        here: dict[uuid.UUID, int] = {}
        for number, version in rows.values_list("uuid", "version"):
            here[number] = max(version, here.get(number, version))
    new = (number for number, at in told.items() if number not in here or here[number] < at * SECOND)
    return sorted(new, key=lambda number: (told[number], number))


def keep_event(subscription_id: uuid.UUID, number: uuid.UUID, body: bytes) -> bool:
    """The event that was asked for and no other; one that is none is told where the feed is followed."""
    try:
        (event,) = events_in(body)
        if uuid.UUID(str(event["uuid"])) != number:
            raise NotMisp
        made = objects_of(event)
    except (NotMisp, ValueError):
        fault = {"place": str(number), "path": "", "code": LineFault.NO_EVENT.value, "given": ""}
        return keep_told(subscription_id, (), [fault])
    return keep_told(subscription_id, map(msgspec.json.encode, made))


def events_for(viewer: Viewer) -> list[dict[str, Any]]:
    """The newest events and reports that this viewer may read, each once, under the colors that they have here."""
    found: dict[uuid.UUID, Kept] = {}
    for one in listed(viewer, (StixKind.CUSTOM, StixKind.REPORT), most=MOST_EVENTS):
        if one.kind is StixKind.REPORT or _is_event(one):
            before = found.get(one.uuid)
            if before is None or (before.kind is StixKind.REPORT and one.kind is StixKind.CUSTOM):
                found[one.uuid] = one
    return _events(viewer, found.values())


def event_for(viewer: Viewer, of: uuid.UUID) -> dict[str, Any]:
    """One of them; what may not be read is not found."""
    for kind in (StixKind.CUSTOM, StixKind.REPORT):
        try:
            kept = newest(viewer, of, kind)
        except NotFound:
            continue
        if kind is StixKind.REPORT or _is_event(kept):
            for event in _events(viewer, [kept]):
                return event
    raise NotFound


def note_given(viewer: Viewer, what: Iterable[uuid.UUID]) -> None:
    """One entry for one answer."""
    numbers = list(what)
    rows = objects(viewer).filter(uuid__in=numbers).values_list("uuid", "origin__desk__organization_id")
    record(deed="give_misp", answer="feed", actor=viewer.actor, objects=sorted(set(rows), key=str))


def _is_event(kept: Kept) -> bool:
    return f'"{WHOLE}--' in kept.raw


def _events(viewer: Viewer, found: Iterable[Kept]) -> list[dict[str, Any]]:
    kept = list(found)
    origins = origins_named(viewer, {one.origin for one in kept})
    house = Organization.objects.get(pk=viewer.organization_id)
    ours = {"uuid": str(house.public_id), "name": house.name_en or house.name_ja}
    return [
        event
        for one in kept
        if one.origin in origins and (event := _event(viewer, one, origins[one.origin], ours)) is not None
    ]


def _event(viewer: Viewer, kept: Kept, origin: Origin, ours: dict[str, str]) -> dict[str, Any] | None:
    said = msgspec.json.decode(kept.raw)
    color = _outward(color_of(viewer, kept, origin))
    if kept.kind is StixKind.CUSTOM:
        whole = said.get("x_misp_event")
        return narrowed(whole, color) if isinstance(whole, dict) else None
    return event_of(said, _about(viewer, said), _leaving(color), ours)


def _about(viewer: Viewer, report: dict[str, Any]) -> list[Told]:
    """Of what it is about all that the viewer may read, and what its indicators point to."""
    refs = [UUID(str(ref)[-36:]) for ref in report.get("object_refs", [])]
    about = _told(viewer, refs)
    ties = _shown_by(viewer, [one.number for one in about if one.is_watched])
    ends = {one.number: one for one in _told(viewer, {end for _, end in ties})}
    shows: dict[UUID, list[Told]] = {}
    for start, end in ties:
        if end in ends:
            shows.setdefault(start, []).append(ends[end])
    return [replace(one, shows=tuple(shows.get(one.number, ()))) for one in about]


def _told(viewer: Viewer, numbers: Collection[UUID]) -> list[Told]:
    """The newest version of each that the viewer may read; what its source revoked is not told on."""
    latest: dict[UUID, StixObject] = {}
    for row in objects(viewer).filter(uuid__in=numbers).exclude(kind=int(StixKind.CUSTOM)).order_by("version", "pk"):
        latest[row.uuid] = row
    origins = origins_named(viewer, {row.origin_id for row in latest.values()})
    found = ((row, read(row.raw.encode())) for row in latest.values() if row.origin_id in origins)
    return [
        Told(
            msgspec.json.decode(one.raw),
            _leaving(_outward(color_of(viewer, _kept(row), origins[row.origin_id]))),
            one.values,
        )
        for row, one in found
        if isinstance(one, Read) and not one.revoked
    ]


def _shown_by(viewer: Viewer, indicators: Collection[UUID]) -> list[tuple[UUID, UUID]]:
    """From an indicator to what it indicates, by ties that stand and that the viewer may read."""
    links = readable_by(viewer, Link.objects.filter(field=RELATES, from_uuid__in=indicators))
    ties = objects(viewer).filter(pk__in=links.values_list("object_id", flat=True))
    said = {one.number: one.whole for one in _told(viewer, ties.values_list("uuid", flat=True))}
    stand = (one for one in said.values() if one.get("relationship_type") == "indicates")
    return [(UUID(one["source_ref"][-36:]), UUID(one["target_ref"][-36:])) for one in stand]


def _kept(row: StixObject) -> Kept:
    return Kept(row.pk, row.uuid, StixKind(row.kind), None, row.origin_id, row.audience_id, row.raw)


def _outward(color: Color) -> Tlp2:
    return Tlp2.AMBER_STRICT if color.is_own_house else COLORS[color.tlp]


def _leaving(color: Tlp2) -> Tlp2:
    """What we say ourselves: AMBER of the plan is narrower than that of TLP 2.0."""
    return Tlp2.AMBER_STRICT if color is Tlp2.AMBER else color
