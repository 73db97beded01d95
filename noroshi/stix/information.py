"""The eleven kinds of information that are worth sharing (S003 3.5), field by field: from a form to STIX and back.

What STIX has no property for goes into our extension; what points to other objects becomes relationships.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID, uuid4

from noroshi.stix.ours import EXTENSION, MAKER, extended, stamp
from noroshi.vocabulary.word import Bilingual

DATA: Final = Path(__file__).with_name("information.toml")
LINKED: Final = "link"
NOT_SAID: Final[tuple[Any, ...]] = ("", None, [], {}, ())
"""Nought is said."""


@dataclass(frozen=True, slots=True)
class InformationField(Bilingual):
    """`form` is how it is filled in: line, text, list, word, words, moment, count, refs."""

    id: str
    ja: str
    en: str
    place: str
    form: str
    needed: bool = False
    words: tuple[str, ...] = ()
    usually: str = ""
    how: str = ""
    types: tuple[str, ...] = ()
    inward: bool = False


@dataclass(frozen=True, slots=True)
class Information(Bilingual):
    """One of the eleven kinds; `type` is the STIX object that carries it."""

    id: str
    type: str
    ja: str
    en: str
    fields: tuple[InformationField, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """By whom, when, and under which markings; `uuid` and `created` of what is changed, so that it stays the same object."""

    at: datetime
    created_by: str = ""
    markings: Sequence[str] = ()
    uuid: UUID | None = None
    created: datetime | None = None


def _loaded() -> Iterator[Information]:
    given = tomllib.loads(DATA.read_text("utf-8"))
    common = [_field(one) for one in given["common"]]
    for kind in given["kind"]:
        own = [_field(one) for one in kind["fields"]]
        taken = {one.id for one in own}
        fields = (*own, *(one for one in common if one.id not in taken))
        yield Information(kind["id"], kind["type"], kind["ja"], kind["en"], fields)


def _field(given: Mapping[str, Any]) -> InformationField:
    said: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in given.items()}
    return InformationField(**said)


INFORMATION: Final[Mapping[str, Information]] = MappingProxyType({one.id: one for one in _loaded()})
OF_EVERYTHING: Final = tuple(
    _field(one) for one in tomllib.loads(DATA.read_text("utf-8"))["common"] if one["place"] == "own"
)
"""What our extension can say of any object: where it was found, what stands behind it, how it is handled."""
FIRST_OF: Final = {one.type: one.id for one in reversed(list(INFORMATION.values()))}


def compose(kind: str, fields: Mapping[str, Any], made: Made) -> list[dict[str, Any]]:
    """The object, then its relationships. What is empty is left out; whether it is valid `reading.read` says."""
    information = INFORMATION[kind]
    whole = _begun(information, made)
    own: dict[str, Any] = {"information": kind}
    related: list[dict[str, Any]] = []
    for field in information.fields:
        value: Any = fields.get(field.id)
        if value in NOT_SAID and (value := field.usually) in NOT_SAID:
            continue
        if field.place == "relation":
            related += [_relation(field, str(whole["id"]), str(ref), made) for ref in value]
        else:
            _put(whole, own, field, value)
    if information.type == "report":
        whole.setdefault("object_refs", [made.created_by or MAKER])
    whole["extensions"] = extended(**own)
    return [whole, *related]


def information_of(whole: Mapping[str, Any]) -> Information | None:
    """As which of the eleven kinds people read an object; None where it is none of them."""
    said = _own(whole).get("information")
    known = INFORMATION.get(said) if isinstance(said, str) else None
    if known is not None and known.type == whole["type"]:
        return known
    first = FIRST_OF.get(whole["type"])
    return INFORMATION[first] if first else None


def fields_of(whole: Mapping[str, Any], relationships: Iterable[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """By field, of objects of every sender; only what is said. `relationships` are those that the reader may see."""
    information = information_of(whole)
    related = list(relationships)
    found: dict[str, Any] = {}
    for field in information.fields if information else ():
        value = _refs(field, whole, related) if field.place == "relation" else _given(whole, field)
        if value not in NOT_SAID:
            found[field.id] = value
    return found


def said_of_everything(whole: Mapping[str, Any]) -> dict[str, Any]:
    """Of an object of any kind, also outside the eleven."""
    found = {field.id: _own(whole).get(field.id) for field in OF_EVERYTHING}
    return {name: value for name, value in found.items() if value not in NOT_SAID}


def _begun(information: Information, made: Made) -> dict[str, Any]:
    return {
        "type": information.type,
        "spec_version": "2.1",
        "id": f"{information.type}--{made.uuid or uuid4()}",
        **({"created_by_ref": made.created_by} if made.created_by else {}),
        "created": stamp(made.created or made.at),
        "modified": stamp(made.at),
        **({"object_marking_refs": list(made.markings)} if made.markings else {}),
    }


def _put(whole: dict[str, Any], own: dict[str, Any], field: InformationField, value: Any) -> None:
    written = stamp(value) if isinstance(value, datetime) else value
    place, _, source = field.place.partition(":")
    match place:
        case "external":
            whole.setdefault("external_references", []).extend(_external(source, one) for one in written)
        case "details":
            own.setdefault("details", {})[field.id] = written
        case "own" | "products":
            own[field.id] = written
        case "phases":
            whole["kill_chain_phases"] = [_phase(one) for one in written]
        case _:
            whole[place] = written


def _external(source: str, value: str) -> dict[str, str]:
    return {"source_name": source, "external_id": value} if source else {"source_name": LINKED, "url": value}


def _phase(text: str) -> dict[str, str]:
    """`lockheed-martin-cyber-kill-chain: delivery`; without a chain it is one of ATT&CK."""
    chain, _, phase = text.rpartition(":")
    return {"kill_chain_name": chain.strip() or "mitre-attack", "phase_name": phase.strip()}


def _relation(field: InformationField, own: str, other: str, made: Made) -> dict[str, Any]:
    source, target = (other, own) if field.inward else (own, other)
    return {
        **_begun(Information("", "relationship", "", "", ()), Made(made.at, made.created_by, made.markings)),
        "relationship_type": field.how,
        "source_ref": source,
        "target_ref": target,
    }


def _own(whole: Mapping[str, Any]) -> Mapping[str, Any]:
    extensions = whole.get("extensions")
    found = extensions.get(EXTENSION) if isinstance(extensions, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _given(whole: Mapping[str, Any], field: InformationField) -> Any:
    place, _, source = field.place.partition(":")
    match place:
        case "external":
            return [text for one in whole.get("external_references", ()) if (text := _told(one, source))]
        case "details":
            details = _own(whole).get("details")
            return details.get(field.id) if isinstance(details, Mapping) else None
        case "own" | "products":
            return _own(whole).get(field.id)
        case "phases":
            return [f"{one['kill_chain_name']}: {one['phase_name']}" for one in whole.get("kill_chain_phases", ())]
        case _:
            return whole.get(place)


def _told(reference: Mapping[str, Any], source: str) -> str:
    """Of a named source its number; of all others where they are to be found."""
    is_named = reference["source_name"] in {"cve", "mitre-attack"}
    if source:
        return str(reference.get("external_id", "")) if reference["source_name"] == source else ""
    return "" if is_named else str(reference.get("url", ""))


def _refs(field: InformationField, whole: Mapping[str, Any], related: list[Mapping[str, Any]]) -> list[str]:
    own, other = ("target_ref", "source_ref") if field.inward else ("source_ref", "target_ref")
    return [
        one[other]
        for one in related
        if one["relationship_type"] == field.how
        and one[own] == whole["id"]
        and one[other].partition("--")[0] in field.types
    ]
