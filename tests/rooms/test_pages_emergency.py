"""Pages of an emergency and of the second person: each is walked by whom it is for, and is not there for strangers."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from noroshi.audiences.viewer import acting_as
from noroshi.editions.queries import receipts_readable_by
from tests.cast import Cast
from tests.drafted import draft_report, second_person
from tests.rooms.test_advisories_released import asked, written
from tests.rooms.test_emergency import home, noted, opened, proposed, reads, switched_on, told_by_ministry, warning
from tests.rooms.test_pages_drafts import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def page(viewer: Any, name: str, *ids: Any) -> str:
    answer = client_of(viewer).get(reverse(name, args=ids))
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text


# ---------------------------------------------------------------- two persons


def test_the_writer_asks_the_second_person_finds_it_and_issues_it(cast: Cast) -> None:
    draft, second = written(cast), second_person(cast.center)
    check = page(cast.center, "send_draft", draft.public_id)
    assert reverse("ask_release", args=[draft.public_id]) in check
    assert "Issue it</button>" not in check

    client_of(cast.center).post(reverse("ask_release", args=[draft.public_id]), {"version": draft.version})
    assert "遠隔接続機器の弱点" in page(second, "waiting")
    assert "Waits for a second person" in page(second, "drafts")
    given = {"version": draft.version, "recipient": recipients(second, draft.public_id)}
    answer = client_of(second).post(reverse("send_draft", args=[draft.public_id]), given)

    assert answer.status_code == 302
    assert "/receipt/" in answer["Location"]


def recipients(viewer: Any, draft: Any) -> list[str]:
    """As the check names them."""
    found = page(viewer, "send_draft", draft)
    return [part.split('"')[0] for part in found.split('name="recipient" value="')[1:]]


def test_sent_back_its_writer_reads_why(cast: Cast) -> None:
    draft, second = written(cast), second_person(cast.center)
    asked(cast, draft)
    given = {"version": draft.version, "reason": "対象が広すぎる"}

    client_of(second).post(reverse("send_back_advisory", args=[draft.public_id]), given)

    assert "対象が広すぎる" in page(cast.center, "send_draft", draft.public_id)
    assert "遠隔接続機器の弱点" not in page(second, "waiting")


def test_a_warning_is_issued_by_one_person_with_a_reason(cast: Cast) -> None:
    draft = written(cast, importance="warning")
    address = reverse("send_draft", args=[draft.public_id])
    given = {"version": draft.version, "recipient": recipients(cast.center, draft.public_id)}

    assert client_of(cast.center).post(address, given).status_code == 409
    assert client_of(cast.center).post(address, {**given, "alone": "当直は一人"}).status_code == 302


def test_the_rule_of_the_desk_is_set_by_its_administrator(cast: Cast) -> None:
    address = reverse("two_persons")

    assert client_of(cast.center).post(address, {"rule": "always"}).status_code == 302
    assert client_of(cast.world.viewer("kuwabara@nisc")).post(address, {"rule": "never"}).status_code == 403


@pytest.mark.parametrize("stranger", ["electric", "ministry", "center_general", "bank"])
def test_a_stranger_neither_finds_nor_moves_what_waits(cast: Cast, stranger: str) -> None:
    draft, client = written(cast), client_of(getattr(cast, stranger))
    asked(cast, draft)

    assert "遠隔接続機器の弱点" not in client.get(reverse("waiting")).content.decode()
    for name in ("send_back_advisory", "ask_release"):
        address = reverse(name, args=[draft.public_id])
        assert client.post(address, {"version": draft.version, "reason": "x"}).status_code in {403, 404}


# ---------------------------------------------------------------- the direct path


def test_the_center_sees_who_gets_it_directly_and_sends_it(cast: Cast) -> None:
    edition = warning(cast)
    assert reverse("warn_directly", args=[edition]) in page(cast.center, "item", edition)

    shown = page(cast.center, "warn_directly", edition)
    assert str(home(cast, "hokuryo")) in shown
    assert str(home(cast, "shiomi")) not in shown
    assert "No handling agreement is in force" in shown
    given = {"to": [str(home(cast, "hokuryo"))], "reason": "攻撃が続いている"}
    answer = client_of(cast.center).post(reverse("warn_directly", args=[edition]), given)

    assert answer.status_code == 302
    assert reads(cast.neighbor, edition)
    assert "Warned directly" in page(cast.neighbor, "item", edition)


def test_without_a_reason_or_with_somebody_else_nothing_goes(cast: Cast) -> None:
    edition = warning(cast)
    address = reverse("warn_directly", args=[edition])

    for given in (
        {"to": [str(home(cast, "hokuryo"))], "reason": ""},
        {"to": [str(home(cast, "shiomi"))], "reason": "x"},
        {"reason": "x"},
    ):
        assert client_of(cast.center).post(address, given).status_code == 422
    assert not reads(cast.neighbor, edition)


@pytest.mark.parametrize("stranger", ["ministry", "bank", "center_general", "electric"])
def test_nobody_else_has_the_direct_path(cast: Cast, stranger: str) -> None:
    address = reverse("warn_directly", args=[warning(cast)])

    assert client_of(getattr(cast, stranger)).get(address).status_code in {403, 404}


# ---------------------------------------------------------------- the hotline


def test_the_center_opens_a_hotline_and_both_speak(cast: Cast) -> None:
    center, electric = client_of(cast.center), client_of(cast.electric)
    desk = str(cast.world.desks["shiomi.csirt"].public_id)
    given = {"desk": desk, "title": "遠隔接続への攻撃", "text": "止まっていますか"}

    answer = center.post(reverse("open_hotline"), given)
    there = answer["Location"]
    assert "Not read yet" in electric.get(reverse("hotlines")).content.decode()
    assert "止まっていますか" in electric.get(there).content.decode()
    assert electric.post(there, {"text": "止めました"}).status_code == 302
    seen = center.get(there).content.decode()

    assert "止めました" in seen
    assert "Read " in seen
    assert center.post(f"{there}close/").status_code == 302
    assert electric.post(there, {"text": "まだ"}).status_code == 409


@pytest.mark.parametrize("stranger", ["neighbor", "ministry", "center_general", "bank", "electric_colleague"])
def test_no_stranger_finds_the_hotline(cast: Cast, stranger: str) -> None:
    line, client = opened(cast), client_of(getattr(cast, stranger))

    assert "遠隔接続への攻撃" not in client.get(reverse("hotlines")).content.decode()
    assert client.get(reverse("hotline", args=[line])).status_code == 404
    assert client.post(reverse("hotline", args=[line]), {"text": "x"}).status_code == 404
    assert client.post(reverse("close_hotline", args=[line])).status_code in {403, 404}


# ---------------------------------------------------------------- the mode


def test_the_mode_is_proposed_switched_on_shown_on_every_page_and_ended(cast: Cast) -> None:
    ends = timezone.localtime() + timedelta(days=1)
    given = {
        "kind": "disaster",
        "reason": "地震により広い範囲で停電",
        "sectors": ["electricity"],
        "ends_at": ends.strftime("%Y-%m-%dT%H:%M"),
    }
    there = client_of(cast.center).post(reverse("new_mode"), given)["Location"]
    assert "地震により" not in page(cast.ministry, "home")

    second = client_of(second_person(cast.center))
    assert second.post(f"{there}confirm/").status_code == 302
    for viewer in (cast.center, cast.ministry, cast.police):
        assert "地震により" in page(viewer, "home")
        assert "地震により" in page(viewer, "directory")
    assert "地震により" not in page(cast.bank, "home")
    assert client_of(cast.center).post(f"{there}end/").status_code == 302

    assert "地震により" not in page(cast.ministry, "home")
    assert "Ended" in page(cast.ministry, "emergency")


def test_who_proposed_it_does_not_switch_it_on_and_others_do_not_find_it(cast: Cast) -> None:
    made = proposed(cast)
    address = reverse("confirm_mode", args=[made])

    assert client_of(cast.center).post(address).status_code == 403
    for stranger in (cast.ministry, cast.bank, cast.police):
        assert client_of(stranger).get(reverse("mode", args=[made])).status_code == 404
        assert client_of(stranger).post(address).status_code in {403, 404}
        assert client_of(stranger).get(reverse("new_mode")).status_code == 403


def test_in_the_emergency_a_person_passes_it_to_the_police(cast: Cast) -> None:
    switched_on(cast)
    edition = told_by_ministry(cast, "green")
    address = reverse("item_emergency", args=[edition])

    assert str(home(cast, "npa")) in client_of(cast.center).get(address).content.decode()
    assert client_of(cast.center).post(address, {"to": [str(home(cast, "npa"))]}).status_code == 302

    assert reads(cast.police, edition)
    assert client_of(cast.bank).get(address).status_code == 404


# ---------------------------------------------------------------- one filing, two desks


def test_one_filing_reaches_plan_and_coordination_center_typed_once(cast: Cast) -> None:
    draft = draft_report(cast.electric, "direct_report")
    client = client_of(cast.electric)
    check = reverse("send_draft", args=[draft.public_id])
    assert "coordination center" in client.get(check).content.decode()

    client.post(reverse("choose_filing", args=[draft.public_id]), {"filed_to": "both", "version": draft.version})
    given = {"version": draft.version + 1, "recipient": recipients(cast.electric, draft.public_id)}
    answer = client.post(check, given)

    edition = answer["Location"].split("/")[-3]
    coordination = cast.world.viewer("yonaka@taisho-chosei")
    assert reads(coordination, edition)
    assert reads(cast.ministry, edition)
    with acting_as(cast.ministry):
        assert len(receipts_readable_by(cast.ministry, edition)) == 1
    assert not reads(cast.bank, edition)


def test_to_the_coordination_center_alone_no_ministry_hears_of_it(cast: Cast) -> None:
    draft = draft_report(cast.electric, "direct_report")
    client = client_of(cast.electric)
    client.post(
        reverse("choose_filing", args=[draft.public_id]), {"filed_to": "coordination", "version": draft.version}
    )
    given = {"version": draft.version + 1, "recipient": recipients(cast.electric, draft.public_id)}
    answer = client.post(reverse("send_draft", args=[draft.public_id]), given)

    edition = answer["Location"].split("/")[-3]
    assert reads(cast.world.viewer("yonaka@taisho-chosei"), edition)
    assert not reads(cast.ministry, edition)


# ---------------------------------------------------------------- between council and plan


def test_an_operator_notes_what_happens_is_led_to_a_desk_and_begins_a_report(cast: Cast) -> None:
    client = client_of(cast.electric)
    given = {"title": "画面の反応が遅い", "facts": "今朝から", "state": "unease"}
    there = client.post(reverse("new_situation"), given)["Location"]
    shown = client.get(there).content.decode()
    assert "The Cybersecurity Council" in shown
    assert "so report it" not in shown

    changed = {**given, "state": "incident", "is_level_lowered": "on", "version": 1}
    client.post(there, changed)
    assert "so report it" in client.get(there).content.decode()
    draft = client.post(f"{there}report/")["Location"]

    assert "画面の反応が遅い" in client.get(draft).content.decode()
    assert client.post(there, changed).status_code == 409


@pytest.mark.parametrize("stranger", ["neighbor", "ministry", "center", "electric_colleague"])
def test_what_an_operator_notes_is_nobody_elses(cast: Cast, stranger: str) -> None:
    one, client = noted(cast), client_of(getattr(cast, stranger))

    assert "画面の反応が遅い" not in client.get(reverse("situations")).content.decode()
    assert client.get(reverse("situation", args=[one])).status_code == 404
    assert client.post(reverse("carry_over", args=[one])).status_code == 404


def test_while_a_mode_concerns_it_an_item_leads_to_whom_else_it_may_go(cast: Cast) -> None:
    edition = told_by_ministry(cast, "green")
    address = reverse("item_emergency", args=[edition])
    assert address not in page(cast.center, "item", edition)

    switched_on(cast)

    assert address in page(cast.center, "item", edition)
    assert address in page(cast.ministry, "item", edition)
    assert address not in page(cast.electric_colleague, "item", edition)
    assert client_of(cast.bank).get(address).status_code == 404


def test_who_runs_the_platform_is_told_that_no_mail_leaves_it_and_what_to_set(cast: Cast, settings: Any) -> None:
    settings.MAIL_SERVER = ""
    shown = page(cast.platform, "home")

    assert "No outgoing mail server is set" in shown
    assert "NOROSHI_MAIL_FROM" in shown
    for other in (cast.center, cast.electric, cast.ministry, cast.bank):
        assert "No outgoing mail server is set" not in page(other, "home")
    settings.MAIL_SERVER = "smtp://127.0.0.1:25"
    assert "No outgoing mail server is set" not in page(cast.platform, "home")
