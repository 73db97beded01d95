"""Running text written by others: what could be pressed or fetched is defanged, everything else stays as it was written."""

import pytest

from noroshi.web.plain_sight import defanged_within


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("見よ http://bad.example.com/a.b。", "見よ hxxp://bad[.]example[.]com/a.b。"),
        ("通信先は203.0.113.77です", "通信先は203[.]0[.]113[.]77です"),
        ("mail evil@bad.example now", "mail evil[@]bad[.]example now"),
        ("update-gateark.example.com/v2", "update-gateark[.]example[.]com/v2"),
        ("javascript://x.example/%0aalert", "javascript[:]//x[.]example/%0aalert"),
    ],
)
def test_addresses_in_a_sentence_cannot_be_pressed(written: str, shown: str) -> None:
    assert defanged_within(written) == shown


@pytest.mark.parametrize("written", ["版 7.2.6 へ更新する。", "手引書 2.3(2)", "3.5 億円", "終わり。次へ", "e.g. this"])
def test_versions_and_sentences_stay_as_written(written: str) -> None:
    assert defanged_within(written) == written


def test_characters_that_turn_the_text_are_shown() -> None:
    assert defanged_within("注意\u202e書") == "注意⟨U+202E⟩書"


def test_defanging_twice_changes_nothing_more() -> None:
    once = defanged_within("http://bad.example.com/a と 203.0.113.77")

    assert defanged_within(once) == once
