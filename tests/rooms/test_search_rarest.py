"""What the index is asked for: pieces of which some may be left out, and terms of which none may."""

import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.search.asking import asked_for
from noroshi.search.finding import search
from noroshi.search.wanted import Wanted
from noroshi.vocabulary import Tlp
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def pieces(words: str) -> list[str]:
    return asked_for(words, exactly=True).pieces


def test_every_piece_of_what_must_stand_there_may_be_left_out() -> None:
    assert pieces("監視装置") == ["監視", "視装", "装置"]
    assert pieces("監視 装置") == ["監視", "装置"]


@pytest.mark.parametrize(
    "words",
    ["監視 OR 装置", "203.0.113.0/24", "監視 203.0.113.0/24", "2001:db8::7", "視", "監視 OR 203.0.113.0/24"],
)
def test_where_the_index_alone_decides_nothing_is_left_out(words: str) -> None:
    assert pieces(words) == []


@pytest.mark.parametrize("quoted", ["o'neill", "back\\slash", "a'b\\c'"])
def test_signs_of_the_language_of_questions_mean_nothing(cast: Cast, quoted: str) -> None:
    cast.report(cast.electric, Tlp.RED, {"title": f"before {quoted} after"})

    with acting_as(cast.electric):
        assert len(search(cast.electric, Wanted.of({"q": [f'"{quoted}"']})).found) == 1
