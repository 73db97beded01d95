"""A page that reads in several places is one answer and leaves one entry, which names everything that it gave."""

import pytest
from django.test import Client

from noroshi.audiences.viewer import acting_as
from noroshi.directory.models import Person
from noroshi.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    signed_in = Client()
    signed_in.force_login(Person.objects.get(pk=cast.electric.seat.person_id))
    return signed_in


def readings(cast):
    with acting_as(cast.electric):
        return list(Entry.objects.filter(deed="read").order_by("pk"))


def test_the_home_of_a_desk_leaves_one_entry(cast, client):
    edition = cast.report(cast.electric)
    before = len(readings(cast))

    client.get("/")

    new = readings(cast)[before:]
    assert len(new) == 1
    assert edition.public_id in new[0].object_ids


def test_the_page_of_an_edition_leaves_one_entry_that_says_page(cast, client):
    edition = cast.report(cast.electric)
    before = len(readings(cast))

    client.get(f"/items/{edition.public_id}/")

    assert [entry.answer for entry in readings(cast)[before:]] == ["page"]


def test_a_page_that_is_not_found_leaves_no_reading(cast, client):
    foreign = cast.report(cast.bank, sectors=frozenset({"finance"}))
    before = len(readings(cast))

    assert client.get(f"/items/{foreign.public_id}/").status_code == 404

    assert len(readings(cast)) == before
