"""What the doctor says of a translator: whether it is there, and what it may have. Nothing is said to it."""

import pytest

from noroshi.cli.checks import _translator
from tests.translator_at_the_edge import translator


def grades(monkeypatch: pytest.MonkeyPatch, address: str) -> list[tuple[str, str]]:
    monkeypatch.setenv("NOROSHI_TRANSLATOR", address)
    return [(one.grade, one.words) for one in _translator()]


def test_without_one_there_is_nothing_to_say(monkeypatch: pytest.MonkeyPatch) -> None:
    assert grades(monkeypatch, "") == []


def test_on_this_machine_it_may_have_amber(monkeypatch: pytest.MonkeyPatch) -> None:
    with translator() as found:
        ((grade, words),) = grades(monkeypatch, found.address)

    assert grade == "good"
    assert "AMBER" in words
    assert found.asked == []


def test_one_that_nobody_started_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with translator() as gone:
        address = gone.address

    ((grade, words),) = grades(monkeypatch, address)
    assert grade == "bad"
    assert str(gone.port) in words


@pytest.mark.parametrize(
    "address",
    [
        "http://translate.example/x",
        "http://localhost:5000/x",
        "10.0.0.7:5000",
        "http://127.0.0.1:99999/x",
        "http://[::1",
        "ftp://127.0.0.1/x",
        "https://",
    ],
)
def test_in_plain_words_elsewhere_or_by_no_address_it_is_asked_nothing(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    ((grade, _words),) = grades(monkeypatch, address)

    assert grade == "bad"
