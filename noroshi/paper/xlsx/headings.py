"""Which cells are headings, which are the sheet's own words, and what stands behind a colon."""

from typing import Any, Final

from noroshi.paper import printed
from noroshi.paper.brought import folded
from noroshi.paper.labels import LABELS, field_of, label_of
from noroshi.paper.saying import read_said
from noroshi.schemes import Scheme
from noroshi.schemes.forms import Form
from noroshi.vocabulary import FormKind

LONGEST_HEADING: Final = 60


def heading(kind: FormKind, text: str) -> str:
    """The field that this cell names, alone or before a colon."""
    head = text.partition("〔")[0].strip()
    if head and "\n" not in head and len(head) <= LONGEST_HEADING and (known := field_of(kind, head)):
        return known
    before = _before_colon(head)
    return field_of(kind, before) if before else ""


def behind(kind: FormKind, text: str) -> tuple[str, dict[str, Any]]:
    """What stands behind the colon in the heading's own cell, and what is said about the value there."""
    head, sign, said = text.partition("〔")
    mark = read_said(sign + said) if sign else None
    if field_of(kind, head.strip()) and len(head.strip()) <= LONGEST_HEADING:
        return "", mark or {}
    before = _before_colon(text)
    return (text[len(before) + 1 :].strip() if before else ""), {}


def _before_colon(text: str) -> str:
    places = [place for place in (text.find(":"), text.find("：")) if 0 < place <= LONGEST_HEADING]
    before = text[: min(places)] if places else ""
    return "" if "\n" in before else before


def printed_words(form: Form, scheme: Scheme) -> frozenset[str]:
    """Everything that the sheet prints around the values."""
    words = printed.SHEETS[form.kind]
    fixed: list[str] = [words.title, words.direction, words.content, printed.STARRED, printed.FIRST_HAS_NO_NUMBER]
    fixed += [*printed.EVENT_TABLE, *printed.CAUSE_TABLE, *printed.CONTENT_TABLE, *printed.TIMELINE]
    fixed += [printed.FROM_LIST, printed.PRESS_ASKS, printed.SEE_ANNEX_2, printed.CENTER, printed.MAY_ASK]
    fixed += [printed.BESIDE, printed.FILES, "(第", "報*)", "第", "報", "下書き", "DRAFT", "チェック"]
    fixed += [
        part for color in words.colors for part in (color.printed, color.parties, f"{color.printed}{color.parties}")
    ]
    fixed += [f"{sign}: {note}" for sign, note in words.notes.items()]
    fixed += list(words.notes)
    for label in LABELS[form.kind]:
        fixed += [label.under, f"{label.under}{printed.MAY_ASK}"]
    for field in form.fields:
        options = scheme.option_set(field.options or "")
        if options:
            fixed += [group.ja for group in options.groups]
            fixed += [f"({option.hint_ja})" for option in options.options if option.hint_ja]
        shown = label_of(form.kind, field.id)
        if shown:
            fixed += [
                f"{shown.printed}{printed.SEE_ANNEX_2}",
                f"{shown.printed}{''.join(f'({sign})' for sign in field.notes)}",
            ]
    return frozenset(words_of(one) for one in fixed if one)


def words_of(text: str) -> str:
    """In one shape; the signs of the sheet stay."""
    return folded(text)
