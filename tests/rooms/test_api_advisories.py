"""The way of an advisory (図6) through the API alone: center, ministry, secretariat, operator; answered; nobody else sees a trace."""

from typing import Any

import pytest

from tests.cast import Cast
from tests.drafted import second_person
from tests.rooms.api_strangers import does_nothing, finds_nothing
from tests.rooms.api_world import Caller
from tests.rooms.test_attacks_canary import caller_of

pytestmark = pytest.mark.django_db

THREAT = "鵺鳴峠の遠隔接続機器の弱点が悪用されている"
STRANGERS = (
    "bank",
    "bank_ministry",
    "gas_liaison",
    "electric_colleague",
    "contractor",
    "vendor",
    "hub",
    "center_general",
    "platform",
)


def advisory(cast: Cast, **more: Any) -> dict[str, Any]:
    wish = {"tlp": "amber", "sectors": ["electricity"], "destinations": [pair(cast)], **more.pop("wish", {})}
    return {
        "typed": {"threat_summary": THREAT, "provision_case": "exposed_systems", **more.pop("typed", {})},
        "wish": wish,
        **more,
    }


def pair(cast: Cast, ministry: str = "meti", sector: str = "electricity") -> str:
    return f"ministry_for_sector:{cast.world.organizations[ministry].public_id}/{sector}"


def issued_by_two(cast: Cast, body: dict[str, Any]) -> Any:
    """What is made from reports is refused to its writer and issued by a second person."""
    center = caller_of(cast.center)
    assert center.post("/advisories", body).json()["code"] == "second_writer_needed"
    draft = center.made("/drafts", {**body, "kind": "advisory"})
    second = caller_of(second_person(cast.center))
    return second.made(f"/drafts/{draft['id']}/send", {"version": draft["version"]})


def relayed(caller: Caller, edition: str) -> Any:
    to = [one["text"] for one in caller.items(f"/advisories/{edition}/relay-choices") if not one["is_done"]][:1]
    return caller.made(f"/advisories/{edition}/relay", {"to": to})


def test_center_ministry_secretariat_operator_and_the_answer_comes_back(cast: Cast) -> None:
    center, ministry = caller_of(cast.center), caller_of(cast.ministry)
    secretariat, electric = caller_of(cast.secretariat), caller_of(cast.electric)

    issued = center.made("/advisories", advisory(cast))
    assert issued["reference_number"]
    assert secretariat.get(f"/advisories/{issued['id']}").status_code == 404
    assert [one["id"] for one in ministry.items("/advisories/to-relay")] == [issued["id"]]
    relayed(ministry, issued["id"])
    assert ministry.items("/advisories/to-relay") == []
    assert electric.get(f"/advisories/{issued['id']}").status_code == 404
    relayed(secretariat, issued["id"])

    assert [one["id"] for one in electric.items("/advisories/to-acknowledge")] == [issued["id"]]
    assert electric.read("/home")["advisories_to_acknowledge"][0]["id"] == issued["id"]
    given = electric.made(f"/advisories/{issued['id']}/acknowledgement", {"sighting": "not_seen", "note": "確認済み"})
    assert (given["sighting"], given["is_own"]) == ("not_seen", True)
    assert electric.items("/advisories/to-acknowledge") == []
    for caller in (center, secretariat, electric):
        assert [one["sighting"] for one in caller.items(f"/advisories/{issued['id']}/answers")] == ["not_seen"]
    neighbor = caller_of(cast.neighbor)
    assert neighbor.read(f"/advisories/{issued['id']}")["sheet"]
    assert neighbor.items(f"/advisories/{issued['id']}/answers") == []


def test_the_center_sees_who_is_silent_and_a_bank_sees_no_board(cast: Cast) -> None:
    center, ministry = caller_of(cast.center), caller_of(cast.ministry)
    issued = center.made("/advisories", advisory(cast))
    address = f"/advisories/{issued['id']}/board"

    before = center.read(address)
    ministry.made(f"/advisories/{issued['id']}/acknowledgement", {"sighting": "unknown"})
    after = center.read(address)

    assert [row["state"] for row in before["rows"]] == ["silent"]
    assert [row["state"] for row in after["rows"]] == ["unknown"]
    assert caller_of(cast.bank).get(address).status_code == 404


def test_the_form_is_read_field_by_field_and_its_source_reports_are_nobodys(cast: Cast) -> None:
    electric, ministry, center = caller_of(cast.electric), caller_of(cast.ministry), caller_of(cast.center)
    body = {"way": "direct_report", "typed": {"summary": "要約"}, "wish": {"tlp": "amber"}}
    report = electric.made("/reports", body)
    ministry.made(f"/reports/{report['id']}/relay")

    issued = issued_by_two(cast, advisory(cast, sources=[report["id"]]))

    said = {one["field"]: one["value"] for one in ministry.read(f"/advisories/{issued['id']}")["sheet"]}
    assert said["threat_summary"] == THREAT
    assert report["id"] not in ministry.get(f"/advisories/{issued['id']}").content.decode()
    assert ministry.post(f"/editions/{issued['id']}/sources", {"reason": "確認"}).status_code == 404
    assert center.done(f"/editions/{issued['id']}/sources", {"reason": "確認"}) == {"sources": [report["id"]]}


def test_an_advisory_is_never_wider_than_its_sources(cast: Cast) -> None:
    electric, ministry = caller_of(cast.electric), caller_of(cast.ministry)
    report = electric.made("/reports", {"way": "direct_report", "typed": {"summary": "要約"}, "wish": {"tlp": "amber"}})
    ministry.made(f"/reports/{report['id']}/relay")
    wish = {"tlp": "green", "destinations": [pair(cast), pair(cast, "fsa", "banking")]}

    issued = issued_by_two(cast, advisory(cast, wish=wish, sources=[report["id"]]))

    assert ministry.get(f"/advisories/{issued['id']}").status_code == 200
    finds_nothing(caller_of(cast.bank_ministry), (THREAT,), edition=issued["id"])


def test_the_next_issue_says_what_changed_under_the_same_number(cast: Cast) -> None:
    center, ministry = caller_of(cast.center), caller_of(cast.ministry)
    first = center.made("/advisories", advisory(cast))

    second = center.made("/advisories", {"follows": first["id"], "typed": {"course_of_action": "版 7.2.7 へ更新する"}})

    assert (second["number"], second["reference_number"]) == (2, first["reference_number"])
    changes = ministry.read(f"/advisories/{second['id']}/changes")
    assert changes["before"] == first["id"]
    assert "course_of_action" in {one["field"] for one in changes["changes"]}
    assert [one["id"] for one in ministry.items("/advisories/to-acknowledge")] == [second["id"]]


def test_a_draft_says_that_it_goes_nowhere_yet(cast: Cast) -> None:
    center = caller_of(cast.center)
    begun = center.made("/drafts", {"kind": "advisory", **advisory(cast, wish={"destinations": []})})

    assert begun["in_the_way"][0]["errors"] == {"destinations": ["Choose at least one ministry and sector."]}
    refused = center.post(f"/drafts/{begun['id']}/send", {"version": begun["version"]})
    assert refused.status_code == 422
    saved = center.patch(
        f"/drafts/{begun['id']}", {"version": begun["version"], "wish": {"destinations": [pair(cast)]}}
    ).json()
    assert saved["in_the_way"] == []
    assert center.read(f"/drafts/{begun['id']}/preview")["audience"]["held_now"]
    assert center.items("/advisories") == []


def test_answering_is_not_for_ones_own_and_the_same_twice_is_one(cast: Cast) -> None:
    center, ministry = caller_of(cast.center), caller_of(cast.ministry)
    issued = center.made("/advisories", advisory(cast))
    address = f"/advisories/{issued['id']}/acknowledgement"

    assert center.post(address).json()["code"] == "own_advisory"
    first, second = ministry.made(address), ministry.made(address)
    assert first == second
    ministry.made(address, {"sighting": "unknown"})
    assert [one["sighting"] for one in center.items(f"/advisories/{issued['id']}/answers")] == ["unknown"]


def test_nobody_but_the_center_issues_one(cast: Cast) -> None:
    for viewer in (cast.ministry, cast.electric, cast.secretariat, cast.bank, cast.contractor):
        caller = caller_of(viewer)
        assert caller.post("/advisories", advisory(cast)).json()["code"] in {"not_the_center", "party_unknown"}
        assert caller.items("/drafts") == []


@pytest.mark.parametrize("name", STRANGERS)
def test_a_stranger_gets_nothing_by_any_route(cast: Cast, name: str) -> None:
    center, ministry = caller_of(cast.center), caller_of(cast.ministry)
    secretariat, stranger = caller_of(cast.secretariat), caller_of(getattr(cast, name))
    draft = center.made("/drafts", {"kind": "advisory", **advisory(cast)})
    file = center.upload(f"/drafts/{draft['id']}/files", name="鵺鳴峠.csv")
    issued = center.made("/advisories", advisory(cast))
    relayed(ministry, issued["id"])
    relayed(secretariat, issued["id"])
    ministry.made(f"/advisories/{issued['id']}/acknowledgement", {"note": "鵺鳴峠を確認"})
    ids = {"edition": issued["id"], "draft": draft["id"], "file": file["id"]}

    finds_nothing(stranger, (THREAT, "鵺鳴峠", issued["matter"], issued["reference_number"]), **ids)
    does_nothing(stranger, **ids)


def test_red_stops_at_the_ministry(cast: Cast) -> None:
    center, ministry = caller_of(cast.center), caller_of(cast.ministry)
    issued = center.made("/advisories", advisory(cast, wish={"tlp": "red"}))
    office = f"desk:{cast.world.desks['electricity_ceptoar.secretariat'].public_id}"

    refused = ministry.post(f"/advisories/{issued['id']}/relay", {"to": [office]})

    assert refused.json()["code"] == "nobody_in_range"
    finds_nothing(caller_of(cast.secretariat), (THREAT,), edition=issued["id"])
