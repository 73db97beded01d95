"""What was read of one object: the narrow facts that rooms keep beside the raw text. The raw text stays the truth."""

from datetime import datetime

import msgspec

from noroshi.observables import Kind
from noroshi.stix.kinds import StixKind

type Ref = tuple[str, str]
"""The property that refers (`source_ref`, `object_refs`), and the id it refers to."""
type Value = tuple[Kind, str]


class Read(msgspec.Struct, frozen=True, gc=False):
    """One valid object. `raw` is byte for byte what came in; `markings` are ids of the whole and of its parts together.

    `severity` is a number of `severity.py`.
    """

    raw: bytes
    id: str
    kind: StixKind
    created: datetime | None = None
    version: datetime | None = None
    confidence: int | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    revoked: bool = False
    created_by: str | None = None
    name: str = ""
    values: tuple[Value, ...] = ()
    products: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    refs: tuple[Ref, ...] = ()
    markings: tuple[str, ...] = ()
    spec_version: str = "2.1"
    severity: int | None = None

    @property
    def type(self) -> str:
        """As written: of custom objects too."""
        return self.id[:-38]

    @property
    def uuid(self) -> str:
        return self.id[-36:]
