"""Whatever people write: what a machine gives back unchanged says what was written, agreed terms in the other language."""

import re

from hypothesis import given
from hypothesis import strategies as st

from noroshi.observables import found_in
from noroshi.translating.fixing import MARK, fixed, restored
from noroshi.vocabulary import Language

PIECES = st.sampled_from(
    [
        "203.0.113.7",
        "a[.]kirisame[.]top",
        "CVE-2026-1234",
        "情報連絡",
        "セプター",
        "制御システム",
        "⟦0⟧",
        "⟦",
        "⟧",
        "⟦ 3 ⟧",
        "\\1",
        "を遮断",
        "control system",
        "。",
        " ",
        "\n",
    ]
)
WRITTEN = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=12).map("".join)


def plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


@given(WRITTEN, st.sampled_from(list(Language)))
def test_a_machine_that_changes_nothing_changes_nothing(text: str, into: Language) -> None:
    given_ = fixed(text, into)
    expected = given_.text
    for number, piece in enumerate(given_.pieces):
        expected = expected.replace(f"⟦{number}⟧", piece, 1)

    said = restored(given_.text, given_, into)

    assert said is not None
    assert plain(said) == plain(expected)


@given(WRITTEN, st.sampled_from(list(Language)))
def test_every_value_is_kept_from_the_machine_and_comes_back(text: str, into: Language) -> None:
    given_ = fixed(text, into)
    said = restored(given_.text, given_, into) or ""

    for found in found_in(text):
        assert found.written in given_.pieces or any(found.written in piece for piece in given_.pieces)
        assert plain(found.written) in plain(said)
    assert len(MARK.findall(given_.text)) >= len(given_.pieces)
