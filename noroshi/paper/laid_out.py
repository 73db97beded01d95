"""A sheet as plain data for the typesetter: every word is data there, never markup. Tables of boxes, values, what changed."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from noroshi.paper import values
from noroshi.paper.beside import beside, label_beside
from noroshi.paper.glyphs import printable
from noroshi.paper.paper import Enclosed, Holder, Paper, Since
from noroshi.paper.printed import PRINTED_EMPTY, SHEETS, Sheet
from noroshi.schemes.forms import FormField
from noroshi.schemes.words import Option, OptionSet
from noroshi.vocabulary import FieldType, Said, Tlp
from noroshi.vocabulary.aligning import aligned
from noroshi.vocabulary.differences import NEW, pieces
from noroshi.vocabulary.plain_sight import defanged_within, visible

AS_TYPED: Final = frozenset({FieldType.EMAIL, FieldType.TELEPHONE})
CHOSEN: Final = frozenset({FieldType.CHOICE, FieldType.CHOICES})

type Node = dict[str, Any]


def laid_out(paper: Paper) -> Node:
    """Everything that the template of this form prints, in its own words."""
    sheet = SHEETS[paper.kind]
    return {
        "kind": paper.kind.value,
        "title": printable(paper.title or f"{sheet.title} {paper.number}"),
        "sheet": {"title": sheet.title, "direction": sheet.direction, "content": sheet.content},
        "notes": dict(sheet.notes),
        "number": paper.number,
        "tlp": _color(paper.tlp),
        "is_draft": paper.is_draft,
        "center": printable(paper.center),
        "colors": _colors(paper, sheet),
        "fields": {field.id: _node(paper, field) for field in _printed(paper)},
        "events": _table(paper, "event_kind"),
        "causes": _table(paper, "causes"),
        "beside": list(_beside(paper)),
        "files": [_file(one) for one in paper.files],
        "since": _since(paper.since) if paper.since else "",
        "holder": _holder(paper.holder) if paper.holder and paper.tlp in (Tlp.RED, Tlp.AMBER) else [],
    }


def _since(since: Since) -> str:
    return printable("　".join([since.words, *(defanged_within(told) for told in since.told)]))


def _color(tlp: Tlp) -> str:
    """The document's own White, and the word that the world uses."""
    return "TLP:CLEAR (White)" if tlp is Tlp.CLEAR else f"TLP:{tlp.name}"


def _colors(paper: Paper, sheet: Sheet) -> list[Node]:
    """A draft without a color has no box ticked, and is RED until it has one."""
    chosen = str(paper.said("sharing_scope").value)
    return [{"words": one.printed, "hint": one.parties, "is_checked": one.id == chosen} for one in sheet.colors]


def _printed(paper: Paper) -> Iterator[FormField]:
    return (field for field in paper.form.fields if field.printed and not field.internal)


def _node(paper: Paper, field: FormField) -> Node:
    said, before = paper.said(field.id), _before(paper, field.id)
    node: Node = {
        "text": _safe(field, values.words(paper.scheme, field, said.value)),
        "empty": PRINTED_EMPTY.get(field.id, ""),
        "marks": printable(defanged_within(values.marks(said))),
        "told": printable(paper.told.get(field.id, "")),
        "is_changed": before is not None,
    }
    if before is not None and not before.is_empty and values.marks(before) != values.marks(said):
        node["marks_before"] = printable(defanged_within(values.marks(before))) or "断定"
    if instead := paper.replaced.get(field.id):
        told = _pieces(node["text"], _text(paper, field, Said.of(instead.after)))
        struck = [piece for piece in told if piece[0] != NEW]
        return {
            **node,
            "is_changed": True,
            "pieces": struck,
            "replaced": _safe(None, f"取り消し線の部分は{instead.words}"),
        }
    if field.type in CHOSEN:
        return {**node, "boxes": _boxes(paper, field, said, before)}
    if field.type is FieldType.ROWS:
        return {**node, "rows": list(_rows(paper, field, said, before))}
    return {**node, "pieces": _pieces(_text(paper, field, before), node["text"]) if before is not None else []}


def _before(paper: Paper, field_id: str) -> Said | None:
    """What it said before where that differs; None where nothing changed."""
    if paper.since is None or field_id not in paper.since.before:
        return None
    return Said.of(paper.since.before[field_id])


def _text(paper: Paper, field: FormField, said: Said | None) -> str:
    return _safe(field, values.words(paper.scheme, field, said.value)) if said else ""


def _safe(field: FormField | None, text: str) -> str:
    """Addresses as on screen: they can be read and typed, and no viewer makes a link of them."""
    return printable(visible(text) if field and field.type in AS_TYPED else defanged_within(text))


def _pieces(before: str, after: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in pieces(before, after)]


def _boxes(paper: Paper, field: FormField, said: Said, before: Said | None) -> list[Node]:
    was = {box.id for box in values.boxes(paper.scheme, field, before) if box.is_checked} if before else None
    return [
        _box(box.words, box.hint, box.id, now=box.is_checked, was=was)
        for box in values.boxes(paper.scheme, field, said)
    ]


def _box(words: str, hint: str, option: str, *, now: bool, was: set[str] | None) -> Node:
    went = was is not None and option in was and not now
    came = was is not None and option not in was and now
    return {"words": words, "hint": f"({hint})" if hint else "", "is_checked": now, "went": went, "came": came}


def _rows(paper: Paper, field: FormField, said: Said, before: Said | None) -> Iterator[Node]:
    """Cell by cell; with an earlier edition, the same row of both."""
    rows = said.value if isinstance(said.value, list) else []
    if before is None:
        yield from (_row(cells, cells) for cells in values.rows(paper.scheme, field, rows))
        return
    was = before.value if isinstance(before.value, list) else []
    for old, new in aligned(was, rows):
        yield _row(*(next(values.rows(paper.scheme, field, [row]), None) for row in (old, new)))


def _row(old: Sequence[str] | None, new: Sequence[str] | None) -> Node:
    """One that is on one side only is new, or struck through in its place."""
    if old is None or new is None:
        kind = "new" if old is None else "gone"
        return {"cells": [[(kind, _safe(None, cell))] for cell in (new or old or ())]}
    cells = [_pieces(_safe(None, was), _safe(None, now)) for was, now in zip(old, new, strict=True)]
    return {"cells": cells}


def _table(paper: Paper, field_id: str) -> list[Node]:
    """① and ②: a row for each option, with how many rows its group, and the group over that, stretch."""
    field = paper.field(field_id)
    if field is None:
        return []
    options, said = values.options_of(paper.scheme, field), paper.said(field_id)
    ticked = {box["words"]: box for box in _boxes(paper, field, said, _before(paper, field_id))}
    over = {group.id: group for group in options.groups}
    lines: list[Node] = []
    for above, members in groupby(options.options, lambda one: _over(options, one)):
        inside = list(members)
        for group, same in groupby(inside, lambda one: one.group):
            some = list(same)
            for place, one in enumerate(some):
                lines.append(
                    {
                        **ticked[one.ja],
                        "above": above,
                        "above_rows": len(inside) if one is inside[0] else 0,
                        "group": over[group].ja if group else "",
                        "group_rows": len(some) if place == 0 else 0,
                    }
                )
    return lines


def _over(options: OptionSet, option: Option) -> str:
    group = next((one for one in options.groups if one.id == option.group), None)
    above = next((one for one in options.groups if group and one.id == group.above), None)
    return above.ja if above else group.ja if group else ""


def _beside(paper: Paper) -> Iterator[Node]:
    """What the sheet does not print and a reader must see: how an attachment follows, whom it asks for what, older statements."""
    for name in beside(paper):
        said, field = paper.said(name), paper.field(name)
        cells = values.rows(paper.scheme, field, said.value) if field and field.columns else ()
        text = "\n".join("：".join(row) for row in cells) or values.words(paper.scheme, field, said.value)
        yield {
            "label": printable(visible(label_beside(paper, name))),
            "text": _safe(None, text),
            "marks": printable(defanged_within(values.marks(said))),
            "is_changed": _before(paper, name) is not None,
        }


def _file(file: Enclosed) -> Node:
    return {
        "kind": "検体" if file.is_specimen else "別紙",
        "name": printable(visible(file.name)),
        "size": f"{file.size:,} バイト",
        "sha256": file.sha256,
        "told": "、".join(file.told),
    }


def _holder(holder: Holder) -> list[str]:
    at = holder.at.astimezone(values.JAPAN)
    return [printable(visible(holder.person)), printable(visible(holder.desk)), f"{at:%Y-%m-%d %H:%M}"]
