"""What was found as a list shows it: read anew from its own table, under that table's locks. What cannot be read is not there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import Viewer
from noroshi.editions.queries import Line, lines_readable_by
from noroshi.intel.browsing import Listed, listed_of
from noroshi.intel.models import StixObject
from noroshi.intel.naming import text_of as said_by
from noroshi.intel.naming import title_of, whole_of
from noroshi.intel.queries import kept_of, objects
from noroshi.response.queries import OrderLine, lines_of
from noroshi.search.snippets import Piece, marked, snippet
from noroshi.search.sources import editions, files, orders
from noroshi.vocabulary import FoundKind
from noroshi.vocabulary.plain_sight import defanged_within


@dataclass(frozen=True, slots=True)
class Hit:
    """As the index gives it: numbers and names, no words."""

    id: int
    source: str
    ref: int
    kind: str
    item: UUID
    about: UUID | None
    at: datetime
    many: int


@dataclass(frozen=True, slots=True)
class Found:
    """One line of the results. `line` for an edition and the file of one, `listed` for an object, `order` for an order."""

    kind: FoundKind
    item: UUID
    title: tuple[Piece, ...]
    words: tuple[Piece, ...]
    at: datetime
    line: Line | None = None
    listed: Listed | None = None
    order: OrderLine | None = None

    @property
    def name(self) -> str:
        return "".join(one.text for one in self.title)


def shown(viewer: Viewer, held: Held, hits: Sequence[Hit], marks: Iterable[str]) -> tuple[Found, ...]:
    """In the order of the index."""
    said = tuple(marks)
    made = {**_editions(viewer, held, hits, said), **_files(viewer, held, hits, said)}
    made |= {**_objects(viewer, hits, said), **_orders(viewer, hits, said)}
    return tuple(made[hit.id] for hit in hits if hit.id in made)


def _editions(viewer: Viewer, held: Held, hits: Sequence[Hit], marks: Sequence[str]) -> dict[int, Found]:
    mine = [hit for hit in hits if hit.source == editions.SOURCE]
    lines = lines_readable_by(viewer, [hit.item for hit in mine]) if mine else {}
    said = editions.contents(held, list(lines)) if lines else {}
    return {hit.id: _edition(hit, lines[hit.item], said.get(hit.item, {}), marks) for hit in mine if hit.item in lines}


def _edition(hit: Hit, line: Line, said: Mapping[str, Any], marks: Sequence[str]) -> Found:
    text = editions.told_in(said, line.scheme)
    rest = text.removeprefix(line.title).strip() if text.startswith(line.title) else text
    return Found(FoundKind.of(hit.kind), hit.item, _marked(line.title, marks), _snippet(rest, marks), hit.at, line=line)


def _files(viewer: Viewer, held: Held, hits: Sequence[Hit], marks: Sequence[str]) -> dict[int, Found]:
    mine = [hit for hit in hits if hit.source == files.SOURCE]
    found = files.found(viewer, held, [hit.item for hit in mine]) if mine else {}
    lines = lines_readable_by(viewer, [one.edition for one in found.values()]) if found else {}
    return {
        hit.id: Found(
            *(FoundKind.FILE, hit.item, _marked(one.name, marks), _snippet(one.text, marks), hit.at),
            line=lines[one.edition],
        )
        for hit in mine
        if (one := found.get(hit.item)) and one.edition in lines
    }


def _objects(viewer: Viewer, hits: Sequence[Hit], marks: Sequence[str]) -> dict[int, Found]:
    mine = {hit.ref: hit for hit in hits if hit.kind == FoundKind.OBJECT.value}
    rows = objects(viewer).filter(pk__in=list(mine)) if mine else StixObject.objects.none()
    return {
        mine[one.kept.number].id: _object(mine[one.kept.number], one, marks)
        for one in listed_of(viewer, [kept_of(row) for row in rows])
    }


def _object(hit: Hit, one: Listed, marks: Sequence[str]) -> Found:
    whole = whole_of(one.kept.raw)
    title = title_of(whole)
    words = _snippet(said_by(whole), marks)
    return Found(FoundKind.OBJECT, one.kept.uuid, _marked(title, marks), words, hit.at, listed=one)


def _orders(viewer: Viewer, hits: Sequence[Hit], marks: Sequence[str]) -> dict[int, Found]:
    mine = [hit for hit in hits if hit.source == orders.SOURCE]
    lines = lines_of(viewer, [hit.item for hit in mine]) if mine else {}
    return {
        hit.id: Found(
            *(
                FoundKind.ORDER,
                hit.item,
                _marked(line.title, marks),
                _snippet(f"{line.what}\n{line.verify}", marks),
                hit.at,
            ),
            order=line,
        )
        for hit in mine
        if (line := lines.get(hit.item))
    }


def _marked(text: str, marks: Sequence[str]) -> tuple[Piece, ...]:
    return marked(defanged_within(text), marks)


def _snippet(text: str, marks: Sequence[str]) -> tuple[Piece, ...]:
    """Nothing in it can be pressed."""
    return snippet(defanged_within(text), marks)
