"""A form as plain text, to be mailed, read over the telephone and read back: one heading line for each field, its value below.

Values stand as they were written, so that nothing is lost on the way back; lines that begin with a sign of ours are set in by one space.
"""

from collections.abc import Iterable, Iterator

from noroshi.paper import values
from noroshi.paper.beside import beside, label_beside
from noroshi.paper.changed import told_of
from noroshi.paper.labels import (
    CELL,
    CHECKED,
    ESCAPE,
    GOES_ON,
    LABELS,
    ROW,
    SCOPE,
    STRUCTURE,
    UNCHECKED,
    Label,
    label_of,
)
from noroshi.paper.paper import Enclosed, Paper
from noroshi.paper.printed import CENTER_ASKED, FILES, MAY_ASK, SHEETS, STARRED, Color
from noroshi.paper.saying import said_line
from noroshi.schemes.forms import FormField
from noroshi.vocabulary import FieldType, Said
from noroshi.vocabulary.differences import GONE, NEW
from noroshi.vocabulary.plain_sight import visible

RULE = "━" * 30
GONE_WORDS, NEW_WORDS = "取消", "新規"
CHOSEN = frozenset({FieldType.CHOICE, FieldType.CHOICES})


def text(paper: Paper) -> str:
    """Empty fields stand too: who gets it can fill it in and send it back."""
    return "\n".join([*_head(paper), *_body(paper), *_older(paper), *_foot(paper)]) + "\n"


def _head(paper: Paper) -> Iterator[str]:
    sheet = SHEETS[paper.kind]
    yield RULE
    yield f"※{sheet.title}{sheet.direction}　{STARRED}"
    said = paper.said("sharing_scope").value
    yield f"※{paper.number}　TLP:{paper.tlp.name}" + ("" if said else "(情報共有範囲の記載がないため)")
    if paper.is_draft:
        yield "※下書き"
    if paper.holder:
        yield f"※取得：{visible(paper.holder.person)}　{visible(paper.holder.desk)}　{values.moment(paper.holder.at.isoformat())}"
    if paper.since:
        yield f"※{visible(paper.since.words)}：{'、'.join(_changed(paper)) or '変更なし'}"
        yield from (f"※　{visible(told)}" for told in paper.since.told)
    yield RULE


def _changed(paper: Paper) -> Iterator[str]:
    """The headings of what is new, so that a listener knows where to listen."""
    before = paper.since.before if paper.since else {}
    return (label.heading.strip("*") for label in LABELS[paper.kind] if label.field in before)


def _body(paper: Paper) -> Iterator[str]:
    sheet, under = SHEETS[paper.kind], ""
    for label in LABELS[paper.kind]:
        field = paper.field(label.field)
        if not _stands(paper, field, label):
            continue
        if label.field == "attachment_presence":
            yield from ("", sheet.content)
        if label.under not in ("", under, SCOPE.heading):
            yield from ("", f"■{label.under}")
        under = label.under
        yield from ("", label.line, *_value(paper, field, label))


def _older(paper: Paper) -> Iterator[str]:
    """Statements made before the form, or through other systems, under names of their own."""
    for name in beside(paper):
        if label_of(paper.kind, name) is None:
            written = values.words(paper.scheme, None, paper.said(name).value)
            yield from ("", f"【{label_beside(paper, name)}】", *map(escaped, written.splitlines()))


def _stands(paper: Paper, field: FormField | None, label: Label) -> bool:
    """What the sheet does not print stands only where something was said."""
    return bool(field and field.printed) or not paper.said(label.field).is_empty


def _value(paper: Paper, field: FormField | None, label: Label) -> Iterator[str]:
    said = paper.said(label.field)
    if label.field == "sharing_scope":
        yield from _colors(SHEETS[paper.kind].colors, str(said.value))
    elif field and field.type in CHOSEN:
        yield from (
            f"{CHECKED if box.is_checked else UNCHECKED} {box.words}" for box in values.boxes(paper.scheme, field, said)
        )
    elif field and field.type is FieldType.ROWS:
        yield from _rows(paper, field, said)
    else:
        yield from map(escaped, values.words(paper.scheme, field, said.value).splitlines())
    told = said_line(said)
    if told:
        yield told
    yield from _told(paper, label.field)


def _told(paper: Paper, field_id: str) -> Iterator[str]:
    """What changed, below the value: lines of the paper, which nobody takes for the value on the way back."""
    for one in told_of(paper, field_id):
        yield f"{one.sign}{visible(one.words)}"
        yield from (f"※　{GONE_WORDS}：{visible(line)}" for line in one.text(GONE))
        yield from (f"※　{NEW_WORDS}：{visible(line)}" for line in one.text(NEW))


def _colors(colors: Iterable[Color], chosen: str) -> Iterator[str]:
    return (f"{CHECKED if one.id == chosen else UNCHECKED} {one.printed}" for one in colors)


def _rows(paper: Paper, field: FormField, said: Said) -> Iterator[str]:
    """The last cell may have several lines; a bar inside another cell would look like the next one."""
    for *cells, last in values.rows(paper.scheme, field, said.value):
        first, *more = last.split("\n")
        yield ROW + CELL.join([*(cell.replace("｜", "|").replace("\n", " ") for cell in cells), first])
        yield from (GOES_ON + line for line in more)


def escaped(line: str) -> str:
    return ESCAPE + line if line.startswith((*STRUCTURE, ESCAPE)) else line


def _foot(paper: Paper) -> Iterator[str]:
    sheet = SHEETS[paper.kind]
    yield from ("", RULE)
    yield from (f"{mark}: {words}" for mark, words in sheet.notes.items())
    if paper.center:
        yield f"※{CENTER_ASKED}{MAY_ASK}　{paper.center}"
    if paper.files:
        yield f"※{FILES}"
        yield from (f"※　{_file(one)}" for one in paper.files)


def _file(file: Enclosed) -> str:
    told = f"　注意：{'、'.join(file.told)}" if file.told else ""
    return f"{'検体' if file.is_specimen else '別紙'}　{visible(file.name)}　{file.size} バイト　SHA-256 {file.sha256}{told}"
