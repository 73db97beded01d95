"""Terms of the glossary, and words of the trade beside it, by which statements in two languages find each other."""

import tomllib

import pytest

from noroshi.likeness import alike, seen, telling, traits_of
from noroshi.likeness.comparing import meant_by
from noroshi.likeness.terms import PATH, terms_in
from noroshi.vocabulary import glossary

JA = (
    "脅威アクターによるキャンペーンとみられる。重要システムと制御システムでシステムの不具合が起き、検体を採取した。"
    "検知指標は別紙のとおり。"
)
EN = (
    "A threat actor is at work, and this belongs to a known campaign. Both the control system and an important system showed a "
    "malfunction at night. One specimen is kept; each indicator of it follows by telephone."
)
FORMS = (
    "続報あり。情報共有範囲は重要インフラ関係主体限り。識別番号は採番済み。所管省庁からの情報連絡、別紙あり。次の報告は来週の予定。",
    "A follow-up edition is expected. The sharing scope is the related parties only, the reference number was assigned, "
    "the responsible ministry has the report, and an attachment goes with it. A next report is planned.",
)


def found(text: str) -> frozenset[str]:
    return terms_in(meant_by(text))


def test_a_japanese_and_an_english_report_of_one_attack_find_each_other_by_glossary_terms() -> None:
    match = alike(seen(JA), seen(EN))

    assert match is not None
    assert set(match.terms) == {
        "threat actor",
        "campaign",
        "control system",
        "important system",
        "malfunction",
        "specimen",
        "indicator",
    }
    assert {*traits_of(JA, is_asking=True).others} & {*traits_of(EN).others}
    assert {*traits_of(EN, is_asking=True).others} & {*traits_of(JA).others}


def test_two_reports_that_share_only_the_words_of_their_form_do_not() -> None:
    one, other = FORMS

    assert found(one) == found(other) == frozenset()
    assert alike(seen(one), seen(other)) is None
    assert {*traits_of(one, is_asking=True).every} & {*traits_of(other).every} == set()


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("不正プログラムを検知した", {"malware"}),
        ("アクセスログを保全した", set()),
        ("通信のログを保全した", {"log"}),
        ("login technology", set()),
        ("The logs are kept", {"log"}),
        ("a new firewall", {"firewall"}),
        ("a fire in the substation", {"fire", "substation"}),
        ("産業用制御システムの障害", {"control system"}),
        ("サービス障害が起きた", {"service outage"}),
        ("Data was exfiltrated", {"data leak"}),
        ("ＲＡＮＳＯＭＷＡＲＥ", {"ransomware"}),
        ("The ransom note", {"ransomware"}),
        ("ランサムウェアグループ", {"ransomware"}),
    ],
)
def test_a_term_is_found_whole_and_the_longest_first(text: str, terms: set[str]) -> None:
    assert found(text) == terms


def test_no_word_is_said_twice_and_what_the_glossary_has_is_said_there_alone() -> None:
    given = tomllib.loads(PATH.read_text(encoding="utf-8"))["term"]
    codes = [entry["code"] for entry in given if "code" in entry]
    own = [entry for entry in given if "code" not in entry]
    of_glossary = {word for term in glossary.terms().values() for word in (term.ja, term.en.casefold())}

    assert set(codes) <= glossary.terms().keys()
    assert [entry["en"] for entry in own if {entry["en"], entry["ja"]} & of_glossary] == []
    words = [word for one in telling().values() for word in {word.casefold() for word in one.words}]
    assert len(words) == len(set(words))
