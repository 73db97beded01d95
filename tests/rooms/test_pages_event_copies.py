"""Of a statement that many bodies told, an event's page names the first few until all of it is asked for."""

from typing import Any

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.rooms.drafts_pages import client_of
from tests.rooms.test_matters import arrived, linked
from tests.rooms.test_matters_merged import WORDS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def test_the_first_copies_are_named_and_all_of_them_where_all_is_asked_for(cast: Cast) -> None:
    first = arrived(cast, cast.electric, cast.ministry, summary=WORDS)
    copies = [arrived(cast, cast.bank, cast.bank_ministry, summary=WORDS) for _ in range(7)]
    for one in copies:
        event = linked(cast.center, first, one)
    client, here = client_of(cast.center), reverse("event", args=[event])

    short, whole = (client.get(here, given).content.decode() for given in ({}, {"all": "1"}))

    told = [f'<li><a href="{reverse("item", args=[one])}">' for one in copies]
    assert sum(one in short for one in told) == 5
    assert sum(one in whole for one in told) == 7
    assert "The same was told 7 times more" in short
    assert 'href="?all=1"' in short
    assert 'href="?all=1"' not in whole
    assert client_of(cast.neighbor).get(here).status_code == 404
