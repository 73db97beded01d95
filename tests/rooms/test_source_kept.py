"""Who wrote something stays on it when it is passed on: no deed, route or query takes source or originator away (C-270)."""

from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from noroshi.advisories.actions import relay_advisory
from noroshi.audiences.viewer import acting_as
from noroshi.drafting.exporting import Sort, export_item
from noroshi.editions.models import Edition
from noroshi.editions.queries import edition_readable_by
from tests.cast import Cast
from tests.drafted import issued
from tests.rooms.test_attacks_canary import caller_of
from tests.rooms.test_pages_drafts import client_of

pytestmark = pytest.mark.django_db


def relayed(cast: Cast) -> UUID:
    """From the center by the ministry to the CEPTOAR's secretariat."""
    meti = cast.world.organizations["meti"].public_id
    edition = issued(cast.center, f"ministry_for_sector:{meti}/electricity", tlp="green")
    with acting_as(cast.ministry):
        relay_advisory(
            cast.ministry, edition, to=[f"desk:{cast.world.desks['electricity_ceptoar.secretariat'].public_id}"]
        )
    return edition


def test_whoever_gets_it_reads_who_wrote_it_by_room_page_machine_and_paper(cast: Cast, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    edition, center = relayed(cast), cast.world.organizations["nisc"]

    with acting_as(cast.secretariat):
        assert edition_readable_by(cast.secretariat, edition).originator.organization_id == center.pk
        text = export_item(cast.secretariat, edition, Sort.TEXT).content.decode()
    page = client_of(cast.secretariat, "ja").get(f"/items/{edition}/").content.decode()
    machine = caller_of(cast.secretariat).read(f"/advisories/{edition}")

    assert center.name_ja in page
    assert machine["originator"]["organization"] == str(center.public_id)
    assert "情報提供様式" in text
    assert "内閣" in text


def test_no_route_of_passing_on_takes_words_about_the_originator(cast: Cast) -> None:
    edition, ministry = relayed(cast), caller_of(cast.ministry)
    to = {"to": [f"desk:{cast.world.desks['electricity_ceptoar.secretariat'].public_id}"]}

    for more in ({"originator": "x"}, {"content": {}}, {"originator_desk": str(cast.ministry.desk_id)}):
        assert ministry.post(f"/advisories/{edition}/relay", {**to, **more}).status_code == 422


@pytest.mark.parametrize("carrier", ["ministry", "secretariat"])
def test_the_database_lets_no_carrier_change_who_wrote_it(cast: Cast, carrier: str) -> None:
    edition, viewer = relayed(cast), getattr(cast, carrier)

    with acting_as(viewer), pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.filter(public_id=edition).update(originator_desk=viewer.desk_id)
