"""What an object says, in rows of words: the usual fields of the eleven kinds, then whatever else its sender wrote."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from noroshi.intel.relating import Relation
from noroshi.intel.telling import Told
from noroshi.stix.information import (
    OF_EVERYTHING,
    Information,
    InformationField,
    fields_of,
    information_of,
    said_of_everything,
)
from noroshi.web.pages.directory.words import language, sector_name, sentence
from noroshi.web.pages.intel.words_of_fields import word_of

HIDDEN: Final = frozenset(
    {
        *("type", "id", "spec_version", "created", "modified", "created_by_ref", "object_marking_refs", "extensions"),
        *(
            "granular_markings",
            "name",
            "confidence",
            "revoked",
            "external_references",
            "object_refs",
            "pattern_version",
        ),
        *("lang", "defanged", "source_ref", "target_ref", "sighting_of_ref"),
    }
)
"""Told elsewhere on the page, or nothing to people."""
LABELS: Final = {
    "description": _("Description"),
    "content": _("Text"),
    "abstract": _("In short"),
    "aliases": _("Also called"),
    "malware_types": _("What it does"),
    "tool_types": _("What it is for"),
    "infrastructure_types": _("What it is for"),
    "is_family": _("A whole family"),
    "identity_class": _("Kind of party"),
    "sectors": _("Sectors"),
    "contact_information": _("Contact"),
    "first_seen": _("First seen"),
    "last_seen": _("Last seen"),
    "first_observed": _("First seen"),
    "last_observed": _("Last seen"),
    "number_observed": _("Times seen"),
    "count": _("Times seen"),
    "goals": _("Aims"),
    "resource_level": _("Means"),
    "primary_motivation": _("Motive"),
    "kill_chain_phases": _("Phases"),
    "opinion": _("Opinion"),
    "explanation": _("Why"),
    "authors": _("Written by"),
    "labels": _("Labels"),
    "relationship_type": _("How they are tied"),
    "value": _("Value"),
    "hashes": _("Hashes"),
    "size": _("Size"),
    "country": _("Country"),
    "region": _("Region"),
    "published": _("Published"),
    "tool_version": _("Version"),
    "version": _("Version"),
    "vendor": _("Maker"),
    "number": _("Number"),
    "key": _("Key"),
    "path": _("Path"),
    "subject": _("Subject"),
    "context": _("Context"),
    "operating_system_refs": _("Systems"),
}
LONGEST: Final = 4000


@dataclass(frozen=True, slots=True)
class FieldShown:
    """`kind` is how it is shown: text, list, moment, refs; `code` where it stands in the sender's own words."""

    label: str
    kind: str
    text: str = ""
    items: tuple[str, ...] = ()
    at: datetime | None = None
    ties: tuple[Relation, ...] = ()
    is_code: bool = False

    @property
    def plain(self) -> str:
        """For comparing two versions."""
        return self.text or "\n".join(self.items) or (self.at.isoformat(" ", "minutes") if self.at else "")


def shown_fields(told: Told) -> tuple[FieldShown, ...]:
    """Only what is said."""
    information = information_of(told.whole)
    if information is None:
        everywhere, said = OF_EVERYTHING, said_of_everything(told.whole)
        background = [one for field in everywhere for one in _field(field, said, told.relations)]
        return (*background, *_others(told.whole, set()))
    said = fields_of(told.whole)
    usual = [one for field in information.fields for one in _field(field, said, told.relations)]
    return (*usual, *_others(told.whole, _places(information)))


def _field(field: InformationField, said: Mapping[str, Any], relations: Sequence[Relation]) -> Iterator[FieldShown]:
    label = sentence(field.label(language()))
    if field.form == "refs":
        ties = tuple(one for one in relations if is_of(field, one))
        if ties:
            yield FieldShown(label, "refs", ties=ties)
    elif field.id in said and field.id != "confidence" and field.place not in {"name"}:
        yield _shown(label, _worded(field, said[field.id]), is_code=field.id == "pattern")


def _worded(field: InformationField, value: Any) -> Any:
    """Words of closed lists in the reader's language."""
    name = sector_name if field.id == "sectors" else word_of if field.words else None
    if name is None:
        return value
    return [name(str(one)) for one in value] if isinstance(value, list) else name(str(value))


def is_of(field: InformationField, relation: Relation) -> bool:
    if field.place == "object_refs":
        return relation.how == "object_refs" and relation.is_outward
    return (
        relation.how == field.how
        and relation.is_outward is not field.inward
        and relation.other.type.value in field.types
    )


def _places(information: Information) -> set[str]:
    return {field.place for field in information.fields} | {"kill_chain_phases"}


def _others(whole: Mapping[str, Any], told: set[str]) -> Iterator[FieldShown]:
    for name, value in whole.items():
        if name in HIDDEN or name in told or value in ("", None, [], {}) or name.endswith(("_ref", "_refs")):
            continue
        label = LABELS.get(name)
        yield _shown(str(label) if label else name.removeprefix("x_").replace("_", " "), value)


def _shown(label: str, value: Any, *, is_code: bool = False) -> FieldShown:
    if isinstance(value, list):
        return FieldShown(label, "list", items=tuple(_plain(one) for one in value[:200]))
    if isinstance(value, Mapping):
        return FieldShown(label, "list", items=tuple(f"{name}: {_plain(one)}" for name, one in value.items()))
    if isinstance(value, str) and (moment := _moment(value)):
        return FieldShown(label, "moment", at=moment)
    return FieldShown(label, "text", text=_plain(value), is_code=is_code)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, Mapping):
        return ": ".join(str(one) for one in value.values() if isinstance(one, str | int | float))[:LONGEST]
    return str(value)[:LONGEST]


def _moment(text: str) -> datetime | None:
    if not text.endswith("Z") or len(text) < 20:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
