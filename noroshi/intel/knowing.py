"""What a desk knows to be good or shared: its organization's own list beside the delivered ones, and how often each is met."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import BooleanField, F, Func, Q
from django.db.models import Value as Literal

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.intel.models import KnownValue, Value
from noroshi.intel.queries import SEEN_EVERYWHERE
from noroshi.observables import Kind, key
from noroshi.observables.known import KNOWN_GOOD, SHARED, Entry, Listing, seeds
from noroshi.vocabulary import KnownList
from noroshi.vocabulary.word import Text

DELIVERED: Final = {KnownList.KNOWN_GOOD: KNOWN_GOOD, KnownList.SHARED: SHARED}


@dataclass(frozen=True, slots=True)
class KnownShown:
    """One line of a list. Without `public_id` it was delivered with the product."""

    list: KnownList
    kind: Kind
    value: str
    note: str
    made_at: datetime | None = None
    public_id: uuid.UUID | None = None
    is_own_desk: bool = False


def known_values(viewer: Viewer) -> list[KnownShown]:
    """Of the viewer's organization; nobody else ever learns of them."""
    rows = readable_by(viewer, KnownValue.objects.filter(ended_at=None, desk__organization_id=viewer.organization_id))
    return [_shown(viewer, row) for row in rows.order_by("list", "kind", "value")]


def delivered(lang: str) -> list[KnownShown]:
    return [
        KnownShown(which, entry.kind, entry.value, entry.reason.label(lang))
        for which, name in DELIVERED.items()
        for entry in seeds(name)
    ]


def listing_of(viewer: Viewer, which: KnownList) -> Listing:
    """Asked by value: the organization's own lines first."""
    own = [Entry(one.kind, one.value, Text(one.note, one.note)) for one in known_values(viewer) if one.list is which]
    return Listing.of([*seeds(DELIVERED[which]), *own])


def hits(viewer: Viewer, kind: Kind, value: str) -> int:
    """How many values that the viewer may read a line is about: itself, names below it, addresses inside. Counted to a thousand."""
    rows = readable_by(viewer, Value.objects.filter(_about(kind, value)))
    return len(rows.values_list("object_id")[:SEEN_EVERYWHERE])


def hits_of(viewer: Viewer, lines: Collection[KnownShown]) -> dict[tuple[Kind, str], int]:
    return {(one.kind, one.value): hits(viewer, one.kind, one.value) for one in lines}


def _about(kind: Kind, value: str) -> Q:
    exact = Q(key=uuid.UUID(bytes=key(kind, value)))
    if kind is Kind.DOMAIN:
        return exact | Q(kind=int(Kind.DOMAIN), value__endswith=f".{value}")
    return exact | Q(_inside(value)) if kind is Kind.CIDR else exact


def _inside(network: str) -> Func:
    """Asked of addresses alone: nothing else can be read as one."""
    return Func(
        *(F("value"), Literal(network)),
        arg_joiner="::inet << ",
        template=f"(case when kind in ({Kind.IPV4:d}, {Kind.IPV6:d}) then %(expressions)s::inet end)",
        output_field=BooleanField(),
    )


def _shown(viewer: Viewer, row: KnownValue) -> KnownShown:
    return KnownShown(
        list=KnownList.of(row.list),
        kind=Kind(row.kind),
        value=row.value,
        note=row.note,
        made_at=row.made_at,
        public_id=row.public_id,
        is_own_desk=row.desk_id == viewer.desk_id,
    )
