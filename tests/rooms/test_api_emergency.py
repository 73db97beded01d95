"""The emergency and the second person by machine: the same deeds, and nothing for strangers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cast import Cast
from tests.drafted import issued, second_person
from tests.rooms.api_strangers import does_nothing, finds_nothing
from tests.rooms.test_advisories_released import written
from tests.rooms.test_attacks_canary import caller_of
from tests.rooms.test_emergency import home, noted, opened, switched_on, told_by_ministry, warning

pytestmark = pytest.mark.django_db

STRANGERS = ("bank", "neighbor", "gas_liaison", "electric_colleague", "contractor", "center_general", "platform")


def test_the_second_person_finds_what_waits_and_issues_it(cast: Cast) -> None:
    draft = written(cast)
    center, second = caller_of(cast.center), caller_of(second_person(cast.center))
    body = {"version": draft.version}

    assert center.done(f"/drafts/{draft.public_id}/release/ask", body)["stage"] == "asked"
    assert [one["id"] for one in second.items("/advisories/waiting")] == [str(draft.public_id)]
    assert second.read(f"/drafts/{draft.public_id}/release")["may_release"]
    assert second.made(f"/drafts/{draft.public_id}/send", body)["kind"] == "advisory"
    assert second.items("/advisories/waiting") == []


def test_sent_back_with_a_reason_and_issued_alone_as_a_warning(cast: Cast) -> None:
    draft = written(cast, importance="warning")
    center, second = caller_of(cast.center), caller_of(second_person(cast.center))
    body = {"version": draft.version}
    center.done(f"/drafts/{draft.public_id}/release/ask", body)

    back = second.done(f"/drafts/{draft.public_id}/release/return", {**body, "reason": "対象が広すぎる"})

    assert (back["stage"], back["reason"]) == ("returned", "対象が広すぎる")
    assert center.post(f"/drafts/{draft.public_id}/send", body).json()["code"] == "second_writer_needed"
    assert center.made(f"/drafts/{draft.public_id}/send", {**body, "alone": "当直は一人"})


def test_the_rule_is_read_and_set(cast: Cast) -> None:
    center = caller_of(cast.center)

    assert center.read("/two-persons") == {"rule": "from_reports"}
    assert center.done("/two-persons", {"rule": "always"}) == {"rule": "always"}
    assert caller_of(cast.electric).post("/two-persons", {"rule": "never"}).status_code == 403


def test_who_gets_it_directly_is_asked_and_then_sent(cast: Cast) -> None:
    edition = warning(cast)
    center = caller_of(cast.center)
    answers = {one["organization"]["id"]: one["answer"] for one in center.items(f"/advisories/{edition}/direct")}
    hokuryo, shiomi = str(home(cast, "hokuryo")), str(home(cast, "shiomi"))
    assert (answers[hokuryo], answers[shiomi]) == ("direct", "no_agreement")

    refused = center.post(f"/advisories/{edition}/direct", {"to": [shiomi], "reason": "急ぐ"})
    sent = center.made(f"/advisories/{edition}/direct", {"to": [hokuryo], "reason": "急ぐ"})

    assert refused.json()["code"] == "not_directly"
    assert [one["kind"] for one in sent["items"]] == ["warn"]
    assert caller_of(cast.neighbor).get(f"/advisories/{edition}").status_code == 200
    finds_nothing(caller_of(cast.electric), (), edition=str(edition))


def test_nobody_warns_directly_by_the_route_of_every_hop(cast: Cast) -> None:
    body = {"kind": "warn", "to": [f"organization:{home(cast, 'shiomi')}"]}

    assert caller_of(cast.center).post(f"/editions/{warning(cast)}/hops", body).status_code == 422


def test_a_hotline_by_machine_and_no_stranger_hears_it(cast: Cast) -> None:
    line = str(opened(cast))
    electric, center = caller_of(cast.electric), caller_of(cast.center)

    assert electric.items("/hotlines")[0]["unheard"] == 1
    electric.done(f"/hotlines/{line}/heard")
    electric.made(f"/hotlines/{line}/lines", {"text": "止めました"})
    assert center.read(f"/hotlines/{line}")["lines"][0]["heard_at"]

    for name in STRANGERS:
        finds_nothing(caller_of(getattr(cast, name)), ("止めました", "遠隔接続への攻撃"), hotline=line)
        does_nothing(caller_of(getattr(cast, name)), hotline=line)
    assert center.done(f"/hotlines/{line}/close")["closed_at"]


def test_a_mode_by_machine(cast: Cast) -> None:
    center, second = caller_of(cast.center), caller_of(second_person(cast.center))
    ends = (timezone.now() + timedelta(days=1)).isoformat()
    body = {"kind": "terrorism", "reason": "予告", "sectors": ["electricity"], "ends_at": ends}

    made = center.made("/emergency-modes", body)

    assert made["state"] == "proposed"
    finds_nothing(caller_of(cast.ministry), ("予告",), mode=made["id"])
    assert center.post(f"/emergency-modes/{made['id']}/confirm").json()["code"] == "another_confirms"
    assert second.done(f"/emergency-modes/{made['id']}/confirm")["state"] == "in_force"
    assert caller_of(cast.ministry).items("/emergency-modes")[0]["reason"] == "予告"
    assert center.done(f"/emergency-modes/{made['id']}/end")["state"] == "ended"


def test_ministries_that_a_mode_suggests(cast: Cast) -> None:
    switched_on(cast)
    edition, center = told_by_ministry(cast, "green"), caller_of(cast.center)
    npa = str(home(cast, "npa"))

    assert npa in {one["id"] for one in center.read(f"/editions/{edition}/emergency")["organizations"]}
    center.made(f"/editions/{edition}/emergency", {"to": [npa]})

    assert caller_of(cast.police).get(f"/reports/{edition}").status_code == 200


def test_what_happens_at_home_by_machine_and_for_nobody_else(cast: Cast) -> None:
    one, electric = str(noted(cast)), caller_of(cast.electric)

    changed = electric.patch(f"/situations/{one}", {"version": 1, "is_level_lowered": True}).json()

    assert changed["advice"] == ["plan", "council"]
    assert electric.done(f"/situations/{one}/report")["draft"]
    for name in STRANGERS:
        finds_nothing(caller_of(getattr(cast, name)), ("画面の反応が遅い",), situation=one)
        does_nothing(caller_of(getattr(cast, name)), situation=one)


def tiered(cast: Cast) -> str:
    meti = cast.world.organizations["meti"].public_id
    rows = [
        {"tier": "ciso", "expected_action": "全社の遠隔接続を点検させる"},
        {"tier": "csirt", "expected_action": "更新"},
    ]
    return str(issued(cast.center, f"ministry_for_sector:{meti}/electricity", addressees=rows))


def test_each_tier_answers_for_itself_and_the_center_counts(cast: Cast) -> None:
    edition, ministry, center = tiered(cast), caller_of(cast.ministry), caller_of(cast.center)

    ministry.made(f"/advisories/{edition}/tiers", {"tier": "ciso"})
    ministry.made(f"/advisories/{edition}/tiers", {"tier": "ciso", "action": "done"})
    asked_nothing = ministry.post(f"/advisories/{edition}/tiers", {"tier": "operations"})

    assert asked_nothing.json()["code"] == "nothing_asked_of_tier"
    heard = {
        one["tier"]: (one["desks"], one["actions"]) for one in center.read(f"/advisories/{edition}/tiers")["heard"]
    }
    assert heard["ciso"] == (1, {"done": 1})
    assert heard["csirt"] == (0, {})
    for name in ("bank", "electric", "gas_liaison", "center_general"):
        finds_nothing(caller_of(getattr(cast, name)), ("全社の遠隔接続を点検させる",), edition=edition)


def test_one_filing_by_machine_reaches_both_and_a_statutory_one_never_the_center_alone(cast: Cast) -> None:
    electric, coordination = caller_of(cast.electric), caller_of(cast.world.viewer("yonaka@taisho-chosei"))
    body = {"way": "direct_report", "typed": {"summary": "要約"}, "wish": {"tlp": "amber", "filed_to": "both"}}

    report = electric.made("/reports", body)

    assert coordination.get(f"/reports/{report['id']}").status_code == 200
    assert caller_of(cast.ministry).get(f"/reports/{report['id']}").status_code == 200
    assert caller_of(cast.bank).get(f"/reports/{report['id']}").status_code == 404
    statutory = {**body, "way": "statutory_report", "wish": {"tlp": "amber", "filed_to": "coordination"}}
    assert electric.post("/reports", statutory).json()["code"] == "statutory_needs_plan"
    anonymous = {**body, "way": "anonymized_report"}
    assert electric.post("/reports", anonymous).json()["code"] == "coordination_not_anonymous"
    assert caller_of(cast.ministry).post("/reports", body).status_code >= 400
