"""The official sheet of a report or an advisory: printed order, printed wording, blank items named in one line."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from types import MappingProxyType
from typing import Any, Final

from django.utils.translation import gettext as _

from noroshi.audiences.kept_schemes import scheme_of
from noroshi.drafting.consulting import CONSULTATION
from noroshi.drafting.fields import fields_of
from noroshi.editions.queries import Reading, Stated
from noroshi.schemes.forms import Form, FormField
from noroshi.sharing.redaction import CHANNEL, TERMS
from noroshi.vocabulary import Channel, FieldType, FormKind, Said
from noroshi.web import plain_sight
from noroshi.web.components import FileLine
from noroshi.web.pages.directory.words import language, sentence
from noroshi.web.pages.items.content import FIRST, OWN_LABELS
from noroshi.web.pages.items.lines import number_words
from noroshi.web.pages.items.superseding import Superseded
from noroshi.web.pages.items.values import Reader, ValueShown

FILES: Final = (FieldType.FILES, FieldType.SPECIMENS)
NOT_SHOWN: Final = frozenset({"source_reports", "provision_case", TERMS})


@dataclass(frozen=True, slots=True)
class RowShown:
    """One field. `files` stand in place of a value; `mark` is the printed ①… where its heading has none."""

    field_id: str
    label: str
    value: ValueShown
    files: tuple[FileLine, ...] = ()
    mark: str = ""
    superseded: Superseded | None = None


@dataclass(frozen=True, slots=True)
class GroupShown:
    """Fields under one printed number and heading: ⑤ 概要."""

    mark: str
    heading: str
    rows: tuple[RowShown, ...]


@dataclass(frozen=True, slots=True)
class SectionShown:
    id: str
    title: str
    groups: tuple[GroupShown, ...]
    blank: tuple[str, ...]

    @property
    def says_title(self) -> bool:
        """Once: where the first heading of the block is the same word, or its first item, that says it."""
        first = self.groups[0] if self.groups else None
        return bool(self.title) and not (first and self.title in (first.heading, first.rows[0].label))


@dataclass(frozen=True, slots=True)
class SheetShown:
    title: str
    cite: str
    sections: tuple[SectionShown, ...]
    notes: tuple[tuple[str, str], ...]


def form_of(reading: Stated) -> Form | None:
    """The form that was filled; a notice has none."""
    kind = next((kind for kind in FormKind if kind.value == reading.kind), None)
    return scheme_of(reading.scheme).form(kind) if kind else None


def reader_of(reading: Reading, named: Mapping[str, str] | None = None) -> Reader:
    return Reader(scheme_of(reading.scheme), reading.sealed_at, named or {})


def sheet_of(
    reading: Reading,
    reader: Reader,
    files: Sequence[FileLine] = (),
    struck: Mapping[str, Superseded] = MappingProxyType({}),
    *,
    is_public: bool = False,
) -> SheetShown | None:
    """What is not for this reader stands among the blank items, and nothing says which of the two it is."""
    form = form_of(reading)
    if form is None:
        return None
    beside = {name: value for name, value in _beside(reading).items() if form.field(name)}
    content = {**beside, **{_known_as(form, name): value for name, value in reading.content.items()}}
    if CHANNEL in content:
        content[CHANNEL] = sentence(Channel.of(Said.of(content[CHANNEL]).value).label(language()))
    if CONSULTATION in content:
        content[CONSULTATION] = _("Asked before it was clear whether there is anything to report")
    fields = tuple(field for field in fields_of(form) if _is_shown(field, content, is_public=is_public))
    return SheetShown(
        title=form.label(language()),
        cite=form.cite,
        sections=tuple(_with_struck(one, struck) for one in _sections(form, fields, content, reader, files)),
        notes=tuple((note.mark, note.en if language() == "en" else note.ja) for note in form.notes),
    )


def _with_struck(section: SectionShown, struck: Mapping[str, Superseded]) -> SectionShown:
    if not struck:
        return section
    groups = (
        replace(group, rows=tuple(replace(row, superseded=struck.get(row.field_id)) for row in group.rows))
        for group in section.groups
    )
    return replace(section, groups=tuple(groups))


def _known_as(form: Form, name: str) -> str:
    """`source.person` is the form's `source_person`."""
    flat = name.replace(".", "_")
    return flat if form.field(flat) else name


def _beside(reading: Reading) -> dict[str, Any]:
    """What the sheet prints and the seal keeps beside the content."""
    return {
        "importance": reading.importance.value if reading.importance else "",
        "edition_number": number_words(reading.number),
        "reference_number": reading.reference_number or awaited(reading),
        "sharing_scope": f"TLP:{reading.tlp.name}",
    }


def awaited(reading: Reading) -> str:
    """A report is numbered where it arrives."""
    return _("The center gives it on arrival") if reading.kind == FormKind.REPORT.value else ""


def _is_shown(field: FormField, content: Mapping[str, Any], *, is_public: bool) -> bool:
    if field.id in NOT_SHOWN or field.internal:
        return False
    is_said = not Said.of(content.get(field.id, "")).is_empty
    if is_public:
        return is_said and field.type is not FieldType.DESTINATIONS
    return field.printed or is_said


def _sections(
    form: Form, fields: Sequence[FormField], content: Mapping[str, Any], reader: Reader, files: Sequence[FileLine]
) -> Iterable[SectionShown]:
    known = {field.id for field in fields_of(form)} | NOT_SHOWN
    beside = [name for name in content if name not in known]
    if beside:
        yield _own_words(sorted(beside, key=_own_first), content, reader)
    for section in form.sections:
        mine = [field for field in fields if field.section == section.id]
        groups = tuple(_groups(mine, lambda field: _row(field, content, reader, files)))
        blank = tuple(_called(field) for field in mine if Said.of(content.get(field.id, "")).is_empty)
        if groups or blank:
            yield SectionShown(section.id, section.en if language() == "en" else section.ja, groups, blank)


def _groups(fields: Sequence[FormField], row: Callable[[FormField], RowShown | None]) -> Iterable[GroupShown]:
    """Neighbors under one printed heading stand together; the number stands at the heading when they share it."""
    for heading, members in groupby(fields, key=_heading):
        found = [(field.mark, shown) for field in members if (shown := row(field)) is not None]
        marks = {mark for mark, _shown in found}
        if heading and len(marks) == 1:
            yield GroupShown(marks.pop(), heading, tuple(shown for _mark, shown in found))
        elif found:
            yield GroupShown("", heading, tuple(replace(shown, mark=mark) for mark, shown in found))


def _heading(field: FormField) -> str:
    return sentence(field.parent_en if language() == "en" else field.parent_ja)


def _row(field: FormField, content: Mapping[str, Any], reader: Reader, files: Sequence[FileLine]) -> RowShown | None:
    raw = content.get(field.id, "")
    if Said.of(raw).is_empty:
        return None
    label = sentence(field.label(language()))
    if field.type in FILES:
        own = tuple(file for file in files if file.is_specimen is (field.type is FieldType.SPECIMENS))
        return RowShown(field.id, label, reader.shown(field, raw), own)
    return RowShown(field.id, label, reader.shown(field, raw))


def _own_words(names: Sequence[str], content: Mapping[str, Any], reader: Reader) -> SectionShown:
    """What the form does not know by name: statements made before it, or through other systems."""
    rows = tuple(
        RowShown(name, _own_label(name), reader.shown(None, content[name]))
        for name in names
        if not Said.of(content[name]).is_empty
    )
    groups = tuple(GroupShown("", "", (row,)) for row in rows if row.field_id != "title")
    return SectionShown("own", "", groups, ())


def _own_label(name: str) -> str:
    return str(OWN_LABELS.get(name, plain_sight.visible(name)))


def _own_first(name: str) -> tuple[int, str]:
    return (FIRST.index(name) if name in FIRST else len(FIRST), name)


def _called(field: FormField) -> str:
    label = field.label(language())
    return f"{field.mark} {label}".strip()
