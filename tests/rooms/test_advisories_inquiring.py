"""Who may ask the center about an advisory: ministries inside its scope read its contact block, all others are led to their ministry."""

import pytest

from noroshi.advisories.actions import relay_advisory
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import Organization
from noroshi.editions.queries import edition_readable_by
from tests.drafted import issued
from tests.rooms.test_attacks_canary import client_of

pytestmark = pytest.mark.django_db
CONTACT = {"contact_person", "contact_telephone", "contact_email"}


@pytest.fixture(autouse=True)
def _without_factors(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def advisory(cast):
    meti = Organization.objects.get(pk=cast.ministry.organization_id).public_id
    made = issued(cast.center, f"ministry_for_sector:{meti}/electricity", tlp="green")
    with acting_as(Viewer(cast.ministry.seat)):
        houses = Organization.objects.filter(pk__in=[cast.secretariat.organization_id, cast.neighbor.organization_id])
        relay_advisory(cast.ministry, made, to=[f"organization:{one.public_id}" for one in houses])
    return made


def read(viewer, edition):
    with acting_as(Viewer(viewer.seat)):
        return set(edition_readable_by(viewer, edition).content)


def test_a_ministry_inside_the_scope_reads_whom_to_ask(cast, advisory):
    assert read(cast.ministry, advisory) >= CONTACT


def test_others_in_scope_read_the_rest_and_no_contact(cast, advisory):
    for other in (cast.secretariat, cast.neighbor):
        assert "threat_summary" in read(other, advisory)
        assert CONTACT.isdisjoint(read(other, advisory))


def test_others_are_led_to_their_ministry(cast, advisory):
    path = f"/items/{advisory}/asked/"

    operator = client_of(cast.neighbor).get(path, headers={"HX-Request": "true"}).content.decode()
    ministry = client_of(cast.ministry).get(path, headers={"HX-Request": "true"}).content.decode()

    assert "Ask your ministry: Ministry of Economy" in operator
    assert "Ask your ministry" not in ministry
    assert client_of(cast.bank).get(path, headers={"HX-Request": "true"}).status_code == 404
