"""What belongs to an event, put there in the browser and through the API; whoever may not read it finds a page without it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.signin.keys import make_own_key
from noroshi.directory.signin.scopes import Scope
from noroshi.response.about import EDITION, About
from noroshi.vocabulary import OrderReach, Tlp2
from tests.cast import Cast
from tests.rooms.api_world import Caller
from tests.rooms.test_matters_beside import an_object, event_of_two
from tests.rooms.test_matters_merged import pair
from tests.rooms.test_pages_drafts import client_of
from tests.rooms.test_response_orders import field, ordered

pytestmark = pytest.mark.django_db
HTMX = {"hx-request": "true"}


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def caller(viewer: Viewer, *scopes: Scope) -> Caller:
    until = timezone.now() + timedelta(days=30)
    with acting_as(viewer):
        return Caller(make_own_key(viewer.seat, purpose="test", scopes=scopes, expires_at=until))


def test_a_suggestion_is_taken_stands_in_the_event_and_is_taken_away_again(cast: Cast) -> None:
    event, power, _phone = event_of_two(cast)
    thing = an_object(cast)
    client, value = client_of(cast.electric), f"object:{thing}"
    panel = reverse("item_event", args=[power])
    assert value in client.get(panel, headers=HTMX).content.decode()
    assert value in client.get(reverse("beside", args=[power]), {"find": "c2-9.example"}).content.decode()

    answer = client.post(reverse("beside", args=[power]), {"thing": value, "reason": "通信先が同じ"})

    assert answer["Location"] == reverse("event", args=[event])
    page = client.get(answer["Location"]).content.decode()
    assert reverse("intel_object", args=[thing]) in page
    assert "通信先が同じ" in page
    assert "便り 9" in page
    assert client.post(reverse("beside_take", args=[power]), {"thing": value}).status_code == 302
    assert "通信先が同じ" not in client.get(reverse("event", args=[event])).content.decode()


def test_a_suggestion_is_refused_with_a_reason(cast: Cast) -> None:
    _event, power, _phone = event_of_two(cast)
    value, client = f"object:{an_object(cast)}", client_of(cast.electric)

    assert client.post(reverse("beside_refuse", args=[power]), {"thing": value}).status_code == 422
    assert client.post(reverse("beside_refuse", args=[power]), {"thing": value, "reason": "共用"}).status_code == 302

    assert value not in client.get(reverse("item_event", args=[power]), headers=HTMX).content.decode()


def test_nothing_chosen_is_told_and_nothing_is_put_anywhere(cast: Cast) -> None:
    _event, power, _phone = event_of_two(cast)
    client = client_of(cast.electric)

    page = client.post(reverse("beside", args=[power]), {"reason": "理由"})

    assert page.status_code == 422
    assert "Choose one of the lines." in page.content.decode()
    for wrong in ("object:x", "report:1", f"report:{power}", ""):
        assert client.post(reverse("beside_take", args=[power]), {"thing": wrong}).status_code == 404


def test_the_page_of_who_reads_the_report_alone_is_the_same_with_the_order_and_without_it(cast: Cast) -> None:
    event, power, _phone = event_of_two(cast)
    client, addresses = client_of(cast.electric_colleague), [("event", event), ("beside", power), ("item_event", power)]

    def pages() -> list[str]:
        found = (client.get(reverse(name, args=[one]), headers=HTMX).content.decode() for name, one in addresses)
        return [_without_tokens(page) for page in found]

    before = pages()
    one = ordered(cast.electric, field(cast), "カナリアの作業", about=About(EDITION, power), reach=OrderReach.NEED)
    value = f"object:{an_object(cast, 9, Tlp2.AMBER)}"
    assert client_of(cast.electric).post(reverse("beside", args=[power]), {"thing": value}).status_code == 302

    assert pages() == before
    assert str(one) in client_of(cast.electric).get(reverse("event", args=[event])).content.decode()


def _without_tokens(page: str) -> str:
    """What differs between two answers whatever stands in them."""
    return re.sub(r'[A-Za-z0-9]{64}|nonce="[^"]*"', "", page)


@pytest.mark.parametrize("stranger", ["bank", "gas_liaison", "police", "center_general"])
def test_a_stranger_finds_no_way_to_put_take_or_refuse(cast: Cast, stranger: str) -> None:
    _event, power, _phone = event_of_two(cast)
    given = {"thing": f"object:{an_object(cast)}", "reason": "見えない"}
    client = client_of(getattr(cast, stranger))

    assert client.get(reverse("beside", args=[power])).status_code == 404
    for name in ("beside", "beside_take", "beside_refuse"):
        assert client.post(reverse(name, args=[power]), given).status_code == 404


def test_the_whole_event_by_the_api(cast: Cast) -> None:
    power, bank = pair(cast, summary="窓口の端末が停電で止まった。", occurred_at="2026-11-19T09:00")
    one = caller(cast.center, Scope.EDITIONS_READ, Scope.EDITIONS_WRITE, Scope.INTEL_READ)
    given = {"edition": str(power), "other": str(bank), "reason": "別の停電"}
    assert one.post("/events/declined", given).json() == {"event": None}
    event = one.made("/events", given | {"reason": "同じ停電"})["id"]
    made = ordered(cast.center, cast.center, about=About(EDITION, bank))
    thing = str(an_object(cast, by=cast.center))
    named = {"edition": str(power), "kind": "object", "id": thing, "reason": "通信先"}

    assert one.post("/events/beside", named).json() == {key: named[key] for key in ("edition", "kind", "id")}

    whole = one.read(f"/events/{event}/timeline")
    assert [each["edition"]["id"] for each in whole["statements"]] == [str(bank), str(power)]
    assert all(each["is_new"] for each in whole["statements"])
    assert [(each["order"]["id"], each["reach"]) for each in whole["orders"]] == [(str(made), "need")]
    assert "occurred_at" in {each["field"] for each in whole["contradictions"]}
    (told,) = one.read(f"/events/{event}/intelligence")["objects"]
    assert (told["id"], told["tlp"], told["reason"]) == (thing, "green", "通信先")
    seen = one.post(f"/events/{event}/looked", {}).json()
    assert not any(each["is_new"] for each in seen["statements"])
    assert one.post("/events/beside/take-away", named).status_code == 200
    assert one.post("/events/beside/refuse", named | {"reason": " "}).status_code == 422
    assert one.post("/events/beside/refuse", named).status_code == 200
    assert one.read(f"/events/{event}/intelligence")["objects"] == []


@pytest.mark.parametrize("stranger", ["bank", "police", "center_general"])
def test_the_api_says_nothing_of_an_event_to_anybody_else(cast: Cast, stranger: str) -> None:
    power, bank = pair(cast)
    one = caller(cast.center, Scope.EDITIONS_READ, Scope.EDITIONS_WRITE)
    event = one.made("/events", {"edition": str(power), "other": str(bank)})["id"]
    ordered(cast.center, cast.center, about=About(EDITION, bank))
    other = caller(getattr(cast, stranger), Scope.EDITIONS_READ, Scope.EDITIONS_WRITE, Scope.INTEL_READ)

    for path in (f"/events/{event}/timeline", f"/events/{event}/intelligence"):
        assert other.ask("GET", path).status_code == 404
    assert other.post(f"/events/{event}/looked", {}).status_code == 404
    assert one.ask("GET", f"/events/{event}/intelligence").status_code == 403
    given = {"edition": str(power), "kind": "order", "id": str(power), "reason": "x"}
    for path in ("/events/beside", "/events/beside/take-away", "/events/beside/refuse"):
        assert other.post(path, given).status_code == 404
        assert one.post(path, given).status_code == 404
