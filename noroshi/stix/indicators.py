"""The short way for what comes by the hundred thousand: an indicator of known properties with a plain pattern.

It accepts only what the long way accepts too; everything else is left to it, and it is the long way that finds words for faults.
Every value is decoded, so that no text in it can be other than UTF-8 unnoticed.
"""

import re
from datetime import datetime
from functools import lru_cache
from typing import Annotated, Final, Literal

import msgspec
from msgspec import UNSET, UnsetType

from noroshi.stix.kinds import StixKind
from noroshi.stix.limits import OBJECT_BYTES
from noroshi.stix.ours import EXTENSION
from noroshi.stix.patterns import known_values
from noroshi.stix.read import Read, Value
from noroshi.stix.severity import of_labels

type Id = Annotated[str, msgspec.Meta(min_length=47, max_length=47)]
type Words = Annotated[list[str], msgspec.Meta(min_length=1)]

IDENTITY: Final = re.compile(
    r"identity--[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.ASCII
)
MARKING: Final = re.compile(
    r"marking-definition--[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.ASCII
)
MOMENT: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?Z"
SOUND: Final = re.compile(
    rf"indicator--[0-9a-f]{{8}}-[0-9a-f]{{4}}-[1-5][0-9a-f]{{3}}-[89ab][0-9a-f]{{3}}-[0-9a-f]{{12}}(?: {MOMENT}){{1,4}}",
    re.ASCII,
)
"""The id and the moments, in one look."""


class Phase(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    kill_chain_name: str
    phase_name: str


class Own(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """What our extension says of whom an indicator concerns; with more in it the long way is taken."""

    extension_type: Literal["property-extension"]
    sectors: Words | UnsetType = UNSET
    products: Words | UnsetType = UNSET


class Extensions(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True, rename={"own": EXTENSION}):
    own: Own


class Plain(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    type: Literal["indicator"]
    spec_version: Literal["2.1"]
    id: Id
    created: str
    modified: str
    pattern: str
    pattern_type: Literal["stix"]
    valid_from: str
    created_by_ref: str | UnsetType = UNSET
    name: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    indicator_types: Words | UnsetType = UNSET
    pattern_version: str | UnsetType = UNSET
    valid_until: str | UnsetType = UNSET
    labels: Words | UnsetType = UNSET
    confidence: Annotated[int, msgspec.Meta(ge=0, le=100)] | UnsetType = UNSET
    revoked: bool | UnsetType = UNSET
    object_marking_refs: Words | UnsetType = UNSET
    kill_chain_phases: Annotated[list[Phase], msgspec.Meta(min_length=1)] | UnsetType = UNSET
    extensions: Extensions | UnsetType = UNSET


_decode: Final = msgspec.json.Decoder(Plain).decode
_moment: Final = datetime.fromisoformat


def plain_indicator(raw: bytes) -> Read | None:
    """None: not one of these, or not certain to be right. The long way will say."""
    has_escapes = b"\\" in raw
    if len(raw) > OBJECT_BYTES or (has_escapes and b"\\u" in raw):
        return None
    try:
        one = _decode(raw)
        values = known_values(one.pattern)
        if values is None or _keys(one) != _keys_written(raw, has_escapes=has_escapes) or not _is_sound(one):
            return None
        return _read(raw, one, values)
    except (ValueError, RecursionError):
        return None


def _read(raw: bytes, one: Plain, values: tuple[Value, ...]) -> Read | None:
    """ValueError where a moment is on no calendar."""
    until, by, given = one.valid_until, one.created_by_ref, one.object_marking_refs
    labels = () if one.labels is UNSET else tuple(one.labels)
    created = _moment(one.created)
    version = created if one.modified == one.created else _moment(one.modified)
    since = created if one.valid_from == one.created else _moment(one.valid_from)
    ends = None if until is UNSET else _moment(until)
    if version < created or (ends is not None and ends <= since):
        return None
    return Read(
        raw,
        one.id,
        StixKind.INDICATOR,
        created,
        version,
        None if one.confidence is UNSET else one.confidence,
        since,
        ends,
        one.revoked is True,
        None if by is UNSET else by,
        "" if one.name is UNSET else one.name,
        values,
        *_concerned(one.extensions),
        labels,
        (),
        () if given is UNSET else tuple(given),
        severity=of_labels(labels, StixKind.INDICATOR) if labels else None,
    )


def _concerned(extensions: Extensions | UnsetType) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Products and sectors."""
    if extensions is UNSET:
        return (), ()
    own = extensions.own
    products = () if own.products is UNSET else tuple(dict.fromkeys(own.products))
    return products, () if own.sectors is UNSET else tuple(dict.fromkeys(own.sectors))


def _is_sound(one: Plain) -> bool:
    by, given = one.created_by_ref, one.object_marking_refs
    return (
        SOUND.fullmatch(_id_and_moments(one)) is not None
        and (by is UNSET or _names_identity(by))
        and (given is UNSET or all(map(_names_marking, given)))
    )


def _id_and_moments(one: Plain) -> str:
    """A moment that is written again in the same way is looked at once. Whoever writes two in one finds that none can be read."""
    created, until = one.created, one.valid_until
    text = f"{one.id} {created}" if until is UNSET else f"{one.id} {created} {until}"
    return text if one.modified == created == one.valid_from else f"{text} {one.modified} {one.valid_from}"


@lru_cache(maxsize=1024)
def _names_identity(ref: str) -> bool:
    return IDENTITY.fullmatch(ref) is not None


@lru_cache(maxsize=1024)
def _names_marking(ref: str) -> bool:
    return MARKING.fullmatch(ref) is not None


def _keys(one: Plain) -> int:
    """How many keys were understood: one key more in the text is one written twice."""
    return (
        8
        + (one.created_by_ref is not UNSET)
        + (one.name is not UNSET)
        + (one.description is not UNSET)
        + (one.indicator_types is not UNSET)
        + (one.pattern_version is not UNSET)
        + (one.valid_until is not UNSET)
        + (one.labels is not UNSET)
        + (one.confidence is not UNSET)
        + (one.revoked is not UNSET)
        + (one.object_marking_refs is not UNSET)
        + (0 if one.kill_chain_phases is UNSET else 1 + 2 * len(one.kill_chain_phases))
        + (0 if one.extensions is UNSET else _keys_within(one.extensions.own))
    )


def _keys_within(own: Own) -> int:
    """The extensions, ours, its type, and what it says."""
    return 3 + (own.sectors is not UNSET) + (own.products is not UNSET)


def _keys_written(raw: bytes, *, has_escapes: bool) -> int:
    return raw.count(b'":') - (raw.count(b'\\":') if has_escapes else 0)
