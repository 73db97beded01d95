"""Somebody at a desk who may read nothing of it, as outside staff whose NDA has ended: what is public opens, the rest says why not."""

from typing import Any

import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.editions.actions import publish
from noroshi.editions.models import ReadMark
from noroshi.vocabulary import Tlp
from tests.cast import Cast
from tests.rooms.drafts_pages import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(cast: Cast, settings: Any) -> str:
    settings.SECOND_FACTOR_REQUIRED = False
    edition = cast.report(cast.bank, Tlp.CLEAR, {"title": "公表"})
    with acting_as(cast.bank):
        publish(cast.bank, edition.public_id, is_confirmed=True)
    return f"/items/{edition.public_id}/"


def test_what_is_public_opens_and_leaves_no_mark_among_what_the_desk_keeps(cast: Cast, published: str) -> None:
    client = client_of(cast.contractor)

    answers = [client.get(published) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert "公表" in answers[0].content.decode()
    with acting_as(cast.electric):
        assert not ReadMark.objects.filter(person=cast.contractor.seat.person_id).exists()


def test_a_deed_that_would_keep_something_at_the_desk_is_refused_in_words(cast: Cast, published: str) -> None:
    """The lock of the rows has the last word; whoever meets it is told so, and nothing has changed."""
    answer = client_of(cast.contractor).post(f"{published}ticket/", {"importance": "warning", "number": "7"})

    assert answer.status_code == 403
    assert "Your role does not allow this." in answer.content.decode()
