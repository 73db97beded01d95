"""Editions, part by part: who does not hold a part does not find by its words. A narrower part is found together with the open one."""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any, Final
from uuid import UUID

from noroshi.audiences.kept_schemes import scheme_of
from noroshi.audiences.queries import Held
from noroshi.editions.line_rows import TITLE_FIELDS
from noroshi.editions.models import Part
from noroshi.search.rows import Row, keep
from noroshi.vocabulary import EventKind, FieldType, FoundKind, Said
from noroshi.vocabulary.text import texts

SOURCE: Final = "editions_part"

STORED: Final = (FieldType.MOMENT, FieldType.DESTINATIONS, FieldType.FILES, FieldType.SPECIMENS, FieldType.REFERENCES)
"""Fields kept as machines write them, which say nothing to somebody who looks through what was found."""


def part_kept(part: Part) -> None:
    """In the transaction that seals it."""
    if not part.content:
        return
    said = _with_open(part)
    edition = part.edition
    keep(
        SOURCE,
        [
            Row(
                ref=part.pk,
                kind=FoundKind.of(edition.kind),
                item=edition.public_id,
                audience=part.audience_id,
                at=edition.sealed_at,
                title=title_in(said),
                text=text_of(said, edition.scheme),
                about=edition.public_id,
                matter=edition.matter,
                tlp=edition.tlp,
                importance=edition.importance,
                sectors=tuple(edition.sectors),
                event_kind=_event_kind(said),
                organization=edition.originator_organization_id,
                is_recalled=edition.is_recalled,
            )
        ],
    )


def contents(held: Held, editions: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """What the viewer holds of each, for the snippets."""
    found: dict[UUID, dict[str, Any]] = {}
    rows = held.of_these(Part.objects.filter(edition__public_id__in=editions)).order_by("marking_number", "slot")
    for edition, content in rows.values_list("edition__public_id", "content"):
        found.setdefault(edition, {}).update(_said(content))
    return found


def title_in(said: Mapping[str, Any]) -> str:
    found = (str(Said.of(said.get(name, "")).value or "").strip() for name in TITLE_FIELDS)
    return next((one.partition("\n")[0] for one in found if one), "")[:160]


def event_kind_of(part: Part) -> str:
    return _event_kind(_with_open(part)) if part.content else ""


def _event_kind(said: Mapping[str, Any]) -> str:
    """As the part itself says it, or the open one beside it; empty where it stands in another part, or nowhere."""
    found = Said.of(said.get("event_kind", "")).value
    return found if isinstance(found, str) and found in EventKind else ""


def text_of(said: Mapping[str, Any], scheme: str) -> str:
    """Ticked boxes as they are printed, in both languages: nobody searches for how they are stored."""
    printed, pairs = _printed(scheme), _of_type(scheme, FieldType.DESTINATIONS)
    kept = {name: value for name, value in said.items() if name not in pairs}
    return "\n".join(printed.get(one, one) for one in _words(kept) if one.strip())


def told_in(said: Mapping[str, Any], scheme: str) -> str:
    """What its writer wrote, texts before numbers and names, without the boxes, times and addressees: for a snippet."""
    ticked = _printed(scheme).keys() | {sector.id for sector in scheme_of(scheme).sectors}
    told, texts_first = said.keys() - _of_type(scheme, *STORED), _of_type(scheme, FieldType.TEXT)
    ordered = {name: said[name] for name in sorted(said, key=lambda name: name not in texts_first) if name in told}
    return "\n".join(one for one in _words(ordered) if one.strip() and one not in ticked)


def _words(said: Mapping[str, Any]) -> Iterator[str]:
    first = [name for name in TITLE_FIELDS if name in said]
    for name in (*first, *(name for name in said if name not in first)):
        value = said[name]
        yield from texts(value if not isinstance(value, Mapping) or "value" not in value else value["value"])


def _said(content: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, (_salt, value) in content.items()}


def _with_open(part: Part) -> dict[str, Any]:
    """A narrower part together with the open one."""
    said = _said(part.content)
    return said if part.is_open or not part.slot else {**_open_beside(part), **said}


def _open_beside(part: Part) -> dict[str, Any]:
    rows = Part.objects.filter(edition=part.edition_id, marking_number=part.marking_number, slot=0)
    content = rows.values_list("content", flat=True).first()
    return _said(content) if content else {}


@cache
def _of_type(scheme: str, *types: FieldType) -> frozenset[str]:
    fields = (field for form in scheme_of(scheme).forms for field in form.fields)
    return frozenset(field.id for field in fields if field.type in types)


@cache
def _printed(scheme: str) -> Mapping[str, str]:
    sets = scheme_of(scheme).words.sets
    return {option.id: f"{option.ja} {option.en}" for options in sets for option in options.options}
