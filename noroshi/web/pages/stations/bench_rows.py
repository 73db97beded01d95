"""Row by row: the original with its findings under their numbers, the outgoing text in fields, what of it could be told less exactly."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from noroshi.drafting.fields import DERIVED, fields_of
from noroshi.drafting.rewording import ABOUT, is_in_english, rounded
from noroshi.drafting.written import Written
from noroshi.editions.queries import Reading
from noroshi.reports.actions.anonymize import ROUNDED, Less, roughened
from noroshi.reports.anonymizing import FILES, OWN_BLOCK, Finding, Spot, Workbench
from noroshi.schemes.forms import FormField
from noroshi.vocabulary import FieldType, Nature, Said
from noroshi.web.components import Choice
from noroshi.web.pages.directory.words import language, sector_choices
from noroshi.web.pages.stations.bench_shown import Control, Left, LessShown, RowShown, Segment
from noroshi.web.pages.stations.values import FormWords

AROUND: Final = 12
"""So many characters are shown on each side of a passage that is left."""
CONTROLS: Final = {
    FieldType.TEXT: "text",
    FieldType.LINE: "line",
    FieldType.LOOSE_MOMENT: "line",
    FieldType.CHOICE: "select",
    FieldType.SECTOR: "select",
    FieldType.ROWS: "rows",
}
LESS: Final[dict[Less, str | Promise]] = {
    Less.NUMBERS: gettext_lazy("Tell numbers roughly"),
    Less.TIMES: gettext_lazy("Tell times by half days"),
    Less.SECTOR: gettext_lazy("Take out words of the sector"),
}


def rows_of(bench: Workbench, words: FormWords) -> Iterable[RowShown]:
    """Every field that either side says, in printed order; files stand by themselves."""
    content = _said_by(bench.original) if bench.original else {}
    for field in fields_of(bench.draft.form):
        said = Said.of(content.get(field.id, ""))
        typed = bench.written.typed.get(field.id, "")
        if field.id in FILES or field.id in DERIVED - {"importance"} or (said.is_empty and not typed):
            continue
        yield _row(bench, words, field, said, typed)


def _said_by(original: Reading) -> dict[str, Any]:
    """Importance stands on the form and goes with the edition, not with its content."""
    importance = {"importance": original.importance.value} if original.importance else {}
    return {**original.content, **importance}


def _row(bench: Workbench, words: FormWords, field: FormField, said: Said, typed: Any) -> RowShown:
    kind = CONTROLS.get(field.type, "words") if not field.id.startswith(OWN_BLOCK) else "words"
    text = typed if isinstance(typed, str) else ""
    now, english = timezone.localtime(), is_in_english(bench.written)
    times = field.id in ROUNDED and bool(text)
    return RowShown(
        id=field.id,
        label=words.label(field.id),
        nature=field.nature,
        original=_original(bench.findings, words, field, said),
        kind=kind,
        value=text if kind in {"text", "line"} else words.text(field.id, typed),
        cells=_cells(field, typed) if kind == "rows" else (),
        options=_options(words, field, text) if kind == "select" else (),
        left=tuple(_left(bench, field.id)),
        is_anonymized=bench.written.marks.get(field.id, {}).get("anonymized") is True,
        may_empty=field.nature in {Nature.VICTIM, Nature.MIXED} and bool(typed) and kind in {"text", "line", "rows"},
        half_day=rounded(text, now=now, half_days=True, is_english=english) if times else "",
        day=rounded(text, now=now, half_days=False, is_english=english) if times else "",
        less=tuple(_less(bench.written, field.id, kind)),
    )


def _less(written: Written, name: str, kind: str) -> Iterable[LessShown]:
    """Only what would change something; times of the form's own fields are rounded by themselves."""
    if kind not in {"text", "line", "rows"}:
        return
    for less, words in LESS.items():
        if not (less is Less.TIMES and name in ROUNDED) and roughened(written, name, less) != written:
            yield LessShown(less.value, str(words))


def _original(
    findings: Iterable[Finding], words: FormWords, field: FormField, said: Said
) -> tuple[tuple[Segment, ...], ...]:
    if isinstance(said.value, list) and any(isinstance(row, Mapping) for row in said.value):
        return tuple(
            tuple(
                segment
                for name, cell in row.items()
                for segment in (*segments(str(cell), f"{field.id}.{place}.{name}", findings), Segment("  "))
            )
            for place, row in enumerate(said.value)
        )
    if field.type in {FieldType.TEXT, FieldType.LINE, FieldType.LOOSE_MOMENT} or field.id.startswith(OWN_BLOCK):
        more = words.said(field.id, Said("", said.certainty, said.basis, said.is_anonymized, said.correction))
        first = segments(str(said.value), field.id, findings)
        return (first, (Segment(more),)) if more else (first,)
    return ((Segment(words.said(field.id, said)),),)


def segments(text: str, place: str, findings: Iterable[Finding]) -> tuple[Segment, ...]:
    """The text in reading order, findings with their numbers."""
    spots = [(spot, one) for one in findings for spot in one.original if spot.place == place]
    found: list[Segment] = []
    at = 0
    for spot, one in sorted(spots, key=lambda pair: pair[0].start):
        if spot.start > at:
            found.append(Segment(text[at : spot.start]))
        found.append(Segment(text[spot.start : spot.end], one.number, one.step.value, one.is_known))
        at = spot.end
    return (*found, Segment(text[at:])) if at < len(text) else tuple(found)


def _left(bench: Workbench, name: str) -> Iterable[Left]:
    for one in bench.findings:
        for spot in one.outgoing:
            if spot.place.partition(".")[0] == name:
                yield _around(bench, one, spot)


def _around(bench: Workbench, one: Finding, spot: Spot) -> Left:
    text = _text_at(bench.written, spot.place)
    return Left(
        one.number,
        text[max(0, spot.start - AROUND) : spot.start],
        spot.text,
        text[spot.end : spot.end + AROUND],
        one.step.value,
    )


def _text_at(written: Written, place: str) -> str:
    name, *steps = place.split(".")
    if len(steps) == 1 and steps[0] in ABOUT:
        return str(written.marks.get(name, {}).get(steps[0], ""))
    value: Any = written.typed.get(name, "")
    for step in steps:
        value = value[int(step)] if isinstance(value, list) else value.get(step, "")
    return str(value)


def _cells(field: FormField, typed: Any) -> tuple[tuple[Control, ...], ...]:
    english = language() == "en"
    rows = typed if isinstance(typed, list) else []
    return tuple(
        tuple(
            Control(
                f"f.{field.id}.{place}.{column.id}", column.en if english else column.ja, str(row.get(column.id, ""))
            )
            for column in field.columns
        )
        for place, row in enumerate(rows)
        if isinstance(row, Mapping)
    )


def _options(words: FormWords, field: FormField, value: str) -> tuple[Choice, ...]:
    if field.type is FieldType.SECTOR:
        pairs = sector_choices()
    else:
        known = words.scheme.option_set(field.options) if field.options else None
        pairs = [(one.id, one.label(language())) for one in known.options] if known else []
    return tuple(Choice(name, label, is_chosen=name == value) for name, label in pairs)
