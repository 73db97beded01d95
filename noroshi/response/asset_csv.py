"""The asset list as a CSV file, out and back in. What cannot be read is told by its line, and then nothing is written."""

import csv
import io
from collections.abc import Iterable
from typing import Final
from uuid import UUID

from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk
from noroshi.ledger.actions import record
from noroshi.response.actions.assets import AssetWish, add_asset, amend_asset
from noroshi.response.assets import AssetShown, assets_of
from noroshi.response.errors import AssetsUnreadable
from noroshi.vocabulary import AssetKind, ServiceWeight
from noroshi.vocabulary.errors import Refusal

COLUMNS: Final = ("id", "name", "kind", "desk", "product", "cpe", "weight", "note")
MOST_LINES: Final = 5000
MOST_BYTES: Final = 2_000_000
FORMULA: Final = ("=", "+", "-", "@", "\t")


def written(viewer: Viewer) -> str:
    """Everything, with the ids by which the same file comes back in; recorded as taken away."""
    found = assets_of(viewer)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(_cells(one) for one in found)
    objects = [(one.public_id, viewer.organization_id) for one in found]
    record(deed="export_assets", actor=viewer.actor, answer="export", objects=objects)
    return "\ufeff" + out.getvalue()


def read_in(viewer: Viewer, content: bytes) -> tuple[int, int]:
    """How many were added and how many changed. A line with an id changes that one; one without adds, unless its name is there."""
    known = {one.public_id: one for one in assets_of(viewer)}
    named = {one.name: one for one in known.values()}
    desks = _desks(viewer)
    added = changed = 0
    for number, row in _rows(content):
        wish = _wish(number, row, desks)
        there = known.get(_id(number, row)) or named.get(wish.name)  # type: ignore[arg-type]  # none is no key
        try:
            if there is None:
                add_asset(viewer, wish)
                added += 1
            elif _differs(there, wish):
                amend_asset(viewer, there.public_id, wish)
                changed += 1
        except Refusal as refused:
            raise AssetsUnreadable(line=number, why=refused.ja) from None
    return added, changed


def _rows(content: bytes) -> Iterable[tuple[int, dict[str, str]]]:
    if len(content) > MOST_BYTES:
        raise AssetsUnreadable(line=0, why="2 MB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp932", errors="replace")
    reader = csv.DictReader(io.StringIO(text))
    if not {"name", "kind", "desk"}.issubset(reader.fieldnames or ()):
        raise AssetsUnreadable(line=1, why="name, kind, desk")
    for number, row in enumerate(reader, 2):
        if number > MOST_LINES:
            raise AssetsUnreadable(line=number, why=str(MOST_LINES))
        yield number, {name: (row.get(name) or "").strip() for name in COLUMNS}


def _wish(number: int, row: dict[str, str], desks: dict[str, UUID]) -> AssetWish:
    try:
        kind = _word(AssetKind, row["kind"])
        weight = _word(ServiceWeight, row["weight"]) if row["weight"] else ServiceWeight.WEAKENS
        desk = desks[row["desk"]]
    except (KeyError, ValueError) as wrong:
        raise AssetsUnreadable(line=number, why=str(wrong)) from None
    plain = {name: row[name].removeprefix("'") for name in ("name", "product", "cpe", "note")}
    return AssetWish(kind=kind, desk=desk, weight=weight, **plain)


def _word[W: (AssetKind, ServiceWeight)](words: type[W], said: str) -> W:
    """By its stored value or by what people read."""
    return next((one for one in words if said in {one.value, one.ja, one.en}), None) or words.of(said)


def _id(number: int, row: dict[str, str]) -> UUID | None:
    try:
        return UUID(row["id"]) if row["id"] else None
    except ValueError:
        raise AssetsUnreadable(line=number, why="id") from None


def _desks(viewer: Viewer) -> dict[str, UUID]:
    """By handle, and by name where one desk alone has it."""
    rows = Desk.objects.filter(organization_id=viewer.organization_id, is_active=True)
    named = {name: row.public_id for row in rows for name in (row.name_ja, row.name_en) if name}
    return named | {row.handle: row.public_id for row in rows} | {str(row.public_id): row.public_id for row in rows}


def _differs(there: AssetShown, wish: AssetWish) -> bool:
    now = (there.name, there.kind, there.desk.public_id, there.weight, there.product, there.cpe, there.note)
    return now != (wish.name, wish.kind, wish.desk, wish.weight, wish.product, wish.cpe, wish.note)


def _cells(one: AssetShown) -> list[str]:
    cells = [str(one.public_id), one.name, one.kind.value, one.desk.handle, one.product, one.cpe]
    return [_plain(cell) for cell in [*cells, one.weight.value, one.note]]


def _plain(cell: str) -> str:
    """A spreadsheet shows it and does not reckon with it."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
