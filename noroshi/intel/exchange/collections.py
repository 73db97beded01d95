"""Collections: all that a desk may hold, and each source that it may read. What is closed to it does not exist."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from uuid import UUID, uuid5

from noroshi.audiences.queries import readable_by, satisfied_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk
from noroshi.directory.planned import asked
from noroshi.intel.models import Origin
from noroshi.vocabulary import Tlp2
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.word import Text

SPACE: Final = UUID("6b0b3d8e-55cf-4b53-9a5b-1d3b8a0f4c11")
WITHDRAWN: Final = """
select distinct audience_id from noroshi_intel_ranges({held})
 where is_withdrawn and origin_id = coalesce(%(origin)s::bigint, origin_id)
"""

EVERYTHING: Final = Text("{desk} が読める脅威情報すべて", "All shared intelligence that {desk} may read")
EVERYTHING_LONG: Final = Text(
    "どの情報源から来たものも含みます。読み取り専用です。情報源ごとの範囲より広げないでください。",
    "From whichever source it came. Read only. Nothing in it goes farther than its source says.",
)
OWN: Final = Text("自分の窓口の情報源です。読み書きできます。", "A source of your own desk: read and write.")
OTHERS: Final = Text(
    "{desk} の情報源のうち、この窓口に開かれたものです。読み取り専用です。",
    "What is open to this desk of a source of {desk}. Read only.",
)
NO_FARTHER: Final = Text(
    "{note} 個々の印が何であっても、{color} より広げないでください。",
    "{note} Nothing in it goes farther than {color}, whatever an object says of itself.",
)
"""What its source allows stands on each object that leaves (`stix/labelling.py`), and is said here."""


@dataclass(frozen=True, slots=True)
class Collection:
    """`origin` is none where every source is meant; `provider` is the organization whose source it is, for the record."""

    id: UUID
    desk: int
    origin: int | None = None
    provider: int | None = None
    is_own: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Described:
    """A collection as people read of it."""

    collection: Collection
    title: Text
    note: Text


def collections(viewer: Viewer) -> list[Described]:
    """All of it first, then the desk's own sources, then those of others."""
    rows = readable_by(viewer, Origin.objects.filter(ended_at=None).select_related("desk__organization"))
    own = [row for row in rows.order_by("name", "pk") if row.desk_id == viewer.desk_id]
    others = [row for row in rows.order_by("desk__handle", "name", "pk") if row.desk_id != viewer.desk_id]
    return [_everything(viewer), *(_described(viewer, row) for row in (*own, *others))]


def described(viewer: Viewer, collection_id: UUID) -> Described:
    if collection_id == everything_id(viewer):
        return _everything(viewer)
    return _described(viewer, _readable(viewer, collection_id))


def collection(viewer: Viewer, collection_id: UUID) -> Collection:
    """What may not be read is not there."""
    if collection_id == everything_id(viewer):
        return Collection(collection_id, viewer.desk_id)
    return _of(viewer, _readable(viewer, collection_id))


def _readable(viewer: Viewer, collection_id: UUID) -> Origin:
    rows = Origin.objects.filter(public_id=collection_id, ended_at=None).select_related("desk__organization")
    row = readable_by(viewer, rows).first()
    if row is None:
        raise NotFound
    return row


def everything_id(viewer: Viewer) -> UUID:
    return _everything_id(viewer.desk_id)


@lru_cache(maxsize=10_000)
def _everything_id(desk: int) -> UUID:
    """A desk keeps its id as long as it lives."""
    return uuid5(SPACE, f"desk {Desk.objects.values_list('public_id', flat=True).get(pk=desk)}")


def withdrawn(viewer: Viewer, of: Collection) -> list[int]:
    """What the viewer holds is asked in the same question; the database meets it with what it knows of the viewer."""
    held, given = satisfied_by(viewer)
    return [audience for (audience,) in asked(WITHDRAWN.format(held=held), {**given, "origin": of.origin})]


def _everything(viewer: Viewer) -> Described:
    desk = Desk.objects.select_related("organization").get(pk=viewer.desk_id)
    one = Collection(everything_id(viewer), viewer.desk_id)
    return Described(one, _filled(EVERYTHING, desk), _filled(EVERYTHING_LONG, desk))


def _described(viewer: Viewer, row: Origin) -> Described:
    one = _of(viewer, row)
    note = _filled(OWN if one.is_own else OTHERS, row.desk)
    color = Tlp2.of(row.tlp).label("en")
    limited = (
        text.replace("{note}", said).replace("{color}", color)
        for text, said in ((NO_FARTHER.ja, note.ja), (NO_FARTHER.en, note.en))
    )
    return Described(one, Text(row.name, row.name), Text(*limited))


def _of(viewer: Viewer, row: Origin) -> Collection:
    return Collection(
        id=row.public_id,
        desk=row.desk_id,
        origin=row.pk,
        provider=row.desk.organization_id,
        is_own=row.desk_id == viewer.desk_id,
        name=row.name,
    )


def _filled(text: Text, desk: Desk) -> Text:
    house = desk.organization
    return Text(
        text.ja.replace("{desk}", f"{house.name('ja')} {desk.name('ja')}"),
        text.en.replace("{desk}", f"{house.name('en')}, {desk.name('en')}"),
    )
