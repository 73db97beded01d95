"""Values that belong together, as an object of MISP by its public templates: a file by name and hashes, a name with its address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from noroshi.observables import Kind
from noroshi.stix.misp.types import TYPES
from noroshi.stix.read import Value


@dataclass(frozen=True, slots=True)
class Thing:
    """`relations` says which place in it a kind of value takes."""

    name: str
    category: str
    uuid: str
    version: str
    description: str
    relations: dict[Kind, str]


HASHES: Final = (Kind.MD5, Kind.SHA1, Kind.SHA224, Kind.SHA256, Kind.SHA384, Kind.SHA512, Kind.SSDEEP, Kind.TLSH)
TEMPLATES: Final = (
    Thing(
        "file",
        "file",
        "688c46fb-5edb-40a3-8273-1af7923e2215",
        "25",
        "File object describing a file with meta-information",
        {Kind.FILE_NAME: "filename"} | {kind: TYPES[kind][0] for kind in HASHES},
    ),
    Thing(
        "domain-ip",
        "network",
        "43b3b146-77eb-4931-b4cc-b66c60f28734",
        "11",
        "A domain/hostname and IP address seen as a tuple in a specific time frame.",
        {Kind.DOMAIN: "domain", Kind.IPV4: "ip", Kind.IPV6: "ip"},
    ),
)


def template_of(values: Sequence[Value], pattern: str) -> Thing | None:
    """None where the values are alternatives, or belong into no template together."""
    kinds = {kind for kind, _ in values}
    if len(values) < 2 or " AND " not in pattern or " OR " in pattern or " IN " in pattern:
        return None
    return next((one for one in TEMPLATES if kinds <= one.relations.keys()), None)
