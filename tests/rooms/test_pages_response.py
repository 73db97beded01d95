"""Orders in the browser: given from an item, answered in two taps, looked at on the board; nothing for anybody outside."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from noroshi.advisories.models import Acknowledgement
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import Desk
from noroshi.response.about import EDITION, About
from noroshi.response.actions import OrderWish, answer, order
from noroshi.response.actions.assets import AssetWish, add_asset
from noroshi.response.actions.playbooks import PlaybookWish, write_playbook
from noroshi.response.assets import assets_of
from noroshi.response.playbooks import playbooks_of
from noroshi.response.queries import open_orders, order_shown
from noroshi.response.rollups import rollups_said
from noroshi.sharing.marking import PartMarking
from noroshi.vocabulary import AssetKind, OrderState, Tlp
from tests.cast import Cast
from tests.drafted import issued
from tests.rooms.drafts_pages import client_of
from tests.rooms.intel_given import brought, indicator, origin_of, stix_id

pytestmark = pytest.mark.django_db
CANARY = "カナリア端末を切り離す"


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def field(cast: Cast) -> Viewer:
    return cast.world.viewer("ashida@shiomi")


def desk_of(viewer: Viewer) -> UUID:
    return Desk.objects.get(pk=viewer.desk_id).public_id


def ordered(cast: Cast, **more: Any) -> UUID:
    with acting_as(cast.electric):
        return order(cast.electric, OrderWish(CANARY, "回線を抜く", [desk_of(field(cast))], **more))[0].public_id


def page(viewer: Viewer, path: str) -> str:
    return str(client_of(viewer).get(path).content.decode())


def test_an_order_is_given_from_an_item_by_a_proposal(cast: Cast) -> None:
    content = {"title": "不審な通信", "event_kind": "malware", "summary": "端末が感染した"}
    item = cast.report(cast.electric, Tlp.AMBER, content)
    about = f"edition:{item.public_id}"
    client = client_of(cast.electric)

    beside = client.get(reverse("item_orders", args=[item.public_id]), headers={"HX-Request": "true"}).content.decode()
    assert f"{reverse('order_new')}?about={about}" in beside
    offered = client.get(reverse("order_new"), {"about": about}).content.decode()
    assert "template:cut_off" in offered
    filled = client.get(reverse("order_new"), {"about": about, "use": "template:cut_off"})
    form = filled.context["form"]
    assert form["title"].value()
    assert form["reach"].value() == "need"
    given = {name: form[name].value() for name in ("title", "what", "verify", "reach")}
    given |= {"to": [str(desk_of(field(cast)))], "due_at": form["due_at"].value().strftime("%Y-%m-%dT%H:%M")}
    made = client.post(f"{reverse('order_new')}?about={about}&use=template:cut_off", given)
    assert made.status_code == 302

    with acting_as(field(cast)):
        (line,) = open_orders(field(cast))
    assert line.about is None
    assert line.public_id.hex in made.url.replace("-", "")
    beside = client.get(reverse("item_orders", args=[item.public_id]), headers={"HX-Request": "true"}).content.decode()
    assert str(line.public_id) in beside


def test_past_cases_of_the_kind_of_event_are_one_press_away_for_who_reads_which_it_was(cast: Cast) -> None:
    """Found by the search, which asks anew what its asker may read; a withheld kind leads its other readers nowhere."""
    way = f"{reverse('search')}?event_kind=malware&amp;sort=newest"
    withheld = PartMarking(frozenset({"event_kind"}), Tlp.RED)
    made = [
        cast.report(cast.electric, Tlp.GREEN, {"title": "点検の知らせ", **said}, parts=parts)
        for said, parts in (({"event_kind": "malware"}, ()), ({"event_kind": "malware"}, (withheld,)), ({}, ()))
    ]
    for edition in made:
        cast.send(cast.electric, edition, cast.ministry)

    def led(viewer: Viewer) -> list[bool]:
        asked = ({"about": f"edition:{edition.public_id}"} for edition in made)
        pages = (client_of(viewer).get(reverse("order_new"), one).content.decode() for one in asked)
        return [way in page and "Malware infection" in page for page in pages]

    assert led(cast.electric) == [True, True, False]
    assert led(cast.ministry) == [True, False, False]
    assert led(cast.bank) == [False, False, False]


def test_where_nothing_is_to_be_chosen_the_button_says_what_it_does(cast: Cast) -> None:
    one = ordered(cast)
    path = reverse("order", args=[one])

    gave, field_reads = page(cast.electric, path), page(field(cast), path)

    assert ">Withdraw the order</button>" in gave
    assert "Send the answer" not in gave
    assert "Send the answer" in field_reads
    assert "Withdraw the order" not in field_reads


def test_an_object_of_intelligence_becomes_an_order(cast: Cast) -> None:
    brought(cast.electric, origin_of(cast.electric, opened=[]), indicator(1, "evil.kirisame.top", confidence=80))
    uuid = stix_id("indicator", 1).partition("--")[2]
    client = client_of(cast.electric)

    assert f"?about=stix:{uuid}" in client.get(reverse("intel_object", args=[uuid])).content.decode()
    offered = client.get(reverse("order_new"), {"about": f"stix:{uuid}"})
    assert "template:block_indicators" in offered.content.decode()
    assert client_of(cast.bank).get(reverse("order_new"), {"about": f"stix:{uuid}"}).status_code == 404


def test_a_wrong_order_comes_back_with_what_was_typed(cast: Cast) -> None:
    client = client_of(cast.electric)
    given = {"title": CANARY, "what": "回線を抜く", "reach": "house", "to": [str(desk_of(field(cast)))]}

    assert client.post(reverse("order_new"), given | {"to": []}).status_code == 422
    late = client.post(reverse("order_new"), given | {"due_at": "2020-01-01T00:00"})
    assert late.status_code == 422
    assert CANARY in late.content.decode()
    assert "within a year" in late.content.decode()


def test_two_taps_are_enough_for_the_field(cast: Cast) -> None:
    one = ordered(cast)
    client, here = client_of(field(cast)), reverse("order", args=[one])

    proof = client.get(here).context["page"].proof
    assert client.post(here, {"state": "done", "proof": proof, "read_number": 1}).status_code == 302

    with acting_as(field(cast)):
        shown = order_shown(field(cast), one)
    assert shown.line.state is OrderState.DONE
    assert shown.steps[-1].text == proof


def test_a_photo_is_proof_and_a_reason_is_asked_for(cast: Cast) -> None:
    one = ordered(cast)
    client, here = client_of(field(cast)), reverse("order", args=[one])

    missing = client.post(here, {"state": "cannot", "read_number": 1})
    assert missing.status_code == 422
    assert "Say why." in missing.content.decode()
    photo = SimpleUploadedFile("抜いた回線.png", b"\x89PNG\r\n\x1a\n" + b"0" * 64)
    assert client.post(here, {"state": "done", "file": photo, "read_number": 1}).status_code == 302
    assert "抜いた回線.png" in page(cast.electric, here)
    assert client_of(cast.electric).post(here, {"state": "confirmed", "read_number": 1}).status_code == 409
    assert client_of(cast.electric).post(here, {"state": "confirmed", "read_number": 2}).status_code == 302


def test_it_is_undone_handed_over_put_off_and_let_begin(cast: Cast) -> None:
    first = ordered(cast)
    one = ordered(cast, after=[first])
    mine, theirs = client_of(field(cast)), client_of(cast.electric)
    systems = desk_of(cast.world.viewer("tamaki-y@shiomi"))

    assert mine.post(reverse("order", args=[one]), {"state": "doing", "read_number": 1}).status_code == 409
    assert theirs.post(reverse("order_lift", args=[one])).status_code == 302
    assert mine.post(reverse("order", args=[one]), {"state": "seen", "read_number": 1}).status_code == 302
    assert mine.post(reverse("order_undo", args=[one])).status_code == 302
    assert (
        mine.post(reverse("order_hand_over", args=[one]), {"desk": str(systems), "text": "管理外"}).status_code == 302
    )
    assert theirs.post(reverse("order_due", args=[one]), {"due_at": "2027-01-05T10:00"}).status_code == 302

    with acting_as(cast.electric):
        shown = order_shown(cast.electric, one)
    assert shown.line.desk.public_id == systems
    assert [step.number for step in shown.steps] == [1, 2, 3, 4, 5]
    text = page(cast.electric, reverse("order", args=[one]))
    assert "taken back" in text
    assert "Handed over to" in text


def test_the_board_by_system_department_and_item(cast: Cast) -> None:
    with acting_as(cast.electric):
        asset = add_asset(cast.electric, AssetWish("監視装置カワセミ", AssetKind.CONTROL, desk_of(field(cast)))).asset
    item = cast.report(cast.electric, Tlp.GREEN)
    one = ordered(cast, assets=[asset], about=About(EDITION, item.public_id))

    for by, words in (
        ("asset", "監視装置カワセミ"),
        ("desk", "Control systems section"),
        ("about", "変電所の保守端末"),
    ):
        text = page(cast.electric, f"{reverse('orders')}?by={by}")
        assert words in text.split("filters")[1]
        assert str(one) in text
    for narrowed, is_there in (
        ("mine=1", False),
        (f"asset={asset}", True),
        ("late=1", False),
        ("show=over", False),
        ("show=x&desk=y", True),
    ):
        assert (str(one) in page(cast.electric, f"{reverse('orders')}?{narrowed}")) is is_there
    assert str(one) in page(field(cast), f"{reverse('orders')}?mine=1")


def test_home_says_what_waits(cast: Cast) -> None:
    one = ordered(cast)

    assert "One order for this desk" in page(field(cast), "/")
    assert "One order for this desk" not in page(cast.electric, "/")
    with acting_as(field(cast)):
        answer(field(cast), one, OrderState.CANNOT, text="予備機がない")
    assert "One answer to an order" in page(cast.electric, "/")
    assert "One answer to an order" not in page(cast.neighbor, "/")


def test_home_names_the_order_that_is_due_first_and_leads_to_a_single_one(cast: Cast) -> None:
    day = timezone.now() + timedelta(days=1)
    later = ordered(cast, due_at=day + timedelta(days=9))
    alone = page(field(cast), "/")
    sooner = ordered(cast, due_at=day)

    both = page(field(cast), "/")

    assert f'class="button button--primary" href="{reverse("order", args=[later])}"' in alone
    assert f'data-row href="{reverse("order", args=[sooner])}"' in both
    assert reverse("order", args=[later]) not in both
    assert CANARY in both
    assert "2 orders for this desk" in both
    assert f'class="button button--primary" href="{reverse("orders")}?mine=1"' in both
    for stranger in (cast.electric, cast.neighbor, cast.ministry):
        assert str(sooner) not in page(stranger, "/")


def test_systems_by_form_and_by_file(cast: Cast) -> None:
    client = client_of(cast.electric)
    given = {"name": "監視装置", "kind": "control", "desk": str(desk_of(field(cast))), "weight": "stops"}

    assert "No system so far" in page(cast.electric, reverse("assets"))
    assert client.post(reverse("asset_new"), given).status_code == 302
    assert client.post(reverse("asset_new"), given).status_code == 409
    with acting_as(cast.electric):
        (asset,) = assets_of(cast.electric)
    here = reverse("asset", args=[asset.public_id])
    assert client.post(here, given | {"note": "改修済み", "read_number": 1}).status_code == 302
    assert client.post(here, given | {"read_number": 1}).status_code == 409
    out = b"".join(client.get(reverse("assets_csv")).streaming_content)
    assert "改修済み".encode() in out
    changed = SimpleUploadedFile("assets.csv", out.replace("監視装置".encode(), "監視装置 乙".encode()))
    assert client.post(reverse("assets"), {"file": changed}).status_code == 302
    assert client.post(reverse("assets"), {"file": SimpleUploadedFile("a.csv", b"x")}).status_code == 422
    assert "監視装置 乙" in page(cast.electric, reverse("assets"))
    assert client.post(reverse("asset_retire", args=[asset.public_id])).status_code == 302
    assert client.get(here).status_code == 404


def test_a_playbook_is_copied_changed_and_taken_out(cast: Cast) -> None:
    client = client_of(cast.electric)
    form = client.get(reverse("playbook_new"), {"from": "cut_off"}).context["form"]
    given = {name: form[name].value() for name in ("title", "what", "verify", "hours", "when", "asset_kinds")}

    assert (
        client.post(f"{reverse('playbook_new')}?from=cut_off", given | {"title": "当社の切り離し"}).status_code == 302
    )
    assert "当社の切り離し" in page(cast.electric, reverse("order_new"))
    with acting_as(cast.electric):
        (one,) = playbooks_of(cast.electric)
    here = reverse("playbook", args=[one.public_id])
    assert client.post(here, given | {"title": "当社の切り離し 二訂"}).status_code == 302
    assert "二訂" in page(cast.electric, reverse("playbooks"))
    assert client.post(reverse("playbook_retire", args=[one.public_id])).status_code == 302
    assert client.get(here).status_code == 404


def test_templates_are_copied_and_empty_pages_begin_something_by_links_that_lead_there(cast: Cast) -> None:
    assert f'href="{reverse("playbook_new")}?from=' in page(cast.electric, reverse("playbooks"))
    for empty, begins in (("orders", "order_new"), ("assets", "asset_new"), ("device_lists", "device_list_new")):
        links = page(cast.electric, reverse(empty)).count(f'href="{reverse(begins)}"')
        assert links == 2, empty


def test_figures_are_said_and_taken_back_and_reminders_set(cast: Cast) -> None:
    client, here = client_of(cast.electric), reverse("order_rollup")

    assert f'<option value="{desk_of(cast.electric_executive)}"' in page(cast.electric, here)
    assert f'<option value="{desk_of(cast.electric)}"' not in page(cast.electric, here)
    assert client.post(here, {"desk": str(desk_of(cast.neighbor)), "grain": "figures"}).status_code == 302
    assert client.post(here, {"desk": str(desk_of(cast.neighbor)), "grain": "figures"}).status_code == 409
    with acting_as(cast.electric):
        (said,) = rollups_said(cast.electric)
    assert client_of(cast.neighbor).post(reverse("order_rollup_end", args=[said.public_id])).status_code == 404
    assert client.post(reverse("order_rollup_end", args=[said.public_id])).status_code == 302
    assert client.post(reverse("order_chasing"), {"remind_hours": 4, "escalate_hours": 8}).status_code == 302
    assert 'value="4"' in page(cast.electric, here)
    refused = client_of(cast.electric_colleague).post(
        reverse("order_chasing"), {"remind_hours": 1, "escalate_hours": 1}
    )
    assert refused.status_code == 403


def test_the_sender_of_an_advisory_is_told_by_a_press(cast: Cast) -> None:
    organization = Desk.objects.get(pk=cast.ministry.desk_id).organization.public_id
    item = issued(cast.center, f"ministry_for_sector:{organization}/electricity", tlp="green")
    with acting_as(cast.ministry):
        order(cast.ministry, OrderWish("省内の確認", "確認する", [desk_of(cast.ministry)], about=About(EDITION, item)))
    client = client_of(cast.ministry)

    beside = client.get(reverse("item_orders", args=[item]), headers={"HX-Request": "true"}).content.decode()
    assert "0 of 1 measures are finished." in beside
    assert client.post(reverse("item_orders_say", args=[item]), {"text": "確認中です"}).status_code == 302
    with acting_as(cast.center):
        assert [one.note for one in Acknowledgement.objects.all()] == ["確認中です"]
    with acting_as(cast.gas_liaison):
        assert not Acknowledgement.objects.exists()


@pytest.mark.parametrize("name", ["neighbor", "ministry", "center", "secretariat", "bank", "platform", "maintainer"])
def test_strangers_meet_nothing_on_any_page(cast: Cast, name: str) -> None:
    one = ordered(cast)
    with acting_as(cast.electric):
        asset = add_asset(cast.electric, AssetWish(CANARY, AssetKind.SERVER, desk_of(field(cast)))).asset
        playbook = write_playbook(cast.electric, PlaybookWish(CANARY, "手順")).playbook
    client = client_of(getattr(cast, name))

    for path in ("order", "order_undo", "order_lift", "order_hand_over", "order_due"):
        assert client.post(reverse(path, args=[one])).status_code == 404
    for path, which in (("order", one), ("asset", asset), ("playbook", playbook)):
        assert client.get(reverse(path, args=[which])).status_code == 404
    for path in ("orders", "assets", "playbooks", "order_new", "order_rollup"):
        assert CANARY not in client.get(reverse(path)).content.decode()
    assert CANARY not in client.get("/").content.decode()
