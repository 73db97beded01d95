"""One field of the form as its page shows it: which control, what it holds, what there is to say beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noroshi.drafting.moments import read_loosely
from noroshi.drafting.written import Written
from noroshi.schemes.forms import Column, FormField
from noroshi.schemes.scheme import Scheme
from noroshi.schemes.words import OptionSet
from noroshi.vault.queries import FileShown
from noroshi.vocabulary import Certainty, FieldType, Nature
from noroshi.web.components import Choice
from noroshi.web.pages.directory.words import language, sector_choices, sector_name, sentence, separator

KINDS: Final = {
    FieldType.LINE: "line",
    FieldType.PARTY: "line",
    FieldType.TEXT: "text",
    FieldType.LOOSE_MOMENT: "moment",
    FieldType.TELEPHONE: "tel",
    FieldType.EMAIL: "email",
    FieldType.SECTOR: "select",
    FieldType.ROWS: "rows",
    FieldType.FILES: "files",
    FieldType.SPECIMENS: "files",
    FieldType.COUNT: "line",
    FieldType.MOMENT: "line",
    FieldType.CHOICES: "groups",
    FieldType.DESTINATIONS: "destinations",
    FieldType.REFERENCES: "references",
}
AUTOCOMPLETE: Final = {FieldType.TELEPHONE: "tel", FieldType.EMAIL: "email"}
FOLDED_FROM: Final = 9
"""So many options are folded away behind what is chosen."""
SHORT_WORDS: Final = 20
"""Longer words do not stand in one line with others."""


@dataclass(frozen=True, slots=True)
class OptionGroup:
    title: str
    options: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    name: str
    label: str
    kind: str
    value: str
    options: tuple[Choice, ...] = ()
    understood: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class FieldShown:
    """`fixed` is said instead of a control; `doubt` is shown when something may be said about the value."""

    id: str
    kind: str
    label: str
    mark: str = ""
    notes: str = ""
    help: str = ""
    placeholder: str = ""
    is_required: bool = False
    value: str = ""
    said: str = ""
    fixed: str = ""
    groups: tuple[OptionGroup, ...] = ()
    is_many: bool = False
    is_folded: bool = False
    rows: tuple[tuple[Cell, ...], ...] = ()
    files: tuple[FileShown, ...] = ()
    understood: str = ""
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    may_be_doubted: bool = False
    certainty: str = ""
    basis: str = ""
    may_be_anonymized: bool = False
    is_anonymized: bool = False
    may_be_corrected: bool = False
    correction: str = ""
    autocomplete: str = ""

    @property
    def control(self) -> str:
        return f"f-{self.id}"

    @property
    def options(self) -> tuple[Choice, ...]:
        return tuple(option for group in self.groups for option in group.options)

    @property
    def certainty_words(self) -> str:
        return sentence(Certainty.of(self.certainty).label(language())) if self.certainty in set(Certainty) else ""

    @property
    def described_by(self) -> str:
        parts = {"help": bool(self.help), "error": bool(self.errors), "understood": self.kind == "moment"}
        return " ".join(f"{self.control}_{part}" for part, is_there in parts.items() if is_there)


@dataclass(frozen=True, slots=True)
class Around:
    """What a field needs to know besides itself."""

    scheme: Scheme
    written: Written
    now: datetime
    files: Sequence[FileShown]
    errors: Mapping[str, Sequence[str]]
    warnings: Mapping[str, Sequence[str]]
    goes_on: bool = False


def field_shown(field: FormField, around: Around) -> FieldShown:
    lang, raw = language(), around.written.typed.get(field.id)
    kept = around.written.marks.get(field.id)
    mark: Mapping[str, Any] = kept if isinstance(kept, Mapping) else {}
    options = around.scheme.option_set(field.options) if field.options else None
    files = tuple(one for one in around.files if one.field == field.id)
    return FieldShown(
        id=field.id,
        kind=_kind(field, options),
        label=sentence(field.label(lang)),
        mark=field.mark,
        notes="".join(field.notes),
        help=(field.help_en if lang == "en" else field.help_ja),
        placeholder=_("For example: %s") % separator().join(field.example) if field.example else "",
        is_required=field.blocks_sending,
        value=raw if isinstance(raw, str) else "",
        said=_said(field, raw, options, files, mark),
        groups=_groups(field, options, raw),
        is_many=field.type is FieldType.CHOICES,
        is_folded=bool(options and len(options.options) > FOLDED_FROM),
        rows=_rows(field, raw, around) if field.type is FieldType.ROWS else (),
        files=files,
        understood=understood(raw, around.now) if field.type is FieldType.LOOSE_MOMENT else "",
        errors=tuple(around.errors.get(field.id, ())),
        warnings=tuple(around.warnings.get(field.id, ())),
        may_be_doubted=_may_be_doubted(field),
        certainty=str(mark.get("certainty") or ""),
        basis=str(mark.get("basis") or ""),
        may_be_corrected=around.goes_on,
        correction=str(mark.get("correction") or ""),
        may_be_anonymized=field.may_be_anonymized,
        is_anonymized=bool(mark.get("anonymized")),
        autocomplete=AUTOCOMPLETE.get(field.type, ""),
    )


def understood(raw: object, now: datetime) -> str:
    """Said back, so that a slip of the fingers is seen while it can be mended."""
    if not isinstance(raw, str) or not raw.strip():
        return _("Words like “about 2:40”, “XX” or “unknown” may stay as they are.")
    found = read_loosely(raw, now=now)
    return _("Read as %s") % found.words(language()) if found else _("Not read as a time. It is sent in these words.")


def _kind(field: FormField, options: OptionSet | None) -> str:
    """Few short words stand in one line; words that need explaining stand one below the other."""
    if field.type is not FieldType.CHOICE or options is None:
        return KINDS[field.type]
    if options.groups:
        return "groups"
    is_long = any(option.hint_ja or len(option.ja) > SHORT_WORDS for option in options.options)
    return "picks" if is_long else "segments"


def _groups(field: FormField, options: OptionSet | None, raw: object) -> tuple[OptionGroup, ...]:
    chosen = {one for one in raw if isinstance(one, str)} if isinstance(raw, list) else {raw}
    if field.type is FieldType.SECTOR:
        nothing = Choice("", _("Not chosen"), is_chosen=not raw)
        return (
            OptionGroup("", (nothing, *(Choice(key, name, is_chosen=key in chosen) for key, name in sector_choices()))),
        )
    if options is None or field.type not in {FieldType.CHOICE, FieldType.CHOICES}:
        return ()
    groups = [
        OptionGroup(sentence(group.en if language() == "en" else group.ja), _choices(options, chosen, group.id))
        for group in options.groups
    ]
    found = [group for group in groups if group.options] or [OptionGroup("", _choices(options, chosen, None))]
    if field.type is FieldType.CHOICE and not field.blocks_sending:
        found.append(OptionGroup("", (Choice("", _("Not chosen"), is_chosen=not raw),)))
    return tuple(found)


def _choices(options: OptionSet, chosen: set[Any], group: str | None) -> tuple[Choice, ...]:
    lang = language()
    return tuple(
        Choice(
            option.id,
            sentence(option.label(lang)),
            option.hint_en if lang == "en" else option.hint_ja,
            is_chosen=option.id in chosen,
        )
        for option in options.options
        if option.group == group
    )


def _rows(field: FormField, raw: object, around: Around) -> tuple[tuple[Cell, ...], ...]:
    """What is there, and one more to write in."""
    rows = [row for row in raw if isinstance(row, Mapping)] if isinstance(raw, list) else []
    return tuple(
        tuple(_cell(field, column, number, row, around) for column in field.columns)
        for number, row in enumerate([*rows, {}])
    )


def _cell(field: FormField, column: Column, number: int, row: Mapping[str, Any], around: Around) -> Cell:
    value = str(row.get(column.id) or "")
    options = around.scheme.option_set(column.options) if column.options else None
    choices = _choices(options, {value}, None) if options else ()
    label = sentence(column.en if language() == "en" else column.ja)
    is_moment = column.type is FieldType.LOOSE_MOMENT
    return Cell(
        name=f"{field.id}.{number}.{column.id}",
        label=_("%(column)s, row %(number)d") % {"column": label, "number": number + 1},
        kind="select" if options else "moment" if is_moment else "text",
        value=value,
        options=choices,
        understood=understood(value, around.now) if is_moment and value else "",
        error=" ".join(around.errors.get(f"{field.id}.{number}.{column.id}", ())),
    )


def _may_be_doubted(field: FormField) -> bool:
    """Whatever tells of the matter; who writes and how it is handled is known."""
    is_handling = field.nature is Nature.HANDLING or field.section == "source"
    return not is_handling and field.type not in {FieldType.FILES, FieldType.SPECIMENS, FieldType.REFERENCES}


def _said(
    field: FormField, raw: Any, options: OptionSet | None, files: Sequence[FileShown], mark: Mapping[str, Any]
) -> str:
    """In one line, for a block that is closed."""
    words = _plainly(field, raw, options, files)
    if mark.get("anonymized"):
        words = _("name withheld")
    if words and mark.get("certainty") in set(Certainty):
        words = f"{words} [{Certainty.of(str(mark['certainty'])).label(language())}]"
    return words


def _plainly(field: FormField, raw: Any, options: OptionSet | None, files: Sequence[FileShown]) -> str:
    if files:
        return ngettext("%(n)d file", "%(n)d files", len(files)) % {"n": len(files)}
    if not raw:
        return ""
    if field.type is FieldType.SECTOR:
        return sector_name(str(raw))
    if options is not None:
        found = [options.option(str(one)) for one in (raw if isinstance(raw, list) else [raw])]
        return separator().join(sentence(one.label(language())) for one in found if one)
    if isinstance(raw, list):
        return ngettext("%(n)d row", "%(n)d rows", len(raw)) % {"n": len(raw)}
    text = str(raw).strip().replace("\n", " ")
    return text if len(text) <= 60 else f"{text[:60]}…"
