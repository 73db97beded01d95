"""The text form read back: as `text.py` prints it, to the letter; and as people type it into a mail below headings of their own making.

Where three headings stand in 【】 the text is taken to be ours: then nothing else is a heading, and what a value says stays.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as each
from re import compile as pattern
from typing import Any, Final

from noroshi.paper import printed
from noroshi.paper.boxes import option_of, ticked_inline
from noroshi.paper.brought import (
    BESIDE,
    MOST_TROUBLES,
    FormRead,
    Trouble,
    found_sector,
    listed_options,
    listed_sectors,
    short,
)
from noroshi.paper.errors import NotAForm, NotTakenOver, SaidTwice, SeveralTicked, TextTooLarge, WordNotListed
from noroshi.paper.labels import CELL, ESCAPE, GOES_ON, ROW, STRUCTURE, field_of
from noroshi.paper.saying import read_said
from noroshi.schemes import Scheme
from noroshi.schemes.forms import Form, FormField
from noroshi.schemes.words import OptionSet
from noroshi.vocabulary import FieldType, FormKind

LARGEST: Final = 400_000
MOST_LINES: Final = 20_000
FEWEST_OURS, FEWEST_LOOSE = 3, 2
OURS: Final = pattern(r"【([^【】\n]{1,60})】\s*(.*)")
LOOSE: Final = pattern(r"[\s\u3000]*(?:[■□◆◇●○◎▼▽★☆・*＊#＃]+|[(（]?[0-9０-９]{1,2}[)）.．、])?[\s\u3000]*(.{1,60})")
BRACKETS: Final = pattern(r"[\[［<＜〈《「『]([^\]］>＞〉》」』\n]{1,60})[\]］>＞〉》」』]\s*[:：]?\s*(.*)")
QUOTED: Final = pattern(r">\s?")
NUMBER: Final = pattern(r"第\s*([0-9０-９]{1,4})\s*報")
WHEN: Final = pattern(
    r"((?:[0-9０-９XＸ〇○令和平成RH年月日時分:：/.．\-~〜頃ごろ約]|\s(?=[0-9０-９XＸ〇]))+)[\s\u3000]+(\S.*)"
)
CHOSEN: Final = frozenset({FieldType.CHOICE, FieldType.CHOICES})


@dataclass
class Block:
    """A heading and the lines below it, each with its number."""

    field: str
    line: int
    lines: list[tuple[int, str]] = each(default_factory=list)


def read_text(text: str, scheme: Scheme, kind: FormKind | None = None) -> FormRead:
    """Refused when there are no headings: then it is free text, and not for this place."""
    lines = _lines(text)
    form, is_ours = _form_of(lines, scheme, kind)
    reading = _Reading(form, scheme, is_ours=is_ours)
    for block in _blocks(lines, form.kind, is_ours=is_ours):
        reading.take(block)
    return FormRead(
        kind=form.kind,
        typed=reading.typed,
        marks=reading.marks,
        scope=reading.scope,
        beside=reading.beside,
        places=reading.places,
        troubles=tuple(reading.troubles[:MOST_TROUBLES]),
    )


def _lines(text: str) -> list[tuple[int, str]]:
    if len(text) > LARGEST:
        raise TextTooLarge
    lines = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff").split("\n")
    if len(lines) > MOST_LINES:
        raise TextTooLarge
    headings = [line for line in lines if "【" in line]
    if headings and sum(line.lstrip().startswith(">") for line in headings) * 2 > len(headings):
        lines = [QUOTED.sub("", line, count=1) if line.lstrip().startswith(">") else line for line in lines]
    return list(enumerate(lines, 1))


def _form_of(lines: Sequence[tuple[int, str]], scheme: Scheme, kind: FormKind | None) -> tuple[Form, bool]:
    forms = [form for each in FormKind if (form := scheme.form(each)) and kind in (None, each)]
    text = "\n".join(line for _, line in lines)
    ours = [(len(_headed(lines, form.kind, is_ours=True)) + 3 * (form.ja in text), form) for form in forms]
    most, form = max(ours, key=lambda pair: pair[0], default=(0, None))
    if form and len(_headed(lines, form.kind, is_ours=True)) >= FEWEST_OURS:
        return form, True
    loose = [(len(_headed(lines, form.kind, is_ours=False)) + 3 * (form.ja in text), form) for form in forms]
    most, form = max(loose, key=lambda pair: pair[0], default=(0, None))
    if form is None or len(_headed(lines, form.kind, is_ours=False)) < FEWEST_LOOSE or most < FEWEST_LOOSE:
        raise NotAForm
    return form, False


def _headed(lines: Sequence[tuple[int, str]], kind: FormKind, *, is_ours: bool) -> set[str]:
    return {found[0] for _, line in lines if (found := _heading(kind, line, is_ours=is_ours))}


def _heading(kind: FormKind, line: str, *, is_ours: bool) -> tuple[str, str] | None:
    """The field and what stands behind the heading in the same line."""
    if found := OURS.fullmatch(line if is_ours else line.strip()):
        known = field_of(kind, found[1])
        return (known, found[2].lstrip(":：").strip()) if known else None
    if is_ours or not line.strip():
        return None
    if found := BRACKETS.fullmatch(line.strip()):
        known = field_of(kind, found[1])
        return (known, found[2]) if known else None
    found = LOOSE.match(line)
    words = found[1] if found else ""
    rest = line[found.end() :] if found else ""
    for sign in (":", "："):
        head, is_there, behind = (words + rest).partition(sign)
        if is_there and len(head) <= 40 and (known := field_of(kind, head)):
            return known, behind.strip()
    known = field_of(kind, words.strip()) if not rest else ""
    return (known, "") if known else None


def _blocks(lines: Sequence[tuple[int, str]], kind: FormKind, *, is_ours: bool) -> Iterator[Block]:
    """What stands under no heading comes as blocks without a field, so that it can be told."""
    here = Block("", 1)
    for number, line in lines:
        found = _heading(kind, line, is_ours=is_ours)
        if found:
            yield here
            here = Block(found[0], number, [(number, found[1])] if found[1] else [])
        elif (is_ours and line.startswith(STRUCTURE) and not line.startswith("〔")) or _is_rule(line):
            yield here
            here = Block("", number, [(number, line)])
            yield here
            here = Block("", number)
        else:
            here.lines.append((number, line))
    yield here


def _is_rule(line: str) -> bool:
    bare = line.strip()
    return len(bare) >= 10 and set(bare) <= set("━─-=_＝－―*")


class _Reading:
    """Block by block into values."""

    def __init__(self, form: Form, scheme: Scheme, *, is_ours: bool) -> None:
        self.form, self.scheme, self.is_ours = form, scheme, is_ours
        self.typed: dict[str, Any] = {}
        self.marks: dict[str, dict[str, Any]] = {}
        self.beside: dict[str, str] = {}
        self.places: dict[str, str] = {}
        self.troubles: list[Trouble] = []
        self.scope = ""

    def take(self, block: Block) -> None:
        lines = _trimmed(block.lines)
        if not block.field:
            self._left_over(lines)
            return
        if not lines:
            return
        mark = read_said(lines[-1][1] if self.is_ours else lines[-1][1].strip())
        if mark:
            lines = _trimmed(lines[:-1])
            self.marks.setdefault(block.field, mark)
        known = self.form.field(block.field)
        kind = known.type if known else FieldType.LINE
        if block.field in BESIDE:
            self._keep_beside(block.field, lines)
        elif kind in CHOSEN and known:
            self._choose(known, lines)
        elif kind is FieldType.ROWS and known:
            self._keep(block, list(self._rows(known, lines)))
        elif lines:
            text = "\n".join(self._plain(line) for _, line in lines).strip()
            self._keep(block, self._sector(block, text) if kind is FieldType.SECTOR else text)

    def _plain(self, line: str) -> str:
        """Our own printing sets a line in by one space where it could be taken for a sign of the paper."""
        return line.removeprefix(ESCAPE) if self.is_ours else line.rstrip()

    def _keep(self, block: Block, value: Any) -> None:
        if not value:
            return
        if self.typed.get(block.field, value) != value:
            self._trouble(block.line, SaidTwice(given=short(str(value))), block.field)
            return
        self.typed[block.field] = value
        self.places.setdefault(block.field, f"L{block.line}")

    def _keep_beside(self, field_id: str, lines: Sequence[tuple[int, str]]) -> None:
        text = "\n".join(self._plain(line) for _, line in lines).strip()
        number = NUMBER.search(text)
        self.beside[field_id] = str(int(number[1])) if number and field_id == "edition_number" else text

    def _sector(self, block: Block, text: str) -> str:
        found = found_sector(self.scheme, text)
        if text and not found:
            self._trouble(block.line, WordNotListed(given=short(text), listed=listed_sectors(self.scheme)), block.field)
        return found

    def _choose(self, known: FormField, lines: Sequence[tuple[int, str]]) -> None:
        options = self.scheme.option_set(known.options or "")
        if options is None:
            return
        chosen: list[str] = []
        for number, line in lines:
            self._choose_in(known, options, number, line.strip(), chosen)
        ids = list(dict.fromkeys(chosen))
        if not ids:
            return
        if known.type is FieldType.CHOICE and len(ids) > 1:
            words = "、".join(option.ja for option in options.options if option.id in ids)
            self._trouble(lines[0][0], SeveralTicked(given=words), known.id)
            return
        self.places.setdefault(known.id, f"L{lines[0][0]}")
        if known.id == "sharing_scope":
            self.scope = ids[0]
        elif known.type is FieldType.CHOICES:
            self.typed[known.id] = [option.id for option in options.options if option.id in ids]
        else:
            self.typed[known.id] = ids[0]

    def _choose_in(self, known: FormField, options: OptionSet, number: int, line: str, chosen: list[str]) -> None:
        boxes = ticked_inline(options, line)
        if boxes is not None:
            chosen.extend(option.id for option in boxes[0])
            unknown = boxes[1]
        else:
            whole = option_of(options, line.lstrip("・-* "))
            parts = [line] if whole else _split(line)
            found = [(part, option_of(options, part.lstrip("・-* "))) for part in parts]
            chosen.extend(option.id for _, option in found if option)
            unknown = [part for part, option in found if not option]
        for words in unknown:
            self._trouble(number, WordNotListed(given=short(words), listed=listed_options(options)), known.id)

    def _rows(self, known: FormField, lines: Sequence[tuple[int, str]]) -> Iterator[dict[str, str]]:
        row: list[str] | None = None
        start = 0
        for number, line in lines:
            if row is not None and (line.startswith(GOES_ON) or (self.is_ours and not line.startswith(ROW))):
                row[-1] += "\n" + line.removeprefix(GOES_ON)
                continue
            if row is not None:
                yield from self._row(known, start, row)
            row, start = self._cells(known, line), number
        if row is not None:
            yield from self._row(known, start, row)

    def _cells(self, known: FormField, line: str) -> list[str]:
        most = len(known.columns) - 1
        bare = line.removeprefix(ROW) if self.is_ours else line.strip().lstrip("・-*●○ ")
        if self.is_ours:
            cells = bare.split(CELL, most) if CELL in bare else bare.removesuffix(CELL.rstrip()).split(CELL, most)
        elif sign := next((sign for sign in ("｜", "|", "\t", "　") if sign in bare), ""):
            cells = [cell.strip() for cell in bare.split(sign, most)]
        else:
            when = WHEN.fullmatch(bare)
            cells = [when[1].strip(), when[2]] if when and most else [*[""] * most, bare]
        return [*cells, *[""] * (most + 1 - len(cells))]

    def _row(self, known: FormField, number: int, cells: Sequence[str]) -> Iterator[dict[str, str]]:
        row: dict[str, str] = {}
        for column, text in zip(known.columns, (cell.strip() for cell in cells), strict=False):
            options = self.scheme.option_set(column.options) if column.options else None
            option = option_of(options, text) if options and text else None
            if options and text and not option:
                self._trouble(number, WordNotListed(given=short(text), listed=listed_options(options)), known.id)
            elif text:
                row[column.id] = option.id if option else text
        if row:
            yield row

    def _left_over(self, lines: Sequence[tuple[int, str]]) -> None:
        """Greetings and signatures as well: it is told where they stand, and a person decides."""
        words = [line for _, line in lines]
        if not lines or all(self._is_printed(line) for line in words):
            number = NUMBER.search(" ".join(words))
            if number and "edition_number" not in self.beside and words and words[0].startswith("※第"):
                self.beside["edition_number"] = str(int(number[1]))
            return
        self._trouble(lines[0][0], NotTakenOver(given=short(" ".join(words))), "")

    def _is_printed(self, line: str) -> bool:
        bare = line.strip()
        sheet = printed.SHEETS[self.form.kind]
        return not bare or bare.startswith(("※", "■", "◆", "━")) or _is_rule(bare) or sheet.title in bare

    def _trouble(self, number: int, refusal: Any, field_id: str) -> None:
        self.troubles.append(Trouble(f"L{number}", refusal, field_id))


def _trimmed(lines: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Without empty lines before and after."""
    kept = list(lines)
    while kept and not kept[0][1].strip():
        kept.pop(0)
    while kept and not kept[-1][1].strip():
        kept.pop()
    return kept


def _split(text: str) -> Iterator[str]:
    for part in text.replace(",", "、").replace("，", "、").replace("/", "、").split("、"):
        if part.strip():
            yield part.strip()
