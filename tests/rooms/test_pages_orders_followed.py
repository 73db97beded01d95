"""Following orders in the browser: the burn-down, what is late, a list for devices that goes along, orders beside an open item."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.response.about import EDITION, About
from noroshi.response.actions import OrderWish, order
from noroshi.response.queries import open_orders
from noroshi.vocabulary import OrderReach, OrderState
from noroshi.vocabulary.errors import NotFound
from tests.cast import Cast
from tests.drafted import reported
from tests.rooms.devices_given import list_of
from tests.rooms.drafts_pages import client_of
from tests.rooms.test_response_orders import desk_of, field, ordered, said

pytestmark = pytest.mark.django_db
PUNCTUAL, LATE, FINISHED = "予定どおりの点検", "遅れている切り離し", "終わった交換"


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@contextmanager
def days_ago(monkeypatch: pytest.MonkeyPatch, days: int) -> Iterator[None]:
    with monkeypatch.context() as held:
        held.setattr(timezone, "now", lambda: datetime.now(UTC) - timedelta(days=days))
        yield


def three_orders(cast: Cast, monkeypatch: pytest.MonkeyPatch, **more: Any) -> dict[str, UUID]:
    """Given four days ago: one is due next week, two were due yesterday, of which one was done in time."""
    by, to, yesterday = cast.electric, field(cast), datetime.now(UTC) - timedelta(days=1)
    with days_ago(monkeypatch, 4):
        made = {PUNCTUAL: ordered(by, to, PUNCTUAL, due_at=yesterday + timedelta(days=8), **more)}
        made |= {title: ordered(by, to, title, due_at=yesterday, **more) for title in (LATE, FINISHED)}
    with days_ago(monkeypatch, 2):
        said(to, made[FINISHED], OrderState.DONE, text="交換した")
    return made


def board(viewer: Viewer, asked: str = "") -> Any:
    return client_of(viewer).get(f"{reverse('orders')}{asked}")


def test_the_burn_down_draws_day_by_day_how_many_were_open(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    three_orders(cast, monkeypatch)

    shown = board(cast.electric)

    assert "At most 3 were open; now 2" in shown.content.decode()
    heights = [float(point.partition(",")[2]) for point in shown.context["page"].burn.points.split()]
    assert heights == [0.0, 0.0, *[pytest.approx(80 / 3, abs=0.1)] * 3]


def test_the_burn_down_counts_for_nobody_what_they_may_not_read(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    three_orders(cast, monkeypatch, reach=OrderReach.DESKS)

    for stranger in (cast.neighbor, cast.ministry, cast.center, cast.electric_executive):
        shown = board(stranger)
        assert shown.context["page"].burn is None
        assert "<polyline" not in shown.content.decode()


def test_what_is_late_stands_alone_where_that_is_asked_for(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    three_orders(cast, monkeypatch)

    shown = {asked: board(cast.electric, asked).content.decode() for asked in ("?late=1", "?show=all&late=1")}

    for found in shown.values():
        assert LATE in found
        assert PUNCTUAL not in found
        assert FINISHED not in found
    assert '<dd class="is-late">1</dd>' in shown["?late=1"]
    assert LATE in board(field(cast), "?late=1&mine=1").content.decode()
    assert LATE not in board(cast.electric, "?late=1&mine=1").content.decode()
    assert LATE not in board(cast.neighbor, "?late=1").content.decode()


def test_who_may_not_read_a_late_order_is_shown_none(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    three_orders(cast, monkeypatch, reach=OrderReach.DESKS)

    shown = board(cast.electric_executive, "?late=1").content.decode()

    assert LATE not in shown
    assert 'class="is-late"' not in shown


def test_a_list_for_devices_goes_with_an_order_by_name_to_its_desk_alone(cast: Cast) -> None:
    block_list = list_of(cast.electric, "入口の遮断").public_id
    client = client_of(cast.electric)
    due = timezone.localtime(timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    given = {"title": LATE, "what": "一覧を入れる", "to": [str(desk_of(field(cast)))], "reach": "house", "due_at": due}

    made = client.post(reverse("order_new"), given | {"block_list": str(block_list)})

    assert made.status_code == 302
    shown, review = client.get(made["Location"]).content.decode(), reverse("device_list_review", args=[block_list])
    assert "入口の遮断" in shown
    assert f'href="{review}"' in shown
    theirs = client_of(field(cast)).get(made["Location"]).content.decode()
    assert "A list of the desk that ordered it" in theirs
    assert "入口の遮断" not in theirs
    assert review not in theirs
    assert client_of(cast.neighbor).get(made["Location"]).status_code == 404


def test_nobody_orders_with_a_list_of_another_desk(cast: Cast) -> None:
    foreign = list_of(cast.neighbor).public_id
    due = timezone.localtime(timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    given = {"title": LATE, "what": "一覧を入れる", "to": [str(desk_of(field(cast)))], "reach": "house", "due_at": due}

    refused = client_of(cast.electric).post(reverse("order_new"), given | {"block_list": str(foreign)})

    assert refused.status_code == 422
    with acting_as(cast.electric), pytest.raises(NotFound):
        order(cast.electric, OrderWish(LATE, "一覧を入れる", [desk_of(field(cast))], block_list=foreign))
    with acting_as(cast.electric):
        assert open_orders(cast.electric) == []


def test_orders_beside_an_open_item_are_asked_for_anew_and_answered_to_its_readers_alone(cast: Cast) -> None:
    item = reported(cast.electric, "direct_report", tlp="green")
    beside = reverse("item_orders", args=[item])
    whole = client_of(cast.electric).get(reverse("item", args=[item])).content.decode()
    assert f'<div data-fresh="orders" data-kinds="order" data-from="{beside}"' in whole

    ordered(cast.electric, field(cast), LATE, about=About(EDITION, item))

    anew = {"HX-Request": "true", "X-Noroshi-Live": "1"}
    assert LATE in client_of(cast.electric).get(beside, headers=anew).content.decode()
    for stranger in (cast.neighbor, cast.bank):
        assert client_of(stranger).get(beside, headers=anew).status_code == 404
