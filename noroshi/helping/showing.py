"""What of an own item the desk that asks lets the other see: chosen fields as they stand, and nothing else."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from noroshi.audiences.kept_schemes import scheme_key, scheme_of
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.editions.models import Edition, Part
from noroshi.editions.queries import Reading, edition_readable_by
from noroshi.helping.errors import OnlyOwnItems
from noroshi.schemes.forms import FormField
from noroshi.vocabulary import FieldType, FormKind, Said, Tlp
from noroshi.vocabulary.errors import NotFound

TEXTS = frozenset({FieldType.LINE, FieldType.TEXT, FieldType.LOOSE_MOMENT, FieldType.MOMENT})


@dataclass(frozen=True, slots=True)
class Showing:
    """`tlp` and `sectors` are those of the item, so that who may not read it there does not read it here."""

    fields: Mapping[str, str] = field(default_factory=dict)
    matter: uuid.UUID | None = None
    edition: uuid.UUID | None = None
    marking_number: int = 0
    tlp: Tlp = Tlp.GREEN
    sectors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Showable:
    """One field of an own item that may be shown."""

    id: str
    ja: str
    en: str
    text: str


def to_show(viewer: Viewer, about: uuid.UUID | None, shows: Collection[str]) -> Showing:
    if about is None:
        return Showing()
    reading, found = _own(viewer, about)
    chosen = {one.id: one.text for one in found if one.id in set(shows)}
    tlp = reading.tlp if chosen else Tlp.GREEN
    return Showing(chosen, reading.matter, reading.public_id, reading.marking_number, tlp, frozenset(reading.sectors))


def showable(viewer: Viewer, about: uuid.UUID) -> list[Showable]:
    """In the order of the form."""
    return _own(viewer, about)[1]


def as_named(shown: Mapping[str, str]) -> list[Showable]:
    """What was shown, by the words of a form that has all of it: of which item it was, the other desk does not know."""
    scheme = scheme_of(scheme_key())
    forms = [form for kind in FormKind if (form := scheme.form(kind))]
    whole = [form for form in forms if all(form.field(one) for one in shown)]
    found = {one.id: one for form in reversed(whole or forms) for one in form.fields}
    return [
        Showable(one, found[one].ja, found[one].en, text) if one in found else Showable(one, one, one, text)
        for one, text in shown.items()
    ]


def _own(viewer: Viewer, about: uuid.UUID) -> tuple[Reading, list[Showable]]:
    row = readable_by(viewer, Edition.objects.filter(public_id=about, is_recalled=False)).first()
    if row is None:
        raise NotFound
    if row.originator_organization_id != viewer.organization_id or row.is_derived:
        raise OnlyOwnItems
    reading = edition_readable_by(viewer, about)
    names = _open_names(viewer, row)
    content = {name: value for name, value in reading.content.items() if name in names}
    return reading, [one for field_ in _fields(reading) if (one := _showable(field_, content)).text]


def _open_names(viewer: Viewer, row: Edition) -> set[str]:
    """Fields that go where the whole goes: what is withheld in a narrower part is never shown here."""
    open_ = Part.objects.filter(edition=row, is_open=True, marking_number=row.marking_number)
    return {name for content in readable_by(viewer, open_).values_list("content", flat=True) for name in content}


def _fields(reading: Reading) -> list[FormField]:
    form = scheme_of(reading.scheme).form(FormKind.of(reading.kind)) if reading.kind in set(FormKind) else None
    return [one for one in form.fields if one.type in TEXTS and not one.internal] if form else []


def _showable(about: FormField, content: Mapping[str, Any]) -> Showable:
    value = Said.of(content.get(about.id, "")).value
    return Showable(about.id, about.ja, about.en, value if isinstance(value, str) else "")
