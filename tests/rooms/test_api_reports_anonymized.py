"""Through the secretariat without the name, through the API alone; how far it has come is told to its writer by the system."""

from typing import Any

import pytest

from tests.cast import Cast, small_cast
from tests.rooms.api_strangers import does_nothing, finds_nothing
from tests.rooms.api_world import Caller
from tests.rooms.test_attacks_canary import caller_of
from tests.rooms.test_reports_told import run_the_job

pytestmark = pytest.mark.django_db(transaction=True)

SUMMARY = "汐見電力の変電所で不審な通信"


def filed(caller: Caller) -> Any:
    body = {"way": "anonymized_report", "typed": {"summary": SUMMARY}, "wish": {"tlp": "amber"}}
    return caller.made("/reports", body)


def anonymized(caller: Caller, source: str) -> Any:
    begun = caller.made("/drafts", {"kind": "report", "anonymizes": source})
    typed = {"summary": "会員の保守端末から不審な通信", "systems": None}
    change = {"version": begun["version"], "typed": typed, "wish": {"tlp": "amber"}}
    saved = caller.patch(f"/drafts/{begun['id']}", change).json()
    return caller.made(f"/drafts/{begun['id']}/send", {"version": saved["version"]})


def test_the_name_stays_with_the_secretariat_and_the_stations_are_told() -> None:
    cast: Cast = small_cast()
    electric, secretariat = caller_of(cast.electric), caller_of(cast.secretariat)
    ministry, center = caller_of(cast.ministry), caller_of(cast.center)

    source = filed(electric)
    assert [one["id"] for one in secretariat.items("/reports/waiting")] == [source["id"]]
    assert secretariat.post(f"/reports/{source['id']}/relay").status_code in {403, 422}
    derived = anonymized(secretariat, source["id"])
    ministry.made(f"/reports/{derived['id']}/relay")
    run_the_job(derived["id"])

    parcel = electric.read(f"/reports/{source['id']}/parcel")
    assert [one["deed"] for one in parcel["passed"]] == ["submit", "relay_anonymized", "relay", "number"]
    assert parcel["has_arrived"]
    read = center.read(f"/reports/{derived['id']}")
    assert read["reference_number"] == parcel["reference_number"]
    name = next(one for one in read["sheet"] if one["field"] == "operator_name")
    assert (name["value"], name["anonymized"]) == ("", True)
    for caller in (ministry, center):
        finds_nothing(caller, (SUMMARY, source["matter"]), edition=source["id"])
        does_nothing(caller, edition=source["id"])
    finds_nothing(electric, ("会員の保守端末",), edition=derived["id"])


def test_nobody_beyond_the_secretariat_resolves_who_it_was_and_every_opening_is_written_down() -> None:
    cast: Cast = small_cast()
    secretariat = caller_of(cast.secretariat)
    source = filed(caller_of(cast.electric))
    derived = anonymized(secretariat, source["id"])

    assert secretariat.done(f"/editions/{derived['id']}/sources", {"reason": "電話での確認"}) == {
        "sources": [source["id"]]
    }
    for viewer in (cast.ministry, cast.center, cast.bank, cast.neighbor, cast.police):
        assert caller_of(viewer).post(f"/editions/{derived['id']}/sources").status_code == 404
    assert "resolve_source" in {one["deed"] for one in secretariat.items("/ledger/deeds")}


def test_two_presses_of_the_secretariat_begin_one_draft() -> None:
    cast: Cast = small_cast()
    source = filed(caller_of(cast.electric))
    secretariat = caller_of(cast.secretariat)

    one, two = (secretariat.made("/drafts", {"kind": "report", "anonymizes": source["id"]}) for _ in range(2))

    assert one["id"] == two["id"]
    assert caller_of(cast.ministry).post("/drafts", {"kind": "report", "anonymizes": source["id"]}).status_code == 403
