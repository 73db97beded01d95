"""The short way for the other kinds that come in great numbers beside indicators.

Like `indicators`, it accepts only what the long way accepts, with the same result; whatever is unusual is left to that.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import UNSET, Struct, UnsetType, to_builtins
from msgspec.structs import astuple

from noroshi.observables import Kind, NotOfThisKind, settled
from noroshi.stix.cpe import referred
from noroshi.stix.cvss import of_text
from noroshi.stix.kinds import KINDS, StixKind
from noroshi.stix.limits import OBJECT_BYTES, REFERENCES
from noroshi.stix.ours import EXTENSION
from noroshi.stix.read import Read, Ref, Value
from noroshi.stix.severity import of_labels, strongest, texts_of
from noroshi.stix.shapes.references import ABOUT, BETWEEN, ID, OBSERVED
from noroshi.stix.shapes.words import VERB

type Words = Annotated[list[str], msgspec.Meta(min_length=1)]

MOMENTS: Final = re.compile(r"(?: ?[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?Z)+", re.ASCII)


class External(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    source_name: str
    description: str | UnsetType = UNSET
    url: str | UnsetType = UNSET
    external_id: str | UnsetType = UNSET


class Phase(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    kill_chain_name: str
    phase_name: str


class Ours(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    extension_type: Literal["property-extension"]
    sectors: list[str] | UnsetType = UNSET
    products: list[str] | UnsetType = UNSET


class Extensions(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    ours: Ours = msgspec.field(name=EXTENSION)


class Common(Struct, frozen=True, gc=False, forbid_unknown_fields=True, tag_field="type", kw_only=True):
    """What every domain object and relationship may have; a field less is one more for the long way."""

    spec_version: Literal["2.1"]
    id: str
    created: str
    modified: str
    created_by_ref: str | UnsetType = UNSET
    revoked: bool | UnsetType = UNSET
    labels: Words | UnsetType = UNSET
    confidence: Annotated[int, msgspec.Meta(ge=0, le=100)] | UnsetType = UNSET
    external_references: Annotated[list[External], msgspec.Meta(min_length=1)] | UnsetType = UNSET
    object_marking_refs: Words | UnsetType = UNSET
    extensions: Extensions | UnsetType = UNSET
    description: str | UnsetType = UNSET


class Named(Common, frozen=True, gc=False, forbid_unknown_fields=True, kw_only=True):
    name: str
    aliases: Words | UnsetType = UNSET


class Phased(Named, frozen=True, gc=False, forbid_unknown_fields=True, kw_only=True):
    kill_chain_phases: Annotated[list[Phase], msgspec.Meta(min_length=1)] | UnsetType = UNSET


class Seen(Named, frozen=True, gc=False, forbid_unknown_fields=True, kw_only=True):
    first_seen: str | UnsetType = UNSET
    last_seen: str | UnsetType = UNSET


class Malware(Phased, frozen=True, gc=False, forbid_unknown_fields=True, kw_only=True, tag="malware"):
    is_family: bool
    malware_types: Words | UnsetType = UNSET


class ThreatActor(Seen, frozen=True, gc=False, forbid_unknown_fields=True, kw_only=True, tag="threat-actor"):
    threat_actor_types: Words | UnsetType = UNSET
    roles: Words | UnsetType = UNSET
    goals: Words | UnsetType = UNSET
    sophistication: str | UnsetType = UNSET
    resource_level: str | UnsetType = UNSET
    primary_motivation: str | UnsetType = UNSET


class Campaign(Seen, frozen=True, gc=False, forbid_unknown_fields=True, kw_only=True, tag="campaign"):
    objective: str | UnsetType = UNSET


class Tool(Phased, frozen=True, gc=False, forbid_unknown_fields=True, kw_only=True, tag="tool"):
    tool_types: Words | UnsetType = UNSET
    tool_version: str | UnsetType = UNSET


class AttackPattern(Phased, frozen=True, gc=False, forbid_unknown_fields=True, kw_only=True, tag="attack-pattern"):
    pass


class Vulnerability(Common, frozen=True, gc=False, forbid_unknown_fields=True, kw_only=True, tag="vulnerability"):
    name: str


class Report(Common, frozen=True, gc=False, forbid_unknown_fields=True, kw_only=True, tag="report"):
    name: str
    published: str
    object_refs: Words
    report_types: Words | UnsetType = UNSET


class Relationship(Common, frozen=True, gc=False, forbid_unknown_fields=True, kw_only=True, tag="relationship"):
    relationship_type: str
    source_ref: str
    target_ref: str


class Sighting(Common, frozen=True, gc=False, forbid_unknown_fields=True, kw_only=True, tag="sighting"):
    sighting_of_ref: str
    first_seen: str | UnsetType = UNSET
    last_seen: str | UnsetType = UNSET
    count: Annotated[int, msgspec.Meta(ge=0, le=999_999_999)] | UnsetType = UNSET


type Quick = Malware | ThreatActor | Campaign | Tool | AttackPattern | Vulnerability | Report | Relationship | Sighting

_decode: Final = msgspec.json.Decoder(Quick).decode
_moment: Final = datetime.fromisoformat
NUMBERED: Final = {StixKind.VULNERABILITY: Kind.CVE, StixKind.ATTACK_PATTERN: Kind.TECHNIQUE}
TIMED: Final = ("first_seen", "last_seen", "published")


class _UnsureError(ValueError):
    """The long way will say."""


def quickly(raw: bytes) -> Read | None:
    """None: not one of these, or not certain to be right."""
    if b"\\u" in raw or len(raw) > OBJECT_BYTES or not (raw.isascii() or _is_utf8(raw)):
        return None
    try:
        one = _decode(raw)
        return _read(raw, one)
    except (ValueError, RecursionError, NotOfThisKind):
        return None


def _read(raw: bytes, one: Any) -> Read:
    """`ValueError` wherever the long way has to look."""
    kind = KINDS[one.__struct_config__.tag]
    _sure(_id_type(one.id) == kind.type)
    written = raw.count(b'":') - (raw.count(b'\\":') if b"\\" in raw else 0)
    _sure(written == 1 + _keys(one))
    created, version = _moments(one)
    by, given, ours = one.created_by_ref, one.object_marking_refs, _ours(one)
    _sure(by is UNSET or _type_of(by) == "identity")
    _sure(given is UNSET or all(_type_of(ref) == "marking-definition" for ref in given))
    if one.external_references is not UNSET:
        _sure(all(_says_something(each) for each in one.external_references))
    name, labels = getattr(one, "name", UNSET), () if one.labels is UNSET else tuple(one.labels)
    return Read(
        raw,
        one.id,
        kind,
        created,
        version,
        None if one.confidence is UNSET else one.confidence,
        None,
        None,
        one.revoked is True,
        None if by is UNSET else by,
        "" if name is UNSET else name,
        tuple(dict.fromkeys(_values(one, kind))),
        _products(one, ours),
        tuple(dict.fromkeys(ours.sectors)) if ours is not None and ours.sectors is not UNSET else (),
        labels,
        _refs(one, kind),
        () if given is UNSET else tuple(dict.fromkeys(given)),
        severity=_severity(one, kind, labels),
    )


def _sure(holds: bool) -> None:  # noqa: FBT001 - the one thing that is asked
    if not holds:
        raise _UnsureError


def _moments(one: Any) -> tuple[datetime, datetime]:
    """All of them written as the standard wants, and in their order."""
    texts = {name: text for name in TIMED if (text := getattr(one, name, UNSET)) is not UNSET}
    written = one.created if one.modified == one.created else f"{one.created} {one.modified}"
    _sure(MOMENTS.fullmatch(" ".join([written, *texts.values()]) if texts else written) is not None)
    created = _moment(one.created)
    version = created if one.modified == one.created else _moment(one.modified)
    at = {name: _moment(text) for name, text in texts.items()}
    _sure(created <= version)
    if "first_seen" in at and "last_seen" in at:
        _sure(at["first_seen"] <= at["last_seen"])
    return created, version


def _keys(one: Struct) -> int:
    """How many keys were understood, those within included: one more in the text is one written twice."""
    given = [value for value in astuple(one) if value is not UNSET]
    within = [value for value in given if type(value) is not str]
    return len(given) + sum(map(_keys_within, within))


def _keys_within(value: Any) -> int:
    if isinstance(value, Struct):
        return _keys(value)
    return sum(map(_keys, value)) if type(value) is list and isinstance(value[:1] and value[0], Struct) else 0


def _ours(one: Any) -> Ours | None:
    return None if one.extensions is UNSET else one.extensions.ours


def _products(one: Any, ours: Ours | None) -> tuple[str, ...]:
    said = ours.products if ours is not None and ours.products is not UNSET else ()
    if one.external_references is UNSET:
        return tuple(dict.fromkeys(said))
    return tuple(dict.fromkeys([*said, *referred(each.external_id for each in one.external_references)]))


def _severity(one: Any, kind: StixKind, labels: tuple[str, ...]) -> int | None:
    """Whatever more there is than texts and labels, the long way reads."""
    word = of_labels(labels, kind) if labels else None
    if kind is not StixKind.VULNERABILITY:
        return word
    references = [to_builtins(each) for each in one.external_references or ()]
    return strongest(map(of_text, texts_of(one.description, references, kind)), [word])


def _says_something(one: External) -> bool:
    return one.description is not UNSET or one.url is not UNSET or one.external_id is not UNSET


def _values(one: Any, kind: StixKind) -> Iterator[Value]:
    number = NUMBERED.get(kind)
    if number is None:
        return
    if kind is StixKind.VULNERABILITY:
        yield from _settled(number, one.name)
    for each in one.external_references or ():
        yield from _settled(number, "" if each.external_id is UNSET else each.external_id)


def _settled(kind: Kind, text: str) -> Iterator[Value]:
    try:
        yield settled(kind, text)
    except NotOfThisKind:
        return


def _refs(one: Any, kind: StixKind) -> tuple[Ref, ...]:
    if kind is StixKind.RELATIONSHIP:
        _sure(VERB.fullmatch(one.relationship_type) is not None)
        _sure(_id_type(one.source_ref) not in NO_END and _id_type(one.target_ref) not in NO_END)
        return ("source_ref", one.source_ref), ("target_ref", one.target_ref)
    if kind is StixKind.SIGHTING:
        _sure(_id_type(one.sighting_of_ref) not in NOT_SEEN)
        return (("sighting_of_ref", one.sighting_of_ref),)
    if kind is StixKind.REPORT:
        _sure(len(one.object_refs) <= REFERENCES)
        for ref in one.object_refs:
            _id_type(ref)
        return tuple(("object_refs", ref) for ref in one.object_refs)
    return ()


NO_END: Final = BETWEEN | ABOUT
NOT_SEEN: Final = OBSERVED | BETWEEN | ABOUT


def _id_type(ref: str) -> str:
    found = ID.fullmatch(ref)
    if found is None:
        raise _UnsureError
    return found[1]


@lru_cache(maxsize=1024)
def _type_of(ref: str) -> str:
    """Of those that come again and again."""
    return _id_type(ref)


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True
