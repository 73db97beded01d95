"""While somebody writes, the page tells what the writer may read about the same values, and of nothing else."""

import pytest
from django.urls import reverse

from noroshi.vocabulary import Tlp2
from tests.rooms.intel_given import brought, indicator, marked, origin_of
from tests.rooms.test_pages_strangers import client_of

pytestmark = pytest.mark.django_db
WRITTEN = {"pattern": "evil[.]kirisame[.]top\nhxxps://other.kirisame.top/x", "name": "下書き"}


@pytest.fixture(autouse=True)
def without_second_factors(settings):
    """The second factor has tests of its own."""
    settings.SECOND_FACTOR_REQUIRED = False


def called(number, words, **more):
    return indicator(number, "evil.kirisame.top", **more) | {"name": words}


def told(viewer, **more):
    return client_of(viewer, "en").post(reverse("intel_known_here"), WRITTEN | more).content.decode()


def test_what_is_known_of_the_same_value_is_told_with_its_scope(cast):
    brought(cast.center, origin_of(cast.center), called(1, "つばめの通信先"))

    page = told(cast.bank)

    assert "つばめの通信先" in page
    assert "GREEN" in page
    assert "朝の便り" in page
    assert "evil[.]kirisame[.]top" in page


def test_nothing_is_told_of_what_the_writer_may_not_read(cast):
    """Not even that there is more of it than is shown."""
    origin = origin_of(cast.center)
    brought(cast.center, origin, called(1, "カナリア", **marked(Tlp2.RED)))

    assert told(cast.bank).strip() == told(cast.bank, pattern="nothing.kirisame.top").strip() == ""
    assert "カナリア" in told(cast.center)
    brought(cast.center, origin, called(2, "読めるもの"))
    assert "one object" in told(cast.bank)
    assert "2 objects" in told(cast.center)


def test_the_form_asks_by_itself_and_nobody_outside_may_ask(cast, client):
    page = client_of(cast.center, "en").get(reverse("intel_write", args=["threat_actor"])).content.decode()

    assert f'hx-post="{reverse("intel_known_here")}"' in page
    assert client.post(reverse("intel_known_here"), WRITTEN).status_code == 302
    assert client_of(cast.center).get(reverse("intel_known_here")).status_code == 405
