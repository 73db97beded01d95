"""What is new for this reader: against the edition that it read last, else the one before, else the one that was asked for."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from noroshi.audiences.viewer import Viewer
from noroshi.drafting.changes import BY_ITSELF, FieldChange, changes, tally
from noroshi.drafting.exporting.named import destinations
from noroshi.drafting.fields import fields_of
from noroshi.editions.earlier import earlier_of
from noroshi.editions.queries import Line, Reading, Wanted, edition_readable_by, editions_readable_by
from noroshi.editions.read_marks import opened, read_before
from noroshi.paper.paper import Since
from noroshi.schemes.forms import Form, FormField
from noroshi.vocabulary import Amendment, Said
from noroshi.vocabulary.errors import NotFound


def since(viewer: Viewer, form: Form, reading: Reading, against: UUID | None) -> Since | None:
    """None for the first edition that this reader holds."""
    earlier = editions_readable_by(viewer, Wanted(matter=reading.matter, before=reading.key))
    was_read = read_before(reading, earlier, opened(viewer, {line.key for line in earlier}))
    base = against or (was_read.public_id if was_read else _one_before(earlier, reading))
    if base is None or base == reading.public_id:
        return None
    before = edition_readable_by(viewer, base, answer="export")
    if before.kind != reading.kind:
        raise NotFound
    is_read = was_read is not None and was_read.public_id == base
    over = _between(viewer, before, reading, earlier)
    found = changes(form, before.content, reading.content, over)
    words, was = _words(before, reading, is_read=is_read), _before(viewer, form, before, reading)
    return Since(words, was, told_in_words(form, found), kinds_of(found))


def kinds_of(found: Sequence[FieldChange]) -> dict[str, Amendment]:
    return {one.field_id.replace(".", "_"): one.amendment for one in found if one.amendment}


def told_in_words(form: Form, found: Sequence[FieldChange]) -> tuple[str, ...]:
    """追記 4、訂正 1; and of each correction with a reason, why."""
    counted = "、".join(f"{kind.ja} {number}" for kind, number in tally(found).items())
    fields = {field.id: field for field in fields_of(form)}
    reasons = (
        f"訂正 {fields[one.field_id].mark}{fields[one.field_id].ja}：{one.reason}"
        for one in found
        if one.reason and one.field_id in fields
    )
    return (*([counted] if counted else []), *reasons)


def _between(viewer: Viewer, before: Reading, after: Reading, earlier: Sequence[Line]) -> list[dict[str, Any]]:
    """Editions of the same desk that this reader has jumped over: what they put right keeps its reason."""
    over = [line for line in earlier_of(after, earlier) if line.key > before.key and before.matter == after.matter]
    return [edition_readable_by(viewer, line.public_id, answer="export").content for line in over]


def since_of_draft(form: Form, before: Reading, typed: Mapping[str, Any]) -> Since:
    """What a follow-up will change, before it is sent; to whom it goes is no change of the statement."""
    compared = {**before.content, **{field.id: typed.get(field.id, "") for field in form.fields if _is_compared(field)}}
    found, kinds = _changed(form, before.content, compared), kinds_of(changes(form, before.content, compared))
    old, new = before.importance.value if before.importance else "", typed.get("importance") or ""
    was = {**found, "importance": old} if old != new else found
    return Since(_name(before) + "からの変更", was, kinds=kinds)


def _is_compared(field: FormField) -> bool:
    return field.printed and field.id not in BY_ITSELF | {"destinations"}


def _one_before(earlier: list[Line], reading: Reading) -> UUID | None:
    return next((line.public_id for line in earlier if line.originator == reading.originator), None)


def _words(before: Reading, after: Reading, *, is_read: bool) -> str:
    if before.matter != after.matter:
        return f"「{before.title}」との違い" if before.title else "ほかの情報との違い"
    name = _name(before)
    return f"{name}（お読みになったもの）からの変更" if is_read else f"{name}からの変更"


def _name(before: Reading) -> str:
    return f"第{before.number}報" if before.number else "前の報"


def _before(viewer: Viewer, form: Form, before: Reading, after: Reading) -> dict[str, Any]:
    found = _changed(form, before.content, after.content)
    if found.get("destinations"):
        found["destinations"] = destinations(viewer, Said.of(found["destinations"]).value)
    old, new = (one.importance.value if one.importance else "" for one in (before, after))
    if old != new:
        found["importance"] = old
    if before.tlp is not after.tlp:
        found["sharing_scope"] = before.tlp.value
    return found


def _changed(form: Form, before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    told = (one for one in changes(form, before, after) if one.field_id not in BY_ITSELF)
    return {one.field_id.replace(".", "_"): one.before.plain() if one.before else "" for one in told if one.is_change}
