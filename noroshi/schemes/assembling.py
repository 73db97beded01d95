"""Puts the files of one scheme together: a whole scheme comes out, or the list of all its mistakes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path as FilePath
from typing import Any

from noroshi.schemes import checks
from noroshi.schemes.contacts import Contacts
from noroshi.schemes.duties import Duties
from noroshi.schemes.files import Document, parse
from noroshi.schemes.forms import Form
from noroshi.schemes.mistakes import Mistake, nearest
from noroshi.schemes.numbering import Numbering
from noroshi.schemes.parties import Parties
from noroshi.schemes.reading import Reading
from noroshi.schemes.routes import Routes
from noroshi.schemes.scheme import Header, Scheme
from noroshi.schemes.sectors import Sectors
from noroshi.schemes.sharing_tables import Sharing
from noroshi.schemes.words import Words
from noroshi.vocabulary import Text

EDITION_LENGTH = 16

FILES: Mapping[str, tuple[str, type]] = {
    "scheme.toml": ("header", Header),
    "sectors.toml": ("sector_list", Sectors),
    "parties.toml": ("parties", Parties),
    "words.toml": ("words", Words),
    "sharing.toml": ("sharing", Sharing),
    "routes.toml": ("routes", Routes),
    "numbering.toml": ("numbering", Numbering),
    "contacts.toml": ("contacts", Contacts),
    "duties.toml": ("duties", Duties),
}
FORM_PREFIX = "form_"
DEPENDENCIES = "dependencies.toml"
"""Lies beside a scheme and is no part of its edition: see dependencies.py."""


@dataclass(frozen=True, slots=True)
class Assembly:
    """The scheme if nothing is wrong, and what is."""

    scheme: Scheme | None
    mistakes: tuple[Mistake, ...]


def assemble(contents: Mapping[str, bytes], folder: FilePath) -> Assembly:
    """From the bytes of the files; `folder` is only for naming places."""
    mistakes: list[Mistake] = list(_files_amiss(contents, folder))
    readings: list[Reading] = []
    unread: list[type] = []
    parts: dict[str, Any] = {}
    forms: list[Form] = []
    for name in sorted(contents):
        known = _shape_of(name)
        if known is None:
            continue
        slot, shape = known
        document = parse(folder / name, contents[name])
        if not isinstance(document, Document):
            mistakes += document
            unread.append(shape)
            continue
        reading = Reading(folder / name, document.lines)
        readings.append(reading)
        part = reading.read(shape, document.table)
        if isinstance(part, Form):
            forms.append(part)
        parts[slot] = part
        checks.check_tables(reading)
    unread += [shape for name, (_, shape) in FILES.items() if name not in contents]
    mistakes += [mistake for reading in readings for mistake in reading.mistakes]
    mistakes += checks.check_names(readings)
    mistakes += checks.check_references(readings, unread)
    if mistakes:
        return Assembly(None, tuple(sorted(set(mistakes), key=lambda one: (one.file, one.line, one.what.en))))
    whole = {slot: parts[slot] for slot, _ in FILES.values()}
    return Assembly(Scheme(edition=edition_of(contents), forms=tuple(forms), **whole), ())


def edition_of(contents: Mapping[str, bytes]) -> str:
    """A digest of the files: any change of any of them makes another edition."""
    digest = sha256()
    for name in sorted(contents):
        digest.update(f"{name}\0{len(contents[name])}\0".encode())
        digest.update(contents[name])
    return digest.hexdigest()[:EDITION_LENGTH]


def _shape_of(name: str) -> tuple[str, type] | None:
    if name in FILES:
        return FILES[name]
    return (name, Form) if name.startswith(FORM_PREFIX) else None


def _files_amiss(contents: Mapping[str, bytes], folder: FilePath) -> Iterator[Mistake]:
    for name in FILES:
        if name not in contents:
            what = Text(f"{name} がありません。", f"{name} is missing.")
            yield Mistake(
                folder / name, 1, what, Text("空でもよい項目は空のまま、ファイルは置く", "every scheme has this file")
            )
    for name in contents:
        if _shape_of(name) is None:
            what = Text(f"{name} という名のファイルはありません。", f"A scheme has no file {name}.")
            yield Mistake(folder / name, 1, what, nearest(name, [*FILES, "form_report.toml", "form_advisory.toml"]))
