"""Tying a list for devices to a profile of triage: at its form, and only within one's own house."""

from typing import Any

import pytest
from django.urls import reverse

from noroshi.audiences.viewer import acting_as
from noroshi.devices.actions.lists import ListWish, amend_list, begin_list
from noroshi.devices.models import BlockList
from noroshi.devices.queries import list_shown
from noroshi.vocabulary.errors import NotFound
from tests.cast import Cast
from tests.rooms.devices_given import KINDS
from tests.rooms.test_devices_bound import tied
from tests.rooms.test_pages_strangers import client_of
from tests.rooms.test_triage import profile_of_bank

pytestmark = pytest.mark.django_db


def test_nobody_ties_a_list_to_a_profile_of_another_house(cast: Cast) -> None:
    profile = profile_of_bank(cast.bank)
    of = tied(cast.center, None)

    for deed in (
        lambda: begin_list(cast.center, ListWish("x", KINDS, profile=profile.public_id)),
        lambda: amend_list(cast.center, of.public_id, ListWish("x", KINDS, profile=profile.public_id)),
    ):
        with acting_as(cast.center), pytest.raises(NotFound):
            deed()
    with acting_as(cast.center):
        assert list_shown(cast.center, of.public_id).profile is None


def test_a_list_is_tied_and_untied_at_its_form(cast: Cast, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    profile = profile_of_bank(cast.bank)
    said = {"name": "境界", "kinds": ["domain"], "lowest": "0", "days": "30", "profile": str(profile.public_id)}
    client = client_of(cast.bank, "en")

    client.post(reverse("device_list_new"), said)
    with acting_as(cast.bank):
        row = BlockList.objects.get(name="境界")
        shown = list_shown(cast.bank, row.public_id)
    page = client.get(reverse("device_lists")).content.decode()
    stranger = client_of(cast.center).post(reverse("device_list_new"), said)
    client.post(reverse("device_list_change", args=[row.public_id]), said | {"profile": ""})

    assert (shown.profile, shown.profile_name) == (profile.public_id, "勘定系")
    assert "勘定系" in page
    assert stranger.status_code == 422
    with acting_as(cast.bank):
        row.refresh_from_db()
        assert (row.profile_id, row.bound_by_id) == (None, None)
