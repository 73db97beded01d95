"""What is new for this reader: against the edition that it read last, else the one before, else the one that was asked for."""

from typing import Any
from uuid import UUID

from noroshi.audiences.viewer import Viewer
from noroshi.drafting.changes import BY_ITSELF, changes
from noroshi.drafting.exporting.named import destinations
from noroshi.editions.queries import Line, Reading, Wanted, edition_readable_by, editions_readable_by
from noroshi.editions.read_marks import opened, read_before
from noroshi.paper.paper import Since
from noroshi.schemes.forms import Form
from noroshi.vocabulary import Said
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
    return Since(_words(before, reading, is_read=is_read), _before(viewer, form, before, reading))


def _one_before(earlier: list[Line], reading: Reading) -> UUID | None:
    return next((line.public_id for line in earlier if line.originator == reading.originator), None)


def _words(before: Reading, after: Reading, *, is_read: bool) -> str:
    if before.matter != after.matter:
        return f"「{before.title}」との違い" if before.title else "ほかの情報との違い"
    name = f"第{before.number}報" if before.number else "前の報"
    return f"{name}（お読みになったもの）からの変更" if is_read else f"{name}からの変更"


def _before(viewer: Viewer, form: Form, before: Reading, after: Reading) -> dict[str, Any]:
    told = (one for one in changes(form, before.content, after.content) if one.field_id not in BY_ITSELF)
    found = {one.field_id.replace(".", "_"): one.before.plain() if one.before else "" for one in told if one.is_change}
    if found.get("destinations"):
        found["destinations"] = destinations(viewer, Said.of(found["destinations"]).value)
    old, new = (one.importance.value if one.importance else "" for one in (before, after))
    if old != new:
        found["importance"] = old
    if before.tlp is not after.tlp:
        found["sharing_scope"] = before.tlp.value
    return found
