"""No false silence: a name put into a text is found, whatever its width, kana and spaces, and whatever stands around it."""

from itertools import pairwise
from unicodedata import normalize

from hypothesis import given
from hypothesis import strategies as st

from noroshi.traces import Known, Trace, find
from noroshi.traces.folding import fold, folded

NAMES = st.sampled_from(
    ["中央電力", "ホゲホゲガス", "みなと水道", "HogeHoge", "Chuo Electric Power", "髙﨑鉄道", "キヤノ銀行", "A1通信"]
)
FORMS = st.sampled_from(["{}", "{}株式会社", "(株){}", "{} Inc.", "{}ホールディングス"])
AROUND = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.text("中電力ガスaH 1.-・/@", max_size=30)
NUMBERS = st.from_regex(r"0[1-9]-[0-9]{4}-[0-9]{4}", fullmatch=True)
GAPS = st.sampled_from(["", "", " ", "　", "\n", "・", "-"])
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@st.composite
def written(draw: st.DrawFn, name: str) -> str:
    """The name as somebody may write it."""
    name = draw(st.sampled_from([str, str.upper, str.lower, lambda text: normalize("NFKD", text)]))(name)
    name = name.translate(WIDE) if draw(st.booleans()) else name
    return "".join(letter + draw(GAPS) for letter in name[:-1]) + name[-1]


def covers(found: list[Trace], start: int, end: int) -> bool:
    return any(one.start <= start and end <= one.end and one.is_the_source_s for one in found)


@given(st.data(), NAMES, FORMS, AROUND, AROUND)
def test_an_inserted_name_is_always_found(data: st.DataObject, name: str, form: str, before: str, after: str) -> None:
    put = data.draw(written(name))

    found = find(before + put + after, Known(names=(form.format(name),)))

    shape = fold(put)
    assert covers(found, len(before) + shape.places[0], len(before) + shape.places[-1] + 1)


@given(st.sampled_from(["連絡 太郎", "提供　花子", "Taro Renraku"]), AROUND, AROUND, st.booleans())
def test_an_inserted_person_is_always_found(name: str, before: str, after: str, is_joined: bool) -> None:
    put = name.replace(" ", "").replace("　", "") if is_joined else name

    found = find(before + put + after, Known(people=(name,)))

    assert covers(found, len(before), len(before) + len(put))


@given(
    st.sampled_from(["chuden.example.jp", "hoge-gas.co.jp"]),
    AROUND,
    AROUND,
    st.sampled_from([".", "[.]", "(.)", "[dot]", "．"]),
)
def test_an_inserted_domain_is_always_found_defanged_too(domain: str, before: str, after: str, dot: str) -> None:
    put = domain.replace(".", dot)

    found = find(before + put + after, Known(domains=(domain,)))

    assert covers(found, len(before), len(before) + len(put))


@given(NUMBERS, st.text("電話は へ。（", max_size=20), st.sampled_from(["", "-", "ー", " ", ")", "－"]))
def test_an_inserted_number_is_always_found(number: str, before: str, gap: str) -> None:
    put = number.replace("-", gap)

    for form in (put, put.translate(WIDE)):
        found = find(before + form, Known(telephones=(number,)))

        assert covers(found, len(before), len(before) + len(form))


@given(NAMES, st.text(max_size=40), st.text(max_size=40))
def test_nothing_known_is_left_after_taking_it_out(name: str, before: str, after: str) -> None:
    text = before + name + after

    for one in reversed(find(text, Known(names=(name,)))):
        text = text[: one.start] + "〓" + text[one.end :]

    assert folded(name) not in folded(text)


@given(st.text() | AROUND)
def test_passages_are_true_to_the_text_and_never_overlap(text: str) -> None:
    found = find(text, Known(names=("中央電力",), domains=("chuden.example.jp",), telephones=("03-1234-5678",)))

    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.text(), st.text())
def test_folding_a_text_is_folding_its_letters(one: str, other: str) -> None:
    assert folded(one + other) == folded(one) + folded(other)
