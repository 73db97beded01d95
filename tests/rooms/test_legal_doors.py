"""Periods, dry run and disposals in the portal and by machine; strangers and people without need to know find nothing."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from noroshi.audiences.viewer import acting_as
from noroshi.demo.clock import told_at
from noroshi.legal import later
from noroshi.legal.actions import propose_disposal
from noroshi.legal.models import Disposal, Period
from tests.cast import Cast
from tests.drafted import reported, second_person
from tests.rooms.api_strangers import does_nothing, finds_nothing
from tests.rooms.test_attacks_canary import caller_of
from tests.rooms.test_pages_drafts import client_of

pytestmark = pytest.mark.django_db

STRANGERS = ("bank", "neighbor", "ministry", "center", "electric_colleague", "contractor", "platform")


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def proposed(cast: Cast) -> Disposal:
    with told_at(timezone.now() - timedelta(days=2000)):
        reported(cast.electric, "direct_report")
    with acting_as(cast.electric):
        return propose_disposal(cast.electric)


def test_the_page_counts_proposes_and_a_second_person_confirms(cast: Cast, monkeypatch: Any) -> None:
    queued: list[UUID] = []
    monkeypatch.setattr(later, "_queues", [queued.append])
    with told_at(timezone.now() - timedelta(days=2000)):
        reported(cast.electric, "direct_report")
    client = client_of(cast.electric)
    assert reverse("propose_disposal") in client.get(reverse("records")).content.decode()
    place = client.post(reverse("propose_disposal"))["Location"]
    assert "confirm/" not in client.get(place).content.decode()
    assert client.post(f"{place}confirm/").status_code == 403

    second = client_of(second_person(cast.electric))
    assert "confirm/" in second.get(place).content.decode()
    assert second.post(f"{place}confirm/").status_code == 302

    assert [str(one) for one in queued] == [place.split("/")[-2]]
    assert client.post(f"{place}withdraw/").status_code == 409


def test_withdrawn_nothing_is_queued(cast: Cast, monkeypatch: Any) -> None:
    queued: list[UUID] = []
    monkeypatch.setattr(later, "_queues", [queued.append])
    row, client = proposed(cast), client_of(cast.electric)

    assert client.post(reverse("withdraw_disposal", args=[row.public_id])).status_code == 302
    assert (
        client_of(second_person(cast.electric)).post(reverse("confirm_disposal", args=[row.public_id])).status_code
        == 409
    )
    assert queued == []


def test_periods_are_changed_by_the_administrator_and_stay_the_own_houses(cast: Cast) -> None:
    given = {"kind": "report", "tlp": "red", "days": "777"}
    client = client_of(cast.electric)
    assert client.post(reverse("change_period"), given).status_code == 302
    assert client.post(reverse("change_period"), {**given, "days": "888"}).status_code == 302

    assert "888" in client.get(reverse("records")).content.decode()
    assert "888" not in client_of(cast.bank).get(reverse("records")).content.decode()
    with acting_as(cast.electric):
        assert Period.objects.count() == 2
    with acting_as(cast.bank):
        assert Period.objects.count() == 0
    colleague = client_of(cast.electric_colleague)
    assert colleague.post(reverse("change_period"), given).status_code == 403
    for wrong in ({"days": "x"}, {"kind": "x"}, {"tlp": "x"}, {"days": "3"}):
        assert client.post(reverse("change_period"), {**given, **wrong}).status_code in {400, 404, 422}


@pytest.mark.parametrize("name", STRANGERS)
def test_pages_of_a_disposal_are_not_there_for_strangers(cast: Cast, name: str) -> None:
    row, client = proposed(cast), client_of(getattr(cast, name))

    page = client.get(reverse("records")).content.decode()
    assert str(row.public_id) not in page
    assert reverse("propose_disposal") not in page.replace(f"{reverse('propose_disposal')}{row.public_id}", "")
    assert client.get(reverse("disposal", args=[row.public_id])).status_code == 404
    for deed in ("confirm_disposal", "withdraw_disposal"):
        assert client.post(reverse(deed, args=[row.public_id])).status_code == 404


@pytest.mark.parametrize("name", STRANGERS)
def test_by_machine_a_stranger_finds_and_does_nothing(cast: Cast, name: str) -> None:
    row, stranger = proposed(cast), caller_of(getattr(cast, name))

    finds_nothing(stranger, [], disposal=str(row.public_id))
    does_nothing(stranger, disposal=str(row.public_id))


def test_by_machine_it_is_counted_proposed_and_confirmed(cast: Cast) -> None:
    with told_at(timezone.now() - timedelta(days=2000)):
        reported(cast.electric, "direct_report")
    own, second = caller_of(cast.electric), caller_of(second_person(cast.electric))
    found = own.read("/retention/dry-run")
    assert found["counts"] == [{"kind": "report", "tlp": "amber", "number": 1}]
    made = own.made("/disposals", {})
    assert own.post(f"/disposals/{made['id']}/confirm").json()["code"] == "another_disposes"

    assert second.done(f"/disposals/{made['id']}/confirm", {})["state"] == "confirmed"
    assert own.read(f"/disposals/{made['id']}")["confirmed_by"]
    assert own.post(f"/disposals/{made['id']}/withdraw").status_code == 409


def test_by_machine_periods_are_read_and_set(cast: Cast) -> None:
    own = caller_of(cast.electric)

    assert {"kind": "report", "tlp": "amber", "days": 1825, "is_own": False} in own.items("/retention/periods")
    own.done("/retention/periods", {"kind": "report", "tlp": "amber", "days": 400})
    assert {"kind": "report", "tlp": "amber", "days": 400, "is_own": True} in own.items("/retention/periods")
    body = {"kind": "report", "tlp": "amber", "days": 400}
    assert caller_of(cast.electric_colleague).post("/retention/periods", body).status_code == 403
