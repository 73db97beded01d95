"""The official journeys by name through the API alone (F1-a, F1-b, F2, F4, F5). F1-c, F3 and F15 have files of their own."""

from typing import Any

import pytest

from tests.cast import Cast
from tests.drafted import second_person
from tests.rooms.api_strangers import finds_nothing
from tests.rooms.api_world import Caller
from tests.rooms.test_api_advisories import advisory, issued_by_two, relayed
from tests.rooms.test_attacks_canary import caller_of

pytestmark = pytest.mark.django_db

SUMMARY = "鵺鳴峠の変電所で保護装置が止まった"
STRANGERS = ("bank", "bank_ministry", "neighbor", "secretariat", "gas_liaison", "vendor", "platform")


def reports(caller: Caller, *, statutory: bool = False, **typed: Any) -> Any:
    wish = {"tlp": "amber", "is_statutory": statutory}
    return caller.made("/reports", {"way": "direct_report", "typed": {"summary": SUMMARY, **typed}, "wish": wish})


def nobody_else(cast: Cast, edition: str) -> None:
    for name in STRANGERS:
        finds_nothing(caller_of(getattr(cast, name)), (SUMMARY,), edition=edition)


def test_f1_a_what_a_law_makes_reportable_is_finished_by_the_ministry_and_numbered_at_the_center(cast: Cast) -> None:
    electric, ministry, center = caller_of(cast.electric), caller_of(cast.ministry), caller_of(cast.center)
    meti = str(cast.world.organizations["meti"].public_id)

    begun = electric.made("/drafts", {"kind": "report", "way": "direct_report"})
    wish = {"tlp": "amber", "is_statutory": True, "exclusions": [f"organization:{meti}"]}
    kept = electric.patch(f"/drafts/{begun['id']}", {"version": 1, "typed": {"summary": SUMMARY}, "wish": wish}).json()
    assert electric.post(f"/drafts/{begun['id']}/send", {"version": kept["version"]}).status_code in {403, 409, 422}
    mine = reports(electric, statutory=True)
    own = ministry.made("/drafts", {"kind": "report", "completes": mine["id"]})
    assert own["typed"]["summary"] == SUMMARY
    change = {"version": own["version"], "typed": {"lessons": "点検の周期を見直した"}, "wish": {"tlp": "amber"}}
    saved = ministry.patch(f"/drafts/{own['id']}", change).json()
    finished = ministry.made(f"/drafts/{own['id']}/send", {"version": saved["version"]})

    read = center.read(f"/reports/{finished['id']}")
    assert read["reference_number"]
    assert ministry.read(f"/reports/{finished['id']}")["reference_number"] == read["reference_number"]
    assert center.get(f"/reports/{mine['id']}").status_code == 404
    nobody_else(cast, finished["id"])


def test_f1_b_a_near_miss_is_filled_by_the_operator_passed_on_as_it_is_and_followed_like_a_parcel(cast: Cast) -> None:
    electric, ministry, center = caller_of(cast.electric), caller_of(cast.ministry), caller_of(cast.center)

    mine = reports(electric, event_kind="near_miss")
    assert [one["id"] for one in ministry.items("/reports/waiting")] == [mine["id"]]
    ministry.made(f"/reports/{mine['id']}/relay", {"note": "事業者が記入したまま"})

    number = center.read(f"/reports/{mine['id']}")["reference_number"]
    parcel = electric.read(f"/reports/{mine['id']}/parcel")
    assert parcel["has_arrived"]
    assert [one["deed"] for one in parcel["passed"]] == ["submit", "relay", "number"]
    assert {one["reference_number"] for one in electric.items("/reports")} == {number}
    nobody_else(cast, mine["id"])


def test_f2_from_a_report_by_two_persons_down_to_the_operator_and_only_its_ministry_asks(cast: Cast) -> None:
    center, ministry = caller_of(cast.center), caller_of(cast.ministry)
    secretariat, neighbor = caller_of(cast.secretariat), caller_of(cast.neighbor)
    source = reports(caller_of(cast.electric))
    ministry.made(f"/reports/{source['id']}/relay")

    body = advisory(cast, sources=[source["id"]], typed={"provision_case": "exposed_systems"})
    issued = issued_by_two(cast, body)
    straight = {"kind": "relay", "to": [f"organization:{cast.world.organizations['hokuryo'].public_id}"]}
    assert center.post(f"/editions/{issued['id']}/hops", straight).json()["code"] == "through_the_liaison"
    relayed(ministry, issued["id"])
    relayed(secretariat, issued["id"])

    assert neighbor.read(f"/advisories/{issued['id']}")["sheet"]
    assert neighbor.made(f"/advisories/{issued['id']}/acknowledgement", {"sighting": "seen"})["sighting"] == "seen"
    (row,) = [one for one in center.items(f"/advisories/{issued['id']}/answers") if one["sighting"]]
    assert row["sighting"] == "seen"
    contact = "contact_telephone"
    assert contact in str(ministry.read(f"/advisories/{issued['id']}"))
    assert contact not in str(neighbor.read(f"/advisories/{issued['id']}"))
    for name in ("bank", "bank_ministry", "gas_liaison", "platform"):
        finds_nothing(caller_of(getattr(cast, name)), ("鵺鳴峠",), edition=issued["id"])


def test_f4_each_addition_is_the_next_report_under_one_number_until_it_closes_and_it_may_open_again(cast: Cast) -> None:
    electric, ministry, center = caller_of(cast.electric), caller_of(cast.ministry), caller_of(cast.center)
    first = reports(electric, outlook="continuing")
    ministry.made(f"/reports/{first['id']}/relay")
    assert [one["id"] for one in electric.items("/reports/follow-ups-due")] == [first["id"]]

    found = [first]
    for outlook, due in (("closed", []), ("continuing", ["again"])):
        body = {"follows": found[-1]["id"], "typed": {"outlook": outlook, "systems": f"保護装置 {len(found)}台"}}
        found.append(electric.made("/reports", body))
        ministry.made(f"/reports/{found[-1]['id']}/relay")
        assert len(electric.items("/reports/follow-ups-due")) == len(due)

    assert [one["number"] for one in found] == [1, 2, 3]
    assert len({center.read(f"/reports/{one['id']}")["reference_number"] for one in found}) == 1
    changes = center.read(f"/reports/{found[2]['id']}/changes")
    assert changes["before"] == found[1]["id"]
    assert {"outlook", "systems"} <= {one["field"] for one in changes["changes"]}
    nobody_else(cast, found[2]["id"])


def test_f4_the_next_issue_of_an_advisory_keeps_its_number_and_its_second_person(cast: Cast) -> None:
    center, second = caller_of(cast.center), caller_of(second_person(cast.center))
    source = reports(caller_of(cast.electric))
    caller_of(cast.ministry).made(f"/reports/{source['id']}/relay")
    first = issued_by_two(cast, advisory(cast, sources=[source["id"]]))

    follows = {"follows": first["id"], "typed": {"course_of_action": "版を上げる"}}
    assert center.post("/advisories", follows).json()["code"] == "second_writer_needed"
    begun = center.made("/drafts", {"kind": "advisory", "follows": first["id"]})
    assert begun["sources"] == []
    saved = center.patch(f"/drafts/{begun['id']}", {"version": begun["version"], "typed": follows["typed"]}).json()
    issued = second.made(f"/drafts/{begun['id']}/send", {"version": saved["version"]})

    assert (issued["number"], issued["reference_number"]) == (2, first["reference_number"])


def test_f5_the_scope_is_widened_by_its_source_alone_and_every_reader_is_told(cast: Cast) -> None:
    electric, ministry, center = caller_of(cast.electric), caller_of(cast.ministry), caller_of(cast.center)
    mine = reports(electric, operator_name="汐見電力", handling_note="照会は電話で。")
    ministry.made(f"/reports/{mine['id']}/relay")
    wider = {"to": ["sector:finance"], "text": "同じ機器を使う金融分野にも知らせたい"}

    assert center.post(f"/editions/{mine['id']}/marking", {"tlp": "green", "read_number": 1}).status_code in {403, 404}
    asked = center.made(f"/editions/{mine['id']}/widening", wider)
    assert center.read(f"/editions/{mine['id']}")["handling"] is None
    assert caller_of(cast.bank).post(f"/inquiries/{asked['id']}/widening", {"as_asked": True}).status_code == 404
    said = electric.made(f"/inquiries/{asked['id']}/widening", {"to": ["sector:finance"], "kept": ["operator_name"]})
    assert said["state"] == "yes_with_edits"

    read = center.read(f"/editions/{mine['id']}")
    assert "を除いて金融分野への情報提供可。" in read["handling"]["note"]
    assert read["content"]["handling_note"] == "照会は電話で。"
    assert read["is_whole"]
    for other in (cast.neighbor, cast.bank_ministry):
        assert caller_of(other).get(f"/editions/{mine['id']}").status_code == 404
        assert caller_of(other).post(f"/inquiries/{asked['id']}/widening", {"as_asked": True}).status_code == 404
    bank = next(desk.public_id for desk in cast.world.desks.values() if desk.pk == cast.bank.desk_id)
    ministry.made(f"/editions/{mine['id']}/hops", {"kind": "relay", "to": [f"desk:{bank}"]})
    given = caller_of(cast.bank).read(f"/editions/{mine['id']}")
    assert given["content"]["summary"] == SUMMARY
    assert "operator_name" not in given["content"]
