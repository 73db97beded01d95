"""Nobody else finds a draft, its check, its receipt or its follow-up."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from noroshi.audiences.viewer import Viewer
from tests.cast import Cast
from tests.drafted import draft_report, issued, reported
from tests.rooms.drafts_pages import SUMMARY, address, client_of, ministry_id, now, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    """The door has its own tests."""
    settings.SECOND_FACTOR_REQUIRED = False


def strangers(cast: Cast) -> dict[str, Viewer]:
    return {
        "a bank of another sector": cast.bank,
        "a colleague without need to know": cast.electric_colleague,
        "an outside person whose NDA has ended": cast.contractor,
        "another ministry": cast.bank_ministry,
        "the ministry that will get it": cast.ministry,
        "the administrator of the platform": cast.platform,
    }


def test_nobody_else_finds_a_draft(cast: Cast) -> None:
    shown = draft_report(cast.electric, "direct_report", summary=SUMMARY)
    names = ("draft", "send_draft", "discard_draft", "put_back_draft", "draft_files")

    for who, viewer in strangers(cast).items():
        client = client_of(viewer)
        for name in names:
            for method in ("get", "post"):
                answer = getattr(client, method)(
                    address(shown, name), {"version": shown.version, "deed": "send", "field": "attachments"}
                )
                assert answer.status_code in {404, 405}, (who, name, method)
                assert SUMMARY not in answer.content.decode()
        for path in ("/drafts/", "/reports/new/"):
            assert SUMMARY not in client.get(path).content.decode(), (who, path)
    assert now(cast.electric, shown.public_id).version == shown.version


def test_missing_and_forbidden_drafts_answer_alike(cast: Cast) -> None:
    shown = draft_report(cast.electric, "direct_report", summary=SUMMARY)
    client = client_of(cast.bank)

    forbidden, missing = client.get(address(shown)), client.get(reverse("draft", args=[uuid4()]))

    assert (forbidden.status_code, words_of(forbidden)) == (missing.status_code, words_of(missing))


def test_nobody_else_has_the_receipt_or_begins_the_follow_up(cast: Cast) -> None:
    edition = reported(cast.electric, "direct_report", summary=SUMMARY)

    for who, viewer in strangers(cast).items():
        client = client_of(viewer)
        assert client.get(reverse("receipt", args=[edition])).status_code == 404, who
        assert client.post(reverse("begin_follow_up", args=[edition])).status_code == 404, who


def test_nobody_who_is_not_signed_in_sees_anything(cast: Cast) -> None:
    shown = draft_report(cast.electric, "direct_report", summary=SUMMARY)

    for path in (address(shown), address(shown, "send_draft"), "/drafts/", "/reports/new/", "/advisories/new/"):
        answer: Any = Client().get(path)
        assert answer.status_code == 302, path
        assert answer.url.startswith("/sign-in/"), path


def test_advisories_that_were_issued_are_not_followed_up_by_those_who_received_them(cast: Cast) -> None:
    edition = issued(cast.center, f"ministry_for_sector:{ministry_id(cast)}/electricity")

    assert client_of(cast.ministry).get(reverse("receipt", args=[edition])).status_code == 404
    assert client_of(cast.ministry).post(reverse("begin_follow_up", args=[edition])).status_code in {403, 404}
