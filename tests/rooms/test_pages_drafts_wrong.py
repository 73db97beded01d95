"""What no form sends, and what nobody may send, is answered in words and changes nothing."""

from typing import Any

import pytest

from tests.cast import Cast
from tests.drafted import draft_report
from tests.rooms.drafts_pages import address, begun, client_of, now

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    """The door has its own tests."""
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.mark.parametrize(
    "typed",
    [
        {"f.no_such_field": "x"},
        {"f.summary": "a\x00b"},
        {"f.summary": "a\x1bb"},
        {"f.summary": "あ" * 60_000},
        {"m.no_such_field.certainty": "estimate"},
        {"f.edition_number.extra": "1"},
    ],
    ids=["unknown", "nul", "control", "too long", "unknown mark", "unknown part"],
)
def test_what_cannot_be_read_is_told_and_nothing_is_changed_or_lost(cast: Cast, typed: dict[str, str]) -> None:
    client, shown = client_of(cast.electric), begun(cast.electric)

    answer = client.post(address(shown), {"version": "1", "f.lessons": "stays in the form", **typed})

    assert answer.status_code == 422
    assert "stays in the form" in answer.content.decode()
    kept = now(cast.electric, shown.public_id)
    assert (kept.version, "lessons" in kept.written.typed) == (1, False)


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"version": "x"}, 409),
        ({"version": "99999999999999999999"}, 409),
        ({}, 409),
        ({"version": "1", "way": "no_such_way"}, 422),
        ({"version": "1", "deed": "take_out.not-a-uuid"}, 404),
        ({"version": "1", "deed": "put_back.00000000-0000-0000-0000-000000000000"}, 404),
        (
            {
                "deed": "resolve",
                "version": "x",
                "take.f.x": "mine",
                "yours": '{"f.summary": {"a": 1}, "z": 1, "f.x": "y"}',
            },
            422,
        ),
    ],
)
def test_wrong_shapes_are_answered_and_nothing_is_changed(cast: Cast, typed: dict[str, str], status: int) -> None:
    client, shown = client_of(cast.electric), begun(cast.electric)

    answer = client.post(address(shown), {"f.summary": "changed", **typed})

    assert answer.status_code == status
    assert now(cast.electric, shown.public_id).written.typed.get("summary") is None


@pytest.mark.parametrize("value", ["purple", "", "red\u202e"])
def test_a_color_that_nobody_knows_is_never_sent(cast: Cast, value: str) -> None:
    client, shown = client_of(cast.electric), draft_report(cast.electric, "direct_report")

    answer = client.post(address(shown), {"version": shown.version, "w.tlp": value, "deed": "send"})

    assert answer.status_code == 422
    assert now(cast.electric, shown.public_id).state == "open"


def test_turning_characters_are_shown_as_what_they_are(cast: Cast) -> None:
    client, shown = client_of(cast.electric), begun(cast.electric)

    answer = client.post(address(shown), {"version": "1", "f.summary": "safe\u202egnp.exe"})

    text = client.get("/drafts/").content.decode()
    assert answer.status_code in {302, 422}
    assert "\u202e" not in text


def test_ten_megabytes_are_refused(cast: Cast) -> None:
    client, shown = client_of(cast.electric), begun(cast.electric)
    body = "version=1&f.summary=" + "a" * 10_000_000

    answer = client.post(address(shown), body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code in {400, 413}
    assert now(cast.electric, shown.public_id).version == 1


# ---------------------------------------------------------------- advisories
