"""The way of a report through the API alone: operator, ministry, center; through the secretariat; and nobody else."""

from typing import Any

import pytest

from noroshi.audiences.viewer import Viewer
from tests.cast import Cast
from tests.rooms.test_attacks_canary import caller_of

pytestmark = pytest.mark.django_db

SUMMARY = "変電所の保守端末から社外への不審な通信"


def report(**more: Any) -> dict[str, Any]:
    wish = {"tlp": "amber", **more.pop("wish", {})}
    return {"typed": {"summary": SUMMARY, **more.pop("typed", {})}, "wish": wish, **more}


def test_operator_ministry_center(cast: Cast) -> None:
    electric, ministry, center = caller_of(cast.electric), caller_of(cast.ministry), caller_of(cast.center)

    filed = electric.made("/reports", report(way="direct_report"))
    assert filed["content"]["summary"] == SUMMARY
    assert [one["id"] for one in ministry.items("/reports/waiting")] == [filed["id"]]
    assert center.get(f"/reports/{filed['id']}").status_code == 404
    receipt = ministry.made(f"/reports/{filed['id']}/relay")

    read = center.read(f"/reports/{filed['id']}")
    assert read["reference_number"]
    assert receipt["edition"] == filed["id"]
    assert ministry.items("/reports/waiting") == []
    parcel = electric.read(f"/reports/{filed['id']}/parcel")
    assert [one["deed"] for one in parcel["passed"]] == ["submit", "relay", "number"]
    assert parcel["reference_number"] == read["reference_number"]
    assert electric.read("/home")["sent"][0]["parcel"]["has_arrived"]


def test_a_draft_is_begun_saved_previewed_and_sent(cast: Cast) -> None:
    electric = caller_of(cast.electric)
    way = electric.items("/ways")[0]["id"]
    begun = electric.made("/drafts", {"kind": "report", "way": way})
    assert "sharing_scope" in begun["missing"]
    assert begun["in_the_way"][0]["errors"]["sharing_scope"]

    saved = electric.patch(f"/drafts/{begun['id']}", {"version": begun["version"], **report()}).json()
    assert saved["in_the_way"] == [], saved["in_the_way"]
    seen = electric.read(f"/drafts/{begun['id']}/preview")
    assert [one["role"] for one in seen["stations"]][-1].startswith("center")
    sent = electric.made(f"/drafts/{begun['id']}/send", {"version": saved["version"]})
    again = electric.made(f"/drafts/{begun['id']}/send", {"version": saved["version"]})
    assert sent["id"] == again["id"]
    assert electric.items("/drafts") == []
