"""The printed sheet in blocks: its sections, and within the content what stands under one heading, in printed order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from noroshi.drafting.fields import FOLLOW_BY, NEXT_REPORT, fields_of
from noroshi.schemes.forms import Form, FormField
from noroshi.vocabulary import FieldType
from noroshi.web.pages.directory.words import language, sentence, separator
from noroshi.web.pages.drafts.fields import FieldShown

FILES: Final = (FieldType.FILES, FieldType.SPECIMENS)
ASKED_FIRST: Final = frozenset(
    {"event_kind", "summary", "threat_summary", "destinations", "service_level_breached", "title", "what_happened"}
)
"""What one comes to write: their blocks stand open while it is not written."""

type Block = tuple[str, tuple[FormField, ...]]


@dataclass(frozen=True, slots=True)
class BlockShown:
    """`said` is everything in it in one line."""

    id: str
    title: str
    short: str
    fields: tuple[FieldShown, ...]
    said: str
    state: str
    is_required: bool
    is_open: bool
    notes: tuple[str, ...]
    has_scope: bool = False
    has_levels: bool = False


def blocks_of(form: Form) -> list[Block]:
    """A section as a whole, or, where it has headings of its own, by those."""
    written = [field for field in fields_of(form) if field.is_asked]
    late = [field for field in written if field.type in FILES or field.id == FOLLOW_BY.id]
    printed = [field for field in written if field not in late]
    found = [(key, list(fields)) for key, fields in groupby(printed, _heading)]
    home = next((fields for _key, fields in found if any(field.id == "attachment_presence" for field in fields)), None)
    (home if home is not None else found[-1][1]).extend(late)
    return [(f"b{number}", tuple(fields)) for number, (_key, fields) in enumerate(found, 1)]


def _heading(field: FormField) -> tuple[str, str]:
    under = field.parent_ja if field.section == "content" and field.parent_ja else ""
    return field.section, under or ("marked" if field.mark or field.id == NEXT_REPORT.id else "")


def block_shown(
    form: Form, block: Block, shown: Mapping[str, FieldShown], missing: Sequence[str], opens: str
) -> BlockShown:
    number, fields = block
    inside = tuple(shown[field.id] for field in fields)
    lacks = any(field.id in missing for field in fields)
    wrong = any(field.errors or any(cell.error for row in field.rows for cell in row) for field in inside)
    is_asked = any(field.id in ASKED_FIRST and not field.said for field in inside)
    said = separator().join(_in_one_line(inside))
    return BlockShown(
        id=number,
        title=_title(form, fields),
        short=_short(form, fields),
        fields=inside,
        said=said,
        state="lacks" if lacks or wrong else "said" if said else "",
        is_required=any(field.blocks_sending for field in fields),
        is_open=lacks or wrong or is_asked or opens == number or _opened(opens, fields),
        notes=_notes(form, fields),
        has_scope=any(field.id == "sharing_scope" for field in fields),
        has_levels=any(field.id == "service_level_breached" for field in fields),
    )


def _opened(opens: str, fields: Sequence[FormField]) -> bool:
    """By what is in it: `files`, or the finer decisions about sharing."""
    is_files = opens == "files" and any(field.type in FILES for field in fields)
    return is_files or (opens == "tuning" and any(field.id == "sharing_scope" for field in fields))


def _in_one_line(fields: Iterable[FieldShown]) -> Iterable[str]:
    return (field.fixed or field.said for field in fields if field.fixed or field.said)


def _title(form: Form, fields: Sequence[FormField]) -> str:
    first = fields[0]
    lang = language()
    section = next(one for one in form.sections if one.id == first.section)
    heading, marked = _heading(first)[1], "".join(dict.fromkeys(field.mark for field in fields))
    if section.id != "content":
        return sentence(f"{marked} {section.en if lang == 'en' else section.ja}".strip())
    if heading not in ("", "marked"):
        return f"{marked} {sentence(first.parent_en if lang == 'en' else first.parent_ja)}".strip()
    if not marked:
        return sentence(first.label(lang))
    return separator().join(f"{field.mark} {sentence(field.label(lang))}" for field in fields if field.mark)


def _short(form: Form, fields: Sequence[FormField]) -> str:
    """For the index at the side."""
    marked = [field for field in fields if field.mark]
    if fields[0].section == "content" and len(marked) > 1 and not fields[0].parent_ja:
        signs = "".join(dict.fromkeys(field.mark for field in marked))
        return f"{signs} {sentence(marked[0].label(language()))}…"
    return _title(form, fields)


def _notes(form: Form, fields: Sequence[FormField]) -> tuple[str, ...]:
    signs = dict.fromkeys(sign for field in fields for sign in field.notes)
    words = {note.mark: note.en if language() == "en" else note.ja for note in form.notes}
    return tuple(f"{sign} {words[sign]}" for sign in signs if sign in words)
