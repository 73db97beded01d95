"""Whatever was validly typed comes back from the spreadsheet and from the text form exactly as it was."""

from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from noroshi.paper.paper import Paper, Replacement, Since
from noroshi.paper.text import text
from noroshi.paper.text_back import read_text
from noroshi.paper.xlsx import read_spreadsheet, spreadsheet
from noroshi.schemes import Scheme, load_scheme
from noroshi.schemes.forms import Column, FormField
from noroshi.vocabulary import Amendment, Certainty, FieldType, FormKind, Said
from noroshi.vocabulary.errors import Refusal
from noroshi.vocabulary.text import clean_line, clean_text

type Draft = tuple[str, dict[str, Any], dict[str, dict[str, Any]]]

PLAN4 = load_scheme("plan4")
DERIVED = {"edition_number", "reference_number", "reported_at", "provided_at", "sharing_scope", "destinations"}
UNFIT = {FieldType.FILES, FieldType.SPECIMENS, FieldType.REFERENCES, FieldType.DESTINATIONS}
FORMS = {kind.value: form for kind in FormKind if (form := PLAN4.form(kind))}

awkward = st.sampled_from(
    [
        *(
            "=1+1",
            "+81",
            "-",
            "@x",
            "'quoted",
            "_x0041_",
            "_x005F_x0041_",
            "<b>&amp;</b>",
            "0312345678",
            "1",
            "2026-11-21",
        ),
        *(
            "【概要】",
            "■",
            "◆ 一",
            "※1",
            "〔未確認〕",
            "〔x〕",
            "　〔推定〕",
            "　字下げ",
            "━━━",
            "□",
            "☑",
            "レ",
            "○",
            "・一行",
            "a ｜ b",
        ),
        *(
            "概要",
            "概要: x",
            "電話番号",
            "その他",
            "不明",
            "有",
            "第2報",
            "TLP:RED",
            "令和8年11月21日",
            "年月日",
            "日時",
            "件名",
        ),
        *("※前の報から　訂正", "　※前の報から　", "※差し替え済み　x"),
        *("情報連絡様式", "リストから選択", "> 引用", "--", "https://example.com/?a=b:c"),
    ]
)
letters = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")), max_size=30
)
lines = st.one_of(awkward, letters, st.builds("{} {}".format, awkward, letters))
texts = st.lists(lines, max_size=5).map("\n".join)


def _kept(read: Any, **how: Any) -> Any:
    def kept(value: str) -> bool:
        try:
            return bool(value) and read(value, **how) == value
        except Refusal:
            return False

    return kept


one_line = lines.filter(_kept(clean_line, most=200))
some_text = texts.filter(_kept(clean_text))


def values(field: FormField | Column, scheme: Scheme) -> st.SearchStrategy[Any]:
    options = scheme.option_set(field.options or "")
    match field.type:
        case FieldType.CHOICE if options:
            return st.sampled_from([option.id for option in options.options])
        case FieldType.CHOICES if options:
            ids = [option.id for option in options.options]
            return st.sets(st.sampled_from(ids), min_size=1).map(lambda some: [one for one in ids if one in some])
        case FieldType.SECTOR:
            return st.sampled_from([sector.id for sector in scheme.sectors])
        case FieldType.ROWS if isinstance(field, FormField):
            columns = {column.id: values(column, scheme) for column in field.columns}
            return st.lists(st.fixed_dictionaries({}, optional=columns).filter(bool), min_size=1, max_size=10)
        case FieldType.TEXT:
            return some_text
        case _:
            return one_line


def marks(field: FormField) -> st.SearchStrategy[dict[str, Any]]:
    certainty = {"certainty": st.sampled_from([one.value for one in Certainty]), "basis": one_line}
    anonymized = {"anonymized": st.just(True)} if field.may_be_anonymized else {}
    return st.fixed_dictionaries({}, optional={**certainty, **anonymized})


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    kind = draw(st.sampled_from(sorted(FORMS)))
    form = FORMS[kind]
    typed, said = {}, {}
    for field in form.fields:
        if field.id in DERIVED or field.internal or field.type in UNFIT or not draw(st.booleans()):
            continue
        typed[field.id] = draw(values(field, PLAN4))
        if mark := draw(marks(field)):
            said[field.id] = mark
    return kind, typed, said


def content(typed: dict[str, Any], said: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {name: Said.of({"value": value, **said.get(name, {})}).plain() for name, value in typed.items()}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(drafts())
def test_a_spreadsheet_gives_back_what_was_typed(draft: Draft) -> None:
    kind, typed, said = draft

    read = read_spreadsheet(spreadsheet(Paper(PLAN4, FORMS[kind], content(typed, said))), PLAN4)

    assert read.kind == kind
    assert [trouble.message("en") for trouble in read.troubles] == []
    assert (dict(read.typed), dict(read.marks)) == (typed, said)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(drafts())
def test_the_text_form_gives_back_what_was_typed(draft: Draft) -> None:
    """A full-width bar in the first cell of a row is printed as a narrow one; everything else comes back as it was."""
    kind, typed, said = draft

    read = read_text(text(Paper(PLAN4, FORMS[kind], content(typed, said))), PLAN4)

    assert read.kind == kind
    assert [trouble.message("en") for trouble in read.troubles] == []
    assert (dict(read.typed), dict(read.marks)) == ({name: _barred(value) for name, value in typed.items()}, said)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(drafts(), drafts())
def test_what_is_marked_as_changed_is_no_part_of_what_comes_back(draft: Draft, earlier: Draft) -> None:
    kind, typed, said = draft
    before = {name: value for name, value in content(*earlier[1:]).items() if earlier[0] == kind}
    kinds = dict.fromkeys(before, Amendment.CORRECTION)
    instead = {name: Replacement("第3報で差し替えられています", value) for name, value in before.items()}
    plain = Paper(PLAN4, FORMS[kind], content(typed, said))
    marked = replace(plain, since=Since("第1報からの変更", before, ["訂正 1"], kinds), replaced=instead)

    sheet, lines = read_spreadsheet(spreadsheet(marked), PLAN4), read_text(text(marked), PLAN4)

    assert (sheet.kind, [trouble.message("en") for trouble in sheet.troubles]) == (kind, [])
    assert (dict(sheet.typed), dict(sheet.marks)) == (typed, said)
    assert (dict(lines.typed), dict(lines.marks)) == ({name: _barred(value) for name, value in typed.items()}, said)


def _barred(value: Any) -> Any:
    """Of a table: the cells before the last one."""
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        return value
    return [{name: cell.replace("｜", "|") if name == "at" else cell for name, cell in row.items()} for row in value]
