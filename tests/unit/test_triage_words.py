"""Suppliers and keywords in a text: in the letters of the search, Latin ones as whole words."""

import pytest

from noroshi.triage.words import Words, topics_said, word_topic
from noroshi.vocabulary import Relevance
from noroshi.vocabulary.folding import folded


@pytest.mark.parametrize(
    ("text", "word", "is_said"),
    [
        ("The VPN of ＡＣＭＥ was used", "Acme", True),
        ("Acme Network  Services has told", "acme network services", True),
        ("All VPNs are concerned", "vpn", True),
        ("Topics and statistics", "ICS", False),
        ("acmeology", "acme", False),
        ("mail.acme.example", "acme", True),
        ("ﾗﾝｻﾑウェアによる被害", "ランサム", True),
        ("らんさむの被害", "ランサム", True),
        ("三菱ＵＦＪ銀行", "三菱UFJ", True),
        ("三菱UFJX", "三菱UFJ", False),
        ("株式会社青潮", "青潮", True),
        ("津波", "津", True),
        ("C++ で書かれた", "++", True),
        ("C# で書かれた", "++", False),
        ("nothing of it", " ", False),
    ],
)
def test_a_word_is_found_as_people_mean_it(text: str, word: str, is_said: bool) -> None:
    shape = folded(word)

    assert list(Words([shape]).said_in(folded(text))) == [shape] * is_said


def test_a_supplier_is_one_before_it_is_a_keyword_and_has_one_number_however_it_is_written() -> None:
    topics = topics_said(["アクメ"], ["ｱｸﾒ", "acme", " "])

    assert {one.relevance: one.word for one in topics.values()} == {
        Relevance.SUPPLIER: "アクメ",
        Relevance.KEYWORD: "acme",
    }
    assert all(topic < 0 for topic in topics)
    assert word_topic("ACME") == word_topic("ａｃｍｅ") != word_topic("acne")
