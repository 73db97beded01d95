"""A decision taken back stays with who, when and why; what nobody has begun ends, what is under way is told, and strangers hear nothing."""

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.briefing.actions import decide, take_back
from noroshi.briefing.errors import (
    NotForYouToDecide,
    NothingToTakeBack,
    PageMoved,
    TakenBackWhereDecided,
    TakingBackNeedsReason,
)
from noroshi.briefing.queries import briefings_readable_by
from noroshi.delivery.queries import notices_of
from noroshi.directory.models import Membership
from noroshi.directory.signin.scopes import Scope
from noroshi.response.models import Step
from noroshi.vocabulary import NoticeKind, OrderState, Role
from noroshi.vocabulary.errors import NotFound
from tests.cast import Cast
from tests.drafted import reported
from tests.rooms.api_world import Caller
from tests.rooms.drafts_pages import client_of
from tests.rooms.test_api_search import key_of
from tests.rooms.test_briefing import STRANGERS, composed, desk_of, field_desk, read
from tests.rooms.test_response_orders import said

pytestmark = pytest.mark.django_db
WHY = "委託先の装置は対象外と分かった"


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def page_of(cast: Cast) -> UUID:
    return composed(cast, reported(cast.electric, "direct_report", tlp="green", summary="不審な通信"))


def decided(cast: Cast, page: UUID, option: int = 1, *, orders: bool = True) -> UUID | None:
    """By the executive, with an order to the field; its id."""
    executive = cast.electric_executive
    to = [desk_of(field_desk(cast))] if orders else []
    with acting_as(executive):
        made = decide(executive, page, option, to=to)
    return made.orders[0] if made.orders else None


def taken(viewer: Viewer, page: UUID, reason: str = WHY, **more: Any) -> None:
    with acting_as(viewer):
        take_back(viewer, page, reason, **more)


def state_of(viewer: Viewer, order: UUID | None) -> tuple[str, str]:
    with acting_as(viewer):
        step = Step.objects.filter(order__public_id=order).order_by("-number")[0]
        return step.state, step.text


def told(viewer: Viewer, kind: NoticeKind, link: str) -> int:
    with acting_as(viewer):
        return sum(1 for one in notices_of(viewer) if one.kind is kind and one.link == link)


def test_a_decision_taken_back_stays_with_who_when_and_why_and_none_counts(cast: Cast) -> None:
    page = page_of(cast)
    decided(cast, page, 0, orders=False)
    decided(cast, page, 1, orders=False)

    taken(cast.electric_executive, page)

    for reader in (cast.electric_executive, cast.electric):
        shown = read(reader, page)
        latest, first = shown.decisions
        assert latest.taken_back is not None
        assert (latest.taken_back.reason, latest.taken_back.by.pk) == (WHY, cast.electric_executive.seat.person_id)
        assert latest.taken_back.at >= latest.at
        assert first.taken_back is None
        assert (shown.line.decided, shown.line.is_taken_back, shown.may_take_back) == ("", True, False)
    with acting_as(cast.electric):
        assert [(one.decided, one.is_taken_back) for one in briefings_readable_by(cast.electric)] == [("", True)]


def test_an_order_that_nobody_has_begun_is_withdrawn_and_its_desk_and_the_composer_are_told(cast: Cast) -> None:
    page = page_of(cast)
    given, seen = decided(cast, page), decided(cast, page)
    assert given
    assert seen
    said(field_desk(cast), seen, OrderState.SEEN)
    before = told(field_desk(cast), NoticeKind.ORDER_ANSWERED, f"/orders/{seen}/")
    told_before = told(cast.electric, NoticeKind.DECIDED, f"/briefings/{page}/")

    taken(cast.electric_executive, page)

    assert state_of(field_desk(cast), seen) == (OrderState.WITHDRAWN.value, WHY)
    assert state_of(field_desk(cast), given)[0] == OrderState.ORDERED.value
    assert told(field_desk(cast), NoticeKind.ORDER_ANSWERED, f"/orders/{seen}/") == before + 1
    assert told(cast.electric, NoticeKind.DECIDED, f"/briefings/{page}/") == told_before + 1


@pytest.mark.parametrize("state", [OrderState.DOING, OrderState.DONE, OrderState.CANNOT])
def test_an_order_that_was_begun_stays_where_it_stands_with_the_word_and_its_desk_is_told(
    cast: Cast, state: OrderState
) -> None:
    page = page_of(cast)
    order = decided(cast, page)
    assert order
    said(field_desk(cast), order, state, text="回線を抜いている")
    before = told(field_desk(cast), NoticeKind.ORDER_ANSWERED, f"/orders/{order}/")

    taken(cast.electric_executive, page)

    assert state_of(field_desk(cast), order) == (state.value, WHY)
    assert told(field_desk(cast), NoticeKind.ORDER_ANSWERED, f"/orders/{order}/") == before + 1
    if state is OrderState.DOING:
        said(field_desk(cast), order, OrderState.DONE, text="元に戻した")
        assert state_of(field_desk(cast), order)[0] == OrderState.DONE.value


def test_an_order_that_was_confirmed_is_left_as_it_is(cast: Cast) -> None:
    page = page_of(cast)
    order = decided(cast, page)
    assert order
    said(field_desk(cast), order, OrderState.DONE, text="抜いた")
    said(cast.electric_executive, order, OrderState.CONFIRMED)

    taken(cast.electric_executive, page)

    assert state_of(field_desk(cast), order) == (OrderState.CONFIRMED.value, "")


def test_it_may_be_decided_again_after_it_was_taken_back(cast: Cast) -> None:
    page = page_of(cast)
    decided(cast, page, 1, orders=False)
    taken(cast.electric_executive, page)

    decided(cast, page, 0, orders=False)

    shown = read(cast.electric_executive, page)
    assert shown.line.decided == shown.options[0].name
    assert [one.taken_back is None for one in shown.decisions] == [True, False]
    assert shown.may_take_back


def test_who_may_not_decide_takes_nothing_back_and_a_stranger_does_not_find_it(cast: Cast) -> None:
    page = page_of(cast)
    order = decided(cast, page)

    with pytest.raises(NotForYouToDecide):
        taken(cast.electric, page)
    for stranger in STRANGERS:
        with pytest.raises(NotFound):
            taken(getattr(cast, stranger), page)

    assert read(cast.electric_executive, page).line.decided
    assert state_of(field_desk(cast), order)[0] == OrderState.ORDERED.value
    assert not read(cast.electric, page).may_take_back


def test_another_desk_decides_again_and_does_not_take_back(cast: Cast) -> None:
    page = page_of(cast)
    order = decided(cast, page)
    ciso = other_decider(cast)

    assert (read(ciso, page).may_decide, read(ciso, page).may_take_back) == (True, False)
    with pytest.raises(TakenBackWhereDecided):
        taken(ciso, page)

    assert state_of(field_desk(cast), order)[0] == OrderState.ORDERED.value


def other_decider(cast: Cast) -> Viewer:
    """A CISO at the desk that composed."""
    Membership.objects.filter(pk=cast.electric.seat.membership_id).update(role=Role.CISO.value)
    return cast.world.viewer("saeki@shiomi")


@pytest.mark.parametrize("before", ["nothing", "taken back"])
def test_where_no_decision_counts_there_is_none_to_take_back(cast: Cast, before: str) -> None:
    page = page_of(cast)
    if before == "taken back":
        decided(cast, page, orders=False)
        taken(cast.electric_executive, page)

    with pytest.raises(NothingToTakeBack):
        taken(cast.electric_executive, page)


def test_what_was_decided_meanwhile_is_not_taken_back_unseen_and_a_reason_is_asked_for(cast: Cast) -> None:
    page = page_of(cast)
    decided(cast, page, 0, orders=False)
    number = read(cast.electric_executive, page).number
    decided(cast, page, 1, orders=False)

    with pytest.raises(PageMoved):
        taken(cast.electric_executive, page, read_number=number)
    for empty in ("", "  \n "):
        with pytest.raises(TakingBackNeedsReason):
            taken(cast.electric_executive, page, empty)

    shown = read(cast.electric_executive, page)
    assert (shown.line.decided, shown.number) == (shown.options[1].name, 2)


def test_the_page_offers_it_to_whoever_may_says_it_and_keeps_it_from_everybody_else(cast: Cast) -> None:
    page = page_of(cast)
    decided(cast, page)
    here, deed = reverse("briefing", args=[page]), reverse("briefing_take_back", args=[page])
    executive, composer = client_of(cast.electric_executive), client_of(cast.electric)

    assert deed in executive.get(here).content.decode()
    assert deed not in composer.get(here).content.decode()
    assert composer.post(deed, {"number": 1, "reason": WHY}).status_code == 403
    assert client_of(cast.bank).post(deed, {"number": 1, "reason": WHY}).status_code == 404
    assert executive.post(deed, {"number": 1, "reason": ""}).status_code == 422
    assert executive.post(deed, {"number": 7, "reason": WHY}).status_code == 409
    assert executive.post(deed, {"number": "x", "reason": WHY}).status_code == 422
    assert executive.get(deed).status_code == 405
    assert executive.post(deed, {"number": 1, "reason": WHY}).status_code == 302

    shown = composer.get(here).content.decode()
    assert WHY in shown
    assert "Decision taken back" in shown
    assert deed not in executive.get(here).content.decode()
    assert "Decision taken back" in composer.get(reverse("briefings")).content.decode()
    assert executive.post(deed, {"number": 2, "reason": WHY}).status_code == 409


def test_by_machine_it_is_the_same(cast: Cast) -> None:
    page = page_of(cast)
    decided(cast, page)
    deed, scopes = f"/briefings/{page}/decision/take-back", (Scope.EDITIONS_READ, Scope.EDITIONS_WRITE)
    keys = {who: Caller(key_of(getattr(cast, who), *scopes)) for who in ("electric_executive", "electric", "bank")}

    refused = [keys[who].post(deed, {"reason": WHY}).status_code for who in ("electric", "bank")]
    unread = keys["electric_executive"].post(deed, {"reason": WHY, "read_number": 0})
    made = keys["electric_executive"].made(deed, {"reason": WHY, "read_number": 1})
    again = keys["electric_executive"].post(deed, {"reason": WHY})

    assert refused == [403, 404]
    assert (unread.status_code, unread.json()["code"]) == (409, "page_moved")
    assert (made["decided"], made["is_taken_back"], made["number"]) == ("", True, 2)
    assert made["decisions"][0]["taken_back"]["reason"] == WHY
    assert (again.status_code, again.json()["code"]) == (409, "nothing_to_take_back")
