"""A world founded, filled, used and read through the API alone, beginning with the platform's first key."""

from typing import Any

import pytest

from tests.rooms.api_world import Caller, World, later, make_world

pytestmark = pytest.mark.django_db

REPORT = {"overview.summary": "制御系に通じる端末で不審な通信を見つけた。", "title": "不審な通信"}


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def report(world: World, tlp: str = "green", **more: Any) -> Any:
    marking = {"tlp": tlp, "sectors": ["electricity"], **more}
    return world["sato"].made("/editions", {"kind": "report", "content": REPORT, "marking": marking})


def test_everybody_made_through_the_api_knows_who_they_are(world: World) -> None:
    me = world["sato"].read("/me")

    assert me["person"]["login"] == "sato@minamo"
    assert me["desk"]["id"] == world.ids["minamo.csirt"]
    assert me["organization"]["handle"] == "minamo"
    assert me["is_administrator"] is True
    assert me["is_platform_administrator"] is False
    assert "directory:read" in me["key"]["scopes"]


def test_an_edition_is_sealed_passed_on_and_read_by_others(world: World) -> None:
    filed = report(world)
    path = f"/editions/{filed['id']}"

    assert world["sato"].read(path)["content"] == REPORT
    assert world["liaison"].get(path).status_code == 404
    hop = {"kind": "submit", "to": [f"organization:{world.ids['keisan']}"], "note": "第一報です"}
    receipt = world["sato"].made(f"{path}/hops", hop)

    read = world["liaison"].read(path)
    assert read["content"] == REPORT
    assert read["is_whole"] is True
    assert [line["id"] for line in world["liaison"].items("/editions")] == [filed["id"]]
    assert receipt["to"][0]["text"] == f"organization:{world.ids['keisan']}"
    stations = world["liaison"].items(f"{path}/receipts")
    assert [(station["kind"], station["to"], station["note"]) for station in stations] == [("submit", [], "")]


def test_strangers_find_nothing_anywhere(world: World) -> None:
    filed = report(world)
    path = f"/editions/{filed['id']}"

    for name in ("kato", "kita", "liaison", "chief"):
        stranger = world[name]
        assert stranger.items("/editions") == []
        for below in ("", "/seal", "/why", "/reach", "/readers", "/marking"):
            assert stranger.get(path + below).status_code == 404, below
        assert stranger.items(f"{path}/receipts") == []
        assert stranger.post(f"{path}/hops", {"kind": "relay", "to": ["sector:electricity"]}).status_code == 404
        assert stranger.post(f"{path}/recall", {"reason": "x", "read_number": 1}).status_code == 404


def test_a_missing_and_a_forbidden_thing_answer_alike(world: World) -> None:
    filed = report(world)
    missing = "00000000-0000-4000-8000-000000000000"

    forbidden, gone = (world["kato"].get(f"/editions/{one}").json() for one in (filed["id"], missing))

    forbidden.pop("instance"), gone.pop("instance")
    assert forbidden == gone


def test_the_originator_sees_who_holds_it_how_far_it_goes_and_who_read_it(world: World) -> None:
    filed = report(world)
    path = f"/editions/{filed['id']}"
    world["sato"].made(f"{path}/hops", {"kind": "submit", "to": [f"organization:{world.ids['keisan']}"]})
    world["liaison"].read(path)

    reach = world["sato"].read(f"{path}/reach")
    readers = world["sato"].items(f"{path}/readers")

    assert {one["organization"]["id"] for one in reach["held_now"]} == {world.ids["minamo"], world.ids["keisan"]}
    assert world.ids["center"] in {one["organization"]["id"] for one in reach["at_most"] if one["organization"]}
    assert world.ids["ginko"] not in str(reach)
    assert any(one["organization"] is None and one["organizations"] == 1 for one in reach["at_most"])
    assert [(one["organization"]["id"], one["readings"]) for one in readers] == [(world.ids["keisan"], 1)]
    assert world["liaison"].get(f"{path}/readers").status_code == 404


def test_a_marking_is_previewed_before_sending_and_nothing_is_filed(world: World) -> None:
    draft = {"kind": "report", "marking": {"tlp": "red", "receivers": [world.ids["keisan.liaison"]]}}

    seen = world["sato"].done("/markings/preview", draft)

    assert {one["organization"]["id"] for one in seen["at_most"]} == {world.ids["minamo"], world.ids["keisan"]}
    assert world["sato"].items("/editions") == []


def test_marking_again_needs_the_number_that_was_read(world: World) -> None:
    filed = report(world)
    path = f"/editions/{filed['id']}/marking"
    narrower = {"tlp": "red", "read_number": 1, "reason": "範囲を狭める"}

    assert world["sato"].post(path, {"tlp": "red"}).status_code == 428
    assert world["sato"].done(path, narrower)["marking_number"] == 2
    stale = world["sato"].post(path, narrower)

    assert stale.status_code == 409
    assert stale.json()["current"]["number"] == 2
    assert stale.json()["current"]["tlp"] == "red"


def test_only_the_originator_marks_again(world: World) -> None:
    filed = report(world)
    world["sato"].made(
        f"/editions/{filed['id']}/hops", {"kind": "submit", "to": [f"organization:{world.ids['keisan']}"]}
    )

    answer = world["liaison"].post(f"/editions/{filed['id']}/marking", {"tlp": "clear", "read_number": 1})

    assert answer.status_code == 403
    assert answer.json()["code"] == "only_the_originator"


def test_a_recall_ends_it_for_everybody_else(world: World) -> None:
    filed = report(world)
    path = f"/editions/{filed['id']}"
    world["sato"].made(f"{path}/hops", {"kind": "submit", "to": [f"organization:{world.ids['keisan']}"]})

    world["sato"].done(f"{path}/recall", {"reason": "誤り", "read_number": 1})

    assert world["liaison"].get(path).status_code == 404
    assert len(world["liaison"].items(f"{path}/receipts")) == 1
    assert world["sato"].read(path)["is_recalled"] is True


def test_what_is_published_is_read_without_a_key_and_without_contacts(world: World) -> None:
    content = {"title": "注意喚起", "contact.telephone": "03-0000-0000"}
    filed = world["sato"].made("/editions", {"kind": "notice", "content": content, "marking": {"tlp": "clear"}})
    path = f"/editions/{filed['id']}"
    everybody = Caller()

    assert everybody.get(f"/public{path}").status_code == 404
    assert world["sato"].post(f"{path}/publish", {}).json()["code"] == "confirmation_missing"
    world["sato"].made(f"{path}/publish", {"is_confirmed": True})

    assert everybody.read(f"/public{path}")["content"] == {"title": "注意喚起"}
    assert [line["id"] for line in everybody.items("/public/editions")] == [filed["id"]]


def test_a_standing_order_relays_at_once_and_is_its_own_desks_alone(world: World) -> None:
    order = world["jimu"].made("/standing-orders", {"to": [f"ceptoar_members:{world.ids['denki']}"], "tlps": ["green"]})
    filed = report(world)

    world["sato"].made(f"/editions/{filed['id']}/hops", {"kind": "submit", "to": [f"desk:{world.ids['denki.office']}"]})

    assert world["kita"].read(f"/editions/{filed['id']}")["content"] == REPORT
    assert [one["id"] for one in world["jimu"].items("/standing-orders")] == [order["id"]]
    assert world["kita"].items("/standing-orders") == []
    assert world["kita"].post(f"/standing-orders/{order['id']}/end").status_code == 404
    assert world["jimu"].done(f"/standing-orders/{order['id']}/end")["ended_at"]


def test_a_derived_edition_hides_its_source(world: World) -> None:
    filed = report(world)
    world["sato"].made(f"/editions/{filed['id']}/hops", {"kind": "submit", "to": [f"desk:{world.ids['denki.office']}"]})
    body = {"kind": "report", "content": {"title": "ある事業者で不審な通信"}, "marking": {"tlp": "green"}}

    derived = world["jimu"].made("/editions/derived", {**body, "sources": [filed["id"]], "tells_the_source": True})
    path = f"/editions/{derived['id']}"
    world["jimu"].made(f"{path}/hops", {"kind": "relay_anonymized", "to": [f"ceptoar_members:{world.ids['denki']}"]})

    seen = world["kita"].read(path)
    assert filed["id"] not in str(seen)
    assert world.ids["minamo"] not in str(seen)
    assert world["kita"].post(f"{path}/sources", {"reason": "電話での確認"}).status_code == 404
    unexplained = world["jimu"].post(f"{path}/sources")
    assert (unexplained.status_code, filed["id"] in unexplained.content.decode()) == (422, False)
    assert world["jimu"].done(f"{path}/sources", {"reason": "電話での確認"}) == {"sources": [filed["id"]]}


def test_readers_are_visible_to_the_provider_and_to_nobody_else(world: World) -> None:
    filed = report(world)
    world["sato"].made(
        f"/editions/{filed['id']}/hops", {"kind": "submit", "to": [f"organization:{world.ids['keisan']}"]}
    )
    world["liaison"].read(f"/editions/{filed['id']}")

    seen = world["sato"].items("/ledger/readings")

    assert [(one["by"]["organization"], one["editions"]) for one in seen] == [(world.ids["keisan"], [filed["id"]])]
    assert world["kita"].items("/ledger/readings") == []


def test_an_organization_reads_its_own_deeds_and_those_of_others_about_it(world: World) -> None:
    report(world)

    deeds = world["sato"].items("/ledger/deeds")
    about = world["sato"].items("/ledger/deeds-about")

    assert deeds[0]["deed"] == "seal_edition"
    assert deeds[0]["person"]["login"] == "sato@minamo"
    assert "found_organization" in {one["deed"] for one in about}
    assert {one["person"] for one in about} == {None}
    assert "seal_edition" not in {one["deed"] for one in world["kita"].items("/ledger/deeds")}


def test_reading_one_edition_leaves_one_entry(world: World) -> None:
    filed = report(world)

    world["sato"].read(f"/editions/{filed['id']}")

    reads = [one for one in world["sato"].items("/ledger/deeds") if one["deed"] == "read"]
    assert [(one["answer"], one["objects"]) for one in reads] == [("record", [filed["id"]])]


def test_a_hop_is_foretold_and_nothing_is_passed_on(world: World) -> None:
    filed = report(world)
    path = f"/editions/{filed['id']}"
    to = [f"organization:{world.ids['keisan']}", f"organization:{world.ids['ginko']}"]

    seen = world["sato"].done(f"{path}/hops/preview", {"to": to})

    assert [one["name_ja"] for one in seen["reached"]] == ["keisanの名"]
    assert seen["reached_unnamed"] == 1
    assert world["liaison"].get(path).status_code == 404


def test_an_originator_may_ask_for_relay_by_hand(world: World) -> None:
    world["jimu"].made("/standing-orders", {"to": [f"ceptoar_members:{world.ids['denki']}"]})
    filed = report(world, relay_by_hand=True)

    world["sato"].made(f"/editions/{filed['id']}/hops", {"kind": "submit", "to": [f"desk:{world.ids['denki.office']}"]})

    assert world["kita"].get(f"/editions/{filed['id']}").status_code == 404


def test_somebody_invited_joins_and_is_given_a_key(world: World) -> None:
    invited = world["sato"].made(f"/desks/{world.ids['minamo.csirt']}/invitations", {"role": "analyst"})
    token = invited["link"]["token"]
    stranger = Caller()

    assert stranger.post("/joining/look", {"token": token}).json()["organization_handle"] == "minamo"
    own = {"login": "mori", "password": "signal fires at dusk", "name_ja": "森"}
    person = stranger.made("/joining", {"token": token, **own})["person"]
    assert stranger.post("/joining", {"token": token, **own}).json()["code"] == "link_gone"

    seat = world["sato"].read(f"/people/{person}")["memberships"][0]["id"]
    made = world["sato"].made("/keys", {"membership": seat, "purpose": "x", "scopes": ["editions:read"], **later(7)})
    assert Caller(made["value"]).read("/me")["person"]["login"] == "mori@minamo"
    assert made["value"] not in str(world["sato"].read("/keys"))


def test_a_further_desk_is_taken_by_whom_it_was_offered_to(world: World) -> None:
    world.open("hoshi", "field", kind="field")
    offered = world["kita"].made(f"/desks/{world.ids['hoshi.field']}/invitations", {"role": "operations"})

    world["ueda"].made("/me/memberships", {"token": offered["link"]["token"]})

    logins = {one["login"] for one in world["kita"].items(f"/organizations/{world.ids['hoshi']}/people")}
    assert logins == {"kita@hoshi", "ueda@minamo"}


def test_a_sign_in_is_reset_by_two_and_its_keys_end(world: World) -> None:
    second = world.hire("minamo.csirt", "mori", "csirt", is_administrator=True)
    asked = world["sato"].made("/resets", {"person": world.people["ueda"]["id"]})
    assert world["sato"].post(f"/resets/{asked['id']}/agree").json()["code"] == "reset_second_person_needed"

    agreed = second.done(f"/resets/{asked['id']}/agree")

    assert world["ueda"].get("/me").status_code == 401
    used = Caller().done("/resets/use", {"token": agreed["link"]["token"], "password": "another long password"})
    assert used["login"] == "ueda@minamo"


def test_a_key_passes_on_no_more_than_it_has(world: World) -> None:
    seat = world.people["ueda"]["memberships"][0]["id"]
    narrow = Caller(world.key(world.people["sato"]["memberships"][0]["id"], ["access:write"]))

    wide = narrow.post("/keys", {"membership": seat, "purpose": "x", "scopes": ["editions:read"], **later(7)})
    same = narrow.post("/keys", {"membership": seat, "purpose": "x", "scopes": ["access:write"], **later(7)})

    assert wide.json()["errors"] == {"scopes": ["This is wider than the API key in use."]}
    assert same.status_code == 201


def test_a_revoked_key_ends_at_once(world: World) -> None:
    key = world["ueda"].read("/me")["key"]["id"]

    assert world["kato"].delete(f"/keys/{key}").status_code == 404
    assert world["sato"].delete(f"/keys/{key}").status_code == 204
    assert world["ueda"].get("/me").json()["code"] == "key_revoked"


def test_a_weighty_change_needs_a_second_person_and_shows_what_it_opens(world: World) -> None:
    path = f"/organizations/{world.ids['minamo']}"
    wanted = {"sectors": ["electricity", "gas"]}
    version = world["sato"].read(path)["version"]

    seen = world["sato"].done(f"{path}/changes/preview", wanted)
    asked = world["sato"].made(f"{path}/changes", {**wanted, "version": version, "reason": "ガス事業を始めた"})

    assert set(seen) == {"opens", "closes"}
    assert world["sato"].post(f"/changes/{asked['id']}/agree").json()["code"] == "second_person_needed"
    assert world["kita"].post(f"/changes/{asked['id']}/agree").status_code == 404
    assert sorted(world.root.done(f"/changes/{asked['id']}/agree")["sectors"]) == ["electricity", "gas"]


def test_the_directory_is_written_out_and_read_back_unchanged(world: World) -> None:
    for form in ("json", "csv"):
        written = world.root.get(f"/directory/export?form={form}").content.decode()
        tried = world.root.done("/directory/import/dry-run", {"form": form, "text": written})
        assert tried["is_applicable"] is True
        assert {record["outcome"] for record in tried["records"]} == {"unchanged"}


def test_schemes_are_read_by_every_key(world: World) -> None:
    (current,) = (scheme for scheme in world["kato"].items("/schemes") if scheme["is_in_force"])

    for below in ("", "/sectors", "/parties", "/forms", "/words", "/sharing", "/routes"):
        assert world["kato"].read(f"/schemes/{current['id']}{below}")
    assert len(world["kato"].items(f"/schemes/{current['id']}/sectors")) == 14
    assert world["kato"].get("/schemes/plan9").status_code == 404


def test_a_group_keeps_its_roster_from_its_members(world: World) -> None:
    group = world["jimu"].made("/groups", {"handle": "circle", "name_ja": "内輪", "roster_is_confidential": True})
    path = f"/groups/{group['id']}"
    world["jimu"].made(f"{path}/desks", {"desk": world.ids["minamo.csirt"]})

    assert world["sato"].read(path)["roster"] is None
    assert len(world["jimu"].read(path)["roster"]) == 2
    assert world["kita"].get(path).status_code == 404
    assert world["kita"].delete(f"{path}/desks/{world.ids['minamo.csirt']}").status_code == 404
    assert world["sato"].delete(f"{path}/desks/{world.ids['minamo.csirt']}").status_code == 204


def test_an_agreement_stands_once_the_other_side_confirms(world: World) -> None:
    body = {"own": world.ids["minamo"], "other": world.ids["keisan"], "kind": "nda", "signed_date": "2026-04-01"}
    made = world["sato"].made("/agreements", body)
    path = f"/agreements/{made['id']}"

    assert world["sato"].post(f"{path}/confirm").status_code == 403
    assert world["kita"].post(f"{path}/confirm").status_code == 404
    assert world["liaison"].done(f"{path}/confirm")["is_confirmed"] is True
    assert [one["id"] for one in world["sato"].items("/agreements")] == [made["id"]]


def test_need_to_know_is_given_by_another_person(world: World) -> None:
    filed = report(world, "amber")
    path = f"/editions/{filed['id']}"
    seat = world.people["ueda"]["memberships"][0]["id"]
    own = world.people["sato"]["memberships"][0]["id"]
    assert world["ueda"].get(path).status_code == 404

    duty = world["sato"].made(f"/memberships/{seat}/duties", {"sector": "electricity"})

    assert duty == {"membership": seat, "sector": "electricity"}
    assert world["ueda"].read(path)["content"] == REPORT
    assert world["sato"].post(f"/memberships/{own}/duties", {"sector": "gas"}).json()["code"] == "not_for_yourself"
    assert world["sato"].delete(f"/memberships/{seat}/duties/electricity").status_code == 204
    assert world["ueda"].get(path).status_code == 404
    world["sato"].made(f"/memberships/{seat}/assignments", {"matter": filed["matter"], "reason": "担当"})
    assert world["ueda"].read(path)["id"] == filed["id"]


def test_contacts_are_shown_and_confirmed(world: World) -> None:
    path = f"/organizations/{world.ids['minamo']}/contacts"
    (contact,) = world["liaison"].items(path)

    assert contact["name_ja"] == "satoの名"
    assert world["sato"].done(f"/memberships/{contact['id']}/confirm")["due_date"]
    assert world["kato"].post(f"/memberships/{contact['id']}/confirm").status_code == 404
    assert world["sato"].items("/contacts/overdue") == []
