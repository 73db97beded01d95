"""What is in a collection, without the objects themselves: ids, versions, and when each came in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from noroshi.audiences.viewer import Viewer
from noroshi.intel.exchange.choosing import chosen
from noroshi.intel.exchange.collections import Collection
from noroshi.intel.exchange.pages import cut, write_down
from noroshi.intel.exchange.wanted import Wanted
from noroshi.intel.queries import added_at, origins_named
from noroshi.intel.rows import moment_of
from noroshi.stix.kinds import StixKind

LINES: Final = r""", s.kind, s.uuid, s.version, s.origin_id,
  case when s.kind = 90 then substring(s.raw from '"id"\s*:\s*"([a-z0-9-]+)--' || s.uuid) else '' end as custom,
  s.kind not between 40 and 69 and s.raw !~ '"spec_version"\s*:\s*"2\.1"' as is_older"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What has no version of its own is named by when it came in."""

    id: str
    added: datetime
    version: datetime
    spec: str


@dataclass(frozen=True, slots=True)
class Manifest:
    entries: Sequence[Entry] = ()
    next: int = 0


def manifest(viewer: Viewer, of: Collection, wanted: Wanted) -> Manifest:
    rows, following = cut(chosen(viewer, of, wanted, LINES), wanted.limit)
    if not rows:
        return Manifest()
    numbers = [row[0] for row in rows]
    sources = origins_named(viewer, {row[4] for row in rows}).values()
    write_down(viewer, of, [(row.public_id, row.desk.organization_id) for row in sources], numbers)
    moments = added_at(numbers)
    return Manifest([_entry(row, at) for row, at in zip(rows, moments, strict=True)], following)


def _entry(row: Sequence[Any], at: datetime) -> Entry:
    _, kind, one, version, _, custom, is_older = row
    name = custom if kind == StixKind.CUSTOM else StixKind(kind).type
    return Entry(f"{name}--{one}", at, moment_of(version) or at, "2.0" if is_older else "2.1")
