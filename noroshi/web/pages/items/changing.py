"""What changed between two editions, as the reader reads it: field by field, word by word, rows and files one by one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from noroshi.drafting.changes import BY_ITSELF, FieldChange, RowChange, changes, tally
from noroshi.drafting.changes import ChangeKind as Kind
from noroshi.drafting.fields import fields_of
from noroshi.editions.queries import Stated
from noroshi.schemes.forms import Form, FormField
from noroshi.vocabulary import Amendment, Said
from noroshi.web import plain_sight
from noroshi.web.components import Change, ChangeKind, RowChanged
from noroshi.web.pages.directory.words import language, sentence, separator
from noroshi.web.pages.items.content import OWN_LABELS
from noroshi.web.pages.items.lines import number_words
from noroshi.web.pages.items.values import Reader

OF_EVERY_EDITION: Final = BY_ITSELF | {"destinations"}
"""They differ by themselves, or are told above; a time of sealing is no news."""

KINDS: Final = {Kind.ADDED: ChangeKind.ADDED, Kind.CHANGED: ChangeKind.CHANGED, Kind.REMOVED: ChangeKind.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class Changed:
    """`same` names what both say alike; `tally` counts what differs by kind."""

    changes: tuple[Change, ...]
    same: tuple[str, ...]
    tally: tuple[tuple[Amendment, int], ...] = ()


def changed(
    form: Form | None, before: Stated, after: Stated, reader: Reader, between: Iterable[Stated] = ()
) -> Changed:
    found = changes(form, before.content, after.content, [one.content for one in between])
    told = [one for one in found if one.field_id not in OF_EVERY_EDITION]
    fields = {field.id: field for field in fields_of(form)} if form else {}
    named = [(one, fields.get(one.field_id)) for one in told]
    return Changed(
        (*_beside(before, after), *(_change(one, field, reader) for one, field in named if one.is_change)),
        tuple(_name(one.field_id, field) for one, field in named if not one.is_change),
        tuple(tally(told).items()),
    )


def _beside(before: Stated, after: Stated) -> Iterable[Change]:
    """Importance and color are sealed beside the content."""
    lang = language()
    old, new = (one.importance.label(lang) if one.importance else "" for one in (before, after))
    if old != new:
        yield Change(_("Importance"), _kind(old, new), sentence(old), sentence(new))
    if before.tlp is not after.tlp:
        yield Change(_("Sharing scope"), ChangeKind.CHANGED, f"TLP:{before.tlp.name}", f"TLP:{after.tlp.name}")


def _change(one: FieldChange, field: FormField | None, reader: Reader) -> Change:
    rows = tuple(_row(row, field, reader) for row in one.rows)
    before, after = (_text(said, field, reader) for said in (one.before, one.after))
    return Change(
        name=_name(one.field_id, field),
        kind=KINDS[one.kind],
        before="" if rows else before,
        after="" if rows else after,
        reason=_reason(one),
        rows=rows,
        told=one.amendment,
    )


def _text(said: Said | None, field: FormField | None, reader: Reader) -> str:
    if said is None:
        return ""
    return reader.text(field, said.value) or (_("Anonymized") if said.is_anonymized else "")


def _row(row: RowChange, field: FormField | None, reader: Reader) -> RowChanged:
    before, after = (_row_text(value, field, reader) for value in (row.before, row.after))
    return RowChanged(KINDS.get(row.kind), before, after)


def _row_text(value: Any, field: FormField | None, reader: Reader) -> str:
    return reader.text(field, value) if value is not None else ""


def _reason(one: FieldChange) -> str:
    """Why it was put right; how sure the writer was before, and is now."""
    why = _("Put right because: %(why)s") % {"why": plain_sight.defanged_within(one.reason)} if one.reason else ""
    return separator().join(words for words in (why, _how_sure(one)) if words)


def _how_sure(one: FieldChange) -> str:
    before, after = (_sureness(said) for said in (one.before, one.after))
    if one.before is None or one.after is None or before == after:
        return after if one.before is None else ""
    unmarked = _("stated as known")
    return _("Before: %(before)s. Now: %(after)s.") % {"before": before or unmarked, "after": after or unmarked}


def _sureness(said: Said | None) -> str:
    if said is None:
        return ""
    parts = (
        said.certainty.label(language()) if said.certainty else "",
        plain_sight.defanged_within(said.basis),
        _("anonymized") if said.is_anonymized else "",
    )
    return separator().join(part for part in parts if part)


def _name(field_id: str, field: FormField | None) -> str:
    if field is None:
        return str(OWN_LABELS.get(field_id, plain_sight.visible(field_id)))
    return f"{field.mark} {sentence(field.label(language()))}".strip()


def _kind(before: str, after: str) -> ChangeKind:
    if not before:
        return ChangeKind.ADDED
    return ChangeKind.CHANGED if after else ChangeKind.WITHDRAWN


def called(reading: Stated) -> str:
    """The edition that it is compared with."""
    return number_words(reading.number) or _("an earlier edition")
