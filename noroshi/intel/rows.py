"""From what was read of objects to rows. Plain Python, so that a process that only writes stays small."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Final

import msgspec

from noroshi.intel.sectors import bits
from noroshi.observables import key
from noroshi.stix.kinds import StixKind
from noroshi.stix.read import Read

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
ITSELF: Final = 0
"""The kind of a value where an object names none: it is itself what is about."""
SPEAKS_FOR_ITSELF: Final = frozenset(
    {
        StixKind.ATTACK_PATTERN,
        StixKind.CAMPAIGN,
        StixKind.COURSE_OF_ACTION,
        StixKind.GROUPING,
        StixKind.INCIDENT,
        StixKind.INDICATOR,
        StixKind.INFRASTRUCTURE,
        StixKind.INTRUSION_SET,
        StixKind.MALWARE,
        StixKind.REPORT,
        StixKind.SOFTWARE,
        StixKind.THREAT_ACTOR,
        StixKind.TOOL,
        StixKind.VULNERABILITY,
    }
)
FIELDS: Final[Mapping[str, int]] = {
    "source_ref": 1,
    "target_ref": 2,
    "object_refs": 3,
    "sighting_of_ref": 4,
    "where_sighted_refs": 5,
    "observed_data_refs": 6,
    "object_ref": 7,
    "sample_refs": 8,
    "sample_ref": 9,
    "analysis_sco_refs": 10,
    "resolves_to_refs": 11,
    "belongs_to_refs": 12,
    "src_ref": 13,
    "dst_ref": 14,
}
RELATES: Final = 0
"""A relationship, from its source to its target: two ends in one row."""
OTHER_FIELD: Final = 99
UNSAID: Final = frozenset({"created_by_ref", "object_marking_refs", "marking_ref"})
"""Who wrote it and how it is marked is no relation between objects."""


class ValueRow(msgspec.Struct, frozen=True, gc=False):
    """One value of an object; `place` counts the objects of the batch. Made by the hundred thousand."""

    place: int
    number: int
    kind: int
    key: bytes
    value: str


class LinkRow(msgspec.Struct, frozen=True, gc=False):
    place: int
    number: int
    field: int
    from_uuid: str
    to_uuid: str


@dataclass(slots=True)
class Rows:
    """A batch as it goes into the tables: the objects in their order, with their audiences, versions, values and links."""

    reads: list[Read] = field(default_factory=list)
    audiences: list[int] = field(default_factory=list)
    versions: list[int] = field(default_factory=list)
    values: list[ValueRow] = field(default_factory=list)
    links: list[LinkRow] = field(default_factory=list)

    def add(self, read: Read, audience: int, version: int) -> None:
        place = len(self.reads)
        self.reads.append(read)
        self.audiences.append(audience)
        self.versions.append(version)
        self.values.extend(values_of(place, read))
        if read.refs:
            self.links.extend(links_of(place, read))

    def ranges(self) -> set[tuple[int, int]]:
        """Which audiences hold objects of which kinds: few, and new ones seldom."""
        return {(audience, int(read.kind)) for audience, read in zip(self.audiences, self.reads, strict=True)}


def version_of(read: Read) -> int:
    """Microseconds since 1970. What has no version: a negative number that its text decides."""
    moment = read.version
    if moment is None:
        return -(int.from_bytes(blake2b(read.raw, digest_size=8).digest()) >> 1) - 1
    since = moment - EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def moment_of(version: int) -> datetime | None:
    return (
        None
        if version < 0
        else datetime.fromtimestamp(version // 1_000_000, UTC).replace(microsecond=version % 1_000_000)
    )


def uuid_bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("-", ""))


def sector_bits(read: Read) -> int:
    return bits(read.sectors) if read.sectors else 0


def values_of(place: int, read: Read) -> Sequence[ValueRow]:
    """What it names; what speaks for itself and names nothing is its own value."""
    if read.values:
        named = enumerate(read.values, 1)
        return [ValueRow(place, number, kind, key(kind, value), value) for number, (kind, value) in named]
    return (ValueRow(place, 0, ITSELF, uuid_bytes(read.uuid), ""),) if read.kind in SPEAKS_FOR_ITSELF else ()


def links_of(place: int, read: Read) -> Iterator[LinkRow]:
    """A relationship is one row from source to target; everything else refers from itself."""
    refs = [(name, ref[-36:]) for name, ref in read.refs if name not in UNSAID]
    if read.kind is StixKind.RELATIONSHIP:
        ends = dict(refs)
        if {"source_ref", "target_ref"} <= ends.keys():
            yield LinkRow(place, 0, RELATES, ends["source_ref"], ends["target_ref"])
        return
    for number, (name, ref) in enumerate(refs, 1):
        yield LinkRow(place, number, FIELDS.get(name, OTHER_FIELD), read.uuid, ref)
