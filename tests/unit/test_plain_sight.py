"""Dangerous values are shown so that nobody can press them and no name can hide its ending."""

import pytest

from noroshi.web.plain_sight import defanged, visible


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("http://bad.example/a.html?x=1.2", "hxxp://bad[.]example/a.html?x=1.2"),
        ("HTTPS://bad.example", "hxxps://bad[.]example"),
        ("203.0.113.77", "203[.]0[.]113[.]77"),
        ("billing@bad.example", "billing[@]bad[.]example"),
        ("see http://bad.example now", "see hxxp://bad[.]example now"),
        ("ftp://files.bad.example", "ftp[:]//files[.]bad[.]example"),
        ("javascript:alert(1)", "javascript[:]alert(1)"),
        ("悪性サイト（http://bad.example）", "悪性サイト（hxxp://bad[.]example）"),
        ("setup.exe", "setup[.]exe"),
        ("no danger here", "no danger here"),
    ],
)
def test_a_dangerous_value_is_shown_defanged(value: str, shown: str) -> None:
    assert defanged(value) == shown


@pytest.mark.parametrize(
    "value", ["http://bad.example/a", "billing@bad.example", "203.0.113.77", "ftp://a.bad.example"]
)
def test_defanging_twice_changes_nothing_more(value: str) -> None:
    assert defanged(defanged(value)) == defanged(value)


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200b", "\x00", "\x1b", "\ufeff"])
def test_characters_that_turn_or_hide_text_appear_as_their_code(hidden: str) -> None:
    shown = visible(f"invoice{hidden}fdp.exe")

    assert hidden not in shown
    assert f"U+{ord(hidden):04X}" in shown


def test_ordinary_japanese_and_line_ends_stay_as_they_are() -> None:
    assert visible("請求書（第2報）\n髙﨑") == "請求書（第2報）\n髙﨑"
