"""The way of a report (図3) through the API alone: operator, ministry, center; and nobody beside it sees a trace."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import ApiKey
from noroshi.directory.signin.keys import make_own_key
from noroshi.directory.signin.scopes import Scope
from tests.cast import Cast
from tests.rooms.api_strangers import does_nothing, finds_nothing
from tests.rooms.api_world import Caller
from tests.rooms.test_attacks_canary import caller_of

pytestmark = pytest.mark.django_db

SUMMARY = "変電所の保守端末から社外への不審な通信"
LESSON = "鵺鳴峠の教訓"
STRANGERS = (
    "bank",
    "bank_ministry",
    "neighbor",
    "electric_colleague",
    "contractor",
    "gas_liaison",
    "center_general",
    "secretariat",
    "hub",
    "vendor",
    "platform",
)


def report(**more: Any) -> dict[str, Any]:
    """What a machine sends: a summary and a color; everything else that is starred is known of its desk."""
    typed = {"summary": SUMMARY, "lessons": LESSON, **more.pop("typed", {})}
    return {"way": "direct_report", "typed": typed, "wish": {"tlp": "amber", **more.pop("wish", {})}, **more}


def filed(caller: Caller, way: str = "direct_report", **more: Any) -> Any:
    return caller.made("/reports", report(way=way, **more))


def test_operator_ministry_center(cast: Cast) -> None:
    electric, ministry, center = caller_of(cast.electric), caller_of(cast.ministry), caller_of(cast.center)

    mine = filed(electric)
    assert [one["id"] for one in ministry.items("/reports/waiting")] == [mine["id"]]
    assert center.get(f"/reports/{mine['id']}").status_code == 404
    receipt = ministry.made(f"/reports/{mine['id']}/relay", {"note": "よろしく"})

    assert receipt["edition"] == mine["id"]
    assert ministry.items("/reports/waiting") == []
    number = center.read(f"/reports/{mine['id']}")["reference_number"]
    assert number
    for caller in (electric, ministry, center):
        assert {one["reference_number"] for one in caller.items("/reports")} == {number}


def test_the_sender_follows_it_like_a_parcel(cast: Cast) -> None:
    electric, ministry = caller_of(cast.electric), caller_of(cast.ministry)
    mine = filed(electric)

    before = electric.read(f"/reports/{mine['id']}/parcel")
    ministry.made(f"/reports/{mine['id']}/relay")
    after = electric.read(f"/reports/{mine['id']}/parcel")

    assert [one["deed"] for one in before["passed"]] == ["submit"]
    assert len(before["ahead"]) == 2
    assert [one["deed"] for one in after["passed"]] == ["submit", "relay", "number"]
    assert after["has_arrived"]
    assert electric.read("/home")["sent"][0]["parcel"] == after
    assert ministry.get(f"/reports/{mine['id']}/parcel").status_code == 404


def test_it_is_read_field_by_field_with_how_sure_the_writer_was(cast: Cast) -> None:
    electric = caller_of(cast.electric)
    body = report(
        typed={"occurred_at": "11月19日頃"}, marks={"occurred_at": {"certainty": "estimate", "basis": "ログより"}}
    )

    mine = electric.made("/reports", body)

    said = {one["field"]: one for one in electric.read(f"/reports/{mine['id']}")["sheet"]}
    assert said["occurred_at"]["certainty"] == "estimate"
    assert said["occurred_at"]["basis"] == "ログより"
    assert said["occurred_at"]["ja"]
    assert said["summary"] == {**said["summary"], "value": SUMMARY, "certainty": None, "anonymized": False}
    assert list(said).index("operator_name") < list(said).index("summary")


def test_a_draft_is_begun_saved_looked_at_and_sent_once(cast: Cast) -> None:
    electric = caller_of(cast.electric)
    begun = electric.made("/drafts", {"kind": "report", "way": electric.items("/ways")[0]["id"]})
    address = f"/drafts/{begun['id']}"

    assert begun["missing"] == ["sharing_scope"]
    assert begun["in_the_way"][0]["errors"] == {"sharing_scope": ["This is needed before sending."]}
    saved = electric.patch(address, {"version": begun["version"], **report()}).json()
    assert (saved["in_the_way"], saved["missing"]) == ([], [])
    assert [one["id"] for one in electric.items("/drafts")] == [begun["id"]]
    sent = electric.made(f"{address}/send", {"version": saved["version"]})
    again = electric.made(f"{address}/send", {"version": saved["version"]})

    assert sent["id"] == again["id"]
    assert electric.items("/drafts") == []
    assert electric.read(address)["sent_as"] == sent["id"]
    assert len(electric.items("/reports")) == 1


def test_before_it_is_sent_it_says_where_it_goes_and_who_never_gets_it(cast: Cast) -> None:
    electric = caller_of(cast.electric)
    begun = electric.made("/drafts", {"kind": "report", "way": "direct_report", **report()})

    seen = electric.read(f"/drafts/{begun['id']}/preview")

    assert [one["role"] for one in seen["stations"]] == ["ministry", "center"]
    assert seen["audience"]["held_now"]
    assert seen["in_the_way"] == []
    assert electric.items("/reports") == []


def test_a_patch_changes_what_it_names_and_null_takes_out(cast: Cast) -> None:
    electric = caller_of(cast.electric)
    begun = electric.made("/drafts", {"kind": "report", **report()})
    address = f"/drafts/{begun['id']}"

    saved = electric.patch(address, {"version": begun["version"], "typed": {"lessons": None, "outlook": "continuing"}})

    typed = saved.json()["typed"]
    assert "lessons" not in typed
    assert (typed["summary"], typed["outlook"]) == (SUMMARY, "continuing")
    assert saved.json()["wish"]["tlp"] == "amber"


def test_a_follow_up_carries_the_number_and_says_what_changed(cast: Cast) -> None:
    electric, ministry, center = caller_of(cast.electric), caller_of(cast.ministry), caller_of(cast.center)
    first = filed(electric, typed={"outlook": "continuing"})
    ministry.made(f"/reports/{first['id']}/relay")
    assert [one["id"] for one in electric.items("/reports/follow-ups-due")] == [first["id"]]

    second = electric.made(
        "/reports", {"follows": first["id"], "typed": {"outlook": "closed", "systems": "保守端末 3台"}}
    )
    ministry.made(f"/reports/{second['id']}/relay")

    assert second["number"] == 2
    assert electric.items("/reports/follow-ups-due") == []
    changes = center.read(f"/reports/{second['id']}/changes")
    assert changes["before"] == first["id"]
    kinds = {one["field"]: one["kind"] for one in changes["changes"]}
    assert (kinds["outlook"], kinds["systems"]) == ("changed", "added")
    assert "summary" not in kinds
    assert changes["tally"] == {"addition": 1, "progress": 1}
    assert changes["earlier"] == [first["id"]]
    (systems,) = [one for one in changes["changes"] if one["field"] == "systems"]
    assert (systems["amendment"], systems["pieces"]) == ("addition", [{"kind": "new", "text": "保守端末 3台"}])
    assert center.read(f"/reports/{second['id']}/changes?since={first['id']}") == changes
    center.read(f"/reports/{second['id']}")
    numbers = {center.read(f"/reports/{one['id']}")["reference_number"] for one in (first, second)}
    assert len(numbers) == 1
    assert center.read(f"/reports/{first['id']}/changes")["before"] is None


def test_what_is_new_since_i_last_read_is_told_to_me_and_why_it_was_put_right(cast: Cast) -> None:
    electric, ministry = caller_of(cast.electric), caller_of(cast.ministry)
    first = filed(electric, typed={"systems": "端末3台"})
    second = electric.made(
        "/reports",
        {"follows": first["id"], "typed": {"systems": "端末4台"}, "marks": {"systems": {"correction": "数え違い"}}},
    )

    mine = ministry.read(f"/reports/{second['id']}/changes?since=mine")
    since = ministry.read(f"/reports/{second['id']}/changes?since={first['id']}")

    assert mine["before"] is None
    (systems,) = [one for one in since["changes"] if one["field"] == "systems"]
    assert (systems["amendment"], systems["reason"]) == ("correction", "数え違い")
    assert caller_of(cast.bank).get(f"/reports/{second['id']}/changes?since=mine").status_code == 404
    assert ministry.get(f"/reports/{second['id']}/changes?since=yours").status_code == 422


def test_a_ministry_completes_it_as_its_own_edition_with_the_differences(cast: Cast) -> None:
    electric, ministry, center = caller_of(cast.electric), caller_of(cast.ministry), caller_of(cast.center)
    mine = filed(electric)

    begun = ministry.made("/drafts", {"kind": "report", "completes": mine["id"]})
    saved = ministry.patch(
        f"/drafts/{begun['id']}", {"version": begun["version"], "typed": {"lessons": "補足"}, "wish": {"tlp": "amber"}}
    ).json()
    said = ministry.read(f"/drafts/{begun['id']}/changes")
    assert said["before"] == mine["id"]
    assert "lessons" in {one["field"] for one in said["changes"]}
    own = ministry.made(f"/drafts/{begun['id']}/send", {"version": saved["version"]})

    changed = {one["field"] for one in ministry.read(f"/reports/{own['id']}/changes?against={mine['id']}")["changes"]}
    assert "lessons" in changed
    assert center.read(f"/reports/{own['id']}")["reference_number"]
    assert center.get(f"/reports/{own['id']}/changes?against={mine['id']}").status_code == 404


@pytest.mark.parametrize("name", STRANGERS)
def test_a_stranger_gets_nothing_by_any_route(cast: Cast, name: str) -> None:
    electric, ministry, stranger = caller_of(cast.electric), caller_of(cast.ministry), caller_of(getattr(cast, name))
    draft = electric.made("/drafts", {"kind": "report", **report()})
    file = electric.upload(f"/drafts/{draft['id']}/files", name="鵺鳴峠.csv")
    mine = filed(electric)
    ministry.made(f"/reports/{mine['id']}/relay")
    ids = {"edition": mine["id"], "draft": draft["id"], "file": file["id"]}

    finds_nothing(stranger, (SUMMARY, LESSON, "鵺鳴峠", mine["matter"], draft["matter"]), **ids)
    does_nothing(stranger, **ids)


def test_the_search_for_traces_finds_them_where_somebody_may_read(cast: Cast) -> None:
    """Else a stranger's nothing would prove nothing."""
    electric = caller_of(cast.electric)
    mine = filed(electric)

    with pytest.raises(AssertionError):
        finds_nothing(electric, (SUMMARY, LESSON), edition=mine["id"])


def test_an_excluded_ministry_gets_nothing(cast: Cast) -> None:
    """By the way past it, although it would be the responsible one."""
    electric, ministry = caller_of(cast.electric), caller_of(cast.ministry)

    mine = filed(electric, "report_past_ministry")

    finds_nothing(ministry, (SUMMARY, LESSON, mine["matter"]), edition=mine["id"])
    does_nothing(ministry, edition=mine["id"])


def test_drafts_are_nobodys_but_the_desks_also_for_those_on_the_way(cast: Cast) -> None:
    electric = caller_of(cast.electric)
    draft = electric.made("/drafts", {"kind": "report", **report()})
    file = electric.upload(f"/drafts/{draft['id']}/files")

    for viewer in (cast.ministry, cast.center, cast.secretariat):
        ids = {"draft": draft["id"], "file": file["id"]}
        finds_nothing(caller_of(viewer), (SUMMARY, LESSON), **ids)
        does_nothing(caller_of(viewer), **ids)


def test_without_a_key_with_an_expired_one_or_of_another_scope_nothing_opens(cast: Cast) -> None:
    electric = caller_of(cast.electric)
    mine = filed(electric)
    only_reads, only_writes = (narrow(cast.electric, scope) for scope in (Scope.EDITIONS_READ, Scope.EDITIONS_WRITE))
    addresses = (f"/reports/{mine['id']}", "/reports", "/drafts", "/home", "/reports/waiting", "/ways")

    for address in addresses:
        assert Caller().get(address).status_code == 401
        assert only_writes.get(address).json()["code"] == "key_too_narrow"
    assert Caller().post("/reports", report()).status_code == 401
    assert only_reads.post("/reports", report()).json()["code"] == "key_too_narrow"
    assert only_reads.post(f"/reports/{mine['id']}/relay").json()["code"] == "key_too_narrow"
    ApiKey.objects.update(expires_at=timezone.now())
    for address in addresses:
        assert electric.get(address).json()["code"] == "key_expired"
    assert electric.post("/reports", report()).json()["code"] == "key_expired"


def test_who_is_on_no_way_neither_relays_nor_completes(cast: Cast) -> None:
    electric = caller_of(cast.electric)
    mine = filed(electric)

    assert electric.post(f"/reports/{mine['id']}/relay").json()["code"] == "not_on_the_way"
    assert electric.post("/drafts", {"kind": "report", "completes": mine["id"]}).json()["code"] == "not_on_the_way"
    assert electric.post("/reports", report(way="anonymous_nonsense")).json()["code"] == "way_unknown"


def narrow(viewer: Viewer, scope: Scope) -> Caller:
    with acting_as(viewer):
        later = timezone.now() + timedelta(days=1)
        return Caller(make_own_key(viewer.seat, purpose="narrow", scopes=[scope], expires_at=later))
