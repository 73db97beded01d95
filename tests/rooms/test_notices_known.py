"""Notices of orders, of requests for help and of pages for executives: at a desk they are for those who may read what they lead to."""

from uuid import UUID

import pytest

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.briefing.actions import BriefingWish, Option, compose, decide
from noroshi.delivery.models import Notice
from noroshi.delivery.queries import NoticeShown, notices_of
from noroshi.directory.models import Desk
from noroshi.editions.actions import recall
from noroshi.helping.actions import Asked, ask_help, make_move
from noroshi.response.actions import OrderWish, answer, order
from noroshi.vocabulary import HelpField, HelpMove, OrderReach, OrderState, Tlp
from tests.cast import Cast
from tests.drafted import reported

pytestmark = pytest.mark.django_db


def desk_of(viewer: Viewer) -> UUID:
    return Desk.objects.get(pk=viewer.desk_id).public_id


def links(viewer: Viewer) -> list[str]:
    fresh = Viewer(viewer.seat)
    with acting_as(fresh):
        return [one.link for one in notices_of(fresh)]


def answered(cast: Cast, reach: OrderReach) -> str:
    field = cast.world.viewer("ashida@shiomi")
    with acting_as(cast.electric):
        one = order(cast.electric, OrderWish("端末を替える", "予備機と替える。", [desk_of(field)], reach=reach))[
            0
        ].public_id
    with acting_as(field):
        answer(field, one, OrderState.SEEN)
    return f"/orders/{one}/"


def test_that_an_order_was_answered_is_told_to_those_who_may_read_the_order(cast: Cast) -> None:
    wide, narrow = answered(cast, OrderReach.HOUSE), answered(cast, OrderReach.NEED)

    assert {wide, narrow} <= set(links(cast.electric))
    assert set(links(cast.electric_colleague)) & {wide, narrow} == {wide}
    for stranger in (cast.bank, cast.ministry, cast.neighbor):
        assert set(links(stranger)).isdisjoint({wide, narrow})


def test_that_help_was_answered_is_told_to_those_who_may_read_the_request(cast: Cast) -> None:
    report = reported(cast.electric, tlp="amber")
    found = []
    for about, shows in ((report, ("summary",)), (None, ())):
        said = Asked("検体の解析", "端末で見つけたものを調べてほしい。", [HelpField.MALWARE], about, shows, False)
        with acting_as(cast.electric):
            found.append(ask_help(cast.electric, desk_of(cast.isac), said).public_id)
        with acting_as(cast.isac):
            make_move(cast.isac, found[-1], HelpMove.TAKE)
    narrow, wide = (f"/help/{one}/" for one in found)

    assert {wide, narrow} <= set(links(cast.electric))
    assert set(links(cast.electric_colleague)) & {wide, narrow} == {wide}
    for stranger in (cast.bank, cast.ministry, cast.neighbor):
        assert set(links(stranger)).isdisjoint({wide, narrow})


def test_that_a_page_waits_for_a_decision_is_told_to_those_of_the_desk_who_may_read_it(cast: Cast) -> None:
    """A page of which somebody reads no source is not there for them, and no notice says that it is."""
    boss, pages = cast.electric_executive, []
    for tlp, hands_on in (("amber", True), ("red", False)):
        source = reported(cast.electric, "direct_report", tlp=tlp)
        options = (Option("続ける"), Option("止める"))
        wish = BriefingWish("止めるか", [source], desk_of(boss), options=options, hands_on=hands_on)
        with acting_as(cast.electric):
            pages.append(f"/briefings/{compose(cast.electric, wish).public_id}/")
    told, hidden = pages

    assert told in links(boss)
    assert hidden not in links(boss)
    for stranger in (cast.bank, cast.ministry, cast.neighbor, cast.electric_colleague):
        assert set(links(stranger)).isdisjoint(pages)

    before = links(cast.electric).count(told)
    with acting_as(boss):
        decide(boss, UUID(told.split("/")[2]), 1)
    assert (before, links(cast.electric).count(told)) == (0, 1)
    assert told not in links(cast.bank)


def notices(viewer: Viewer) -> int:
    fresh = Viewer(viewer.seat)
    with acting_as(fresh):
        found = notices_of(fresh)
        assert Notice.objects.filter(desk=viewer.desk_id).exclude(edition=None).count() == len(found) - _leading(found)
        return len(found)


def _leading(found: list[NoticeShown]) -> int:
    return sum(one.line is None for one in found)


def test_of_an_item_that_somebody_may_not_read_no_notice_shows_nor_that_it_was_taken_back(cast: Cast) -> None:
    """Not even without its words: that something urgent came, and when, is told to those who may read it."""
    edition = cast.report(cast.bank, Tlp.AMBER, {"title": "影"}, importance="warning")
    before = notices(cast.electric_colleague)
    cast.send(cast.bank, edition, cast.electric)
    assert (notices(cast.electric), notices(cast.electric_colleague)) == (1, before)

    with acting_as(cast.bank):
        recall(cast.bank, edition.public_id, read_number=1, reason="誤送")

    assert [link.startswith("/withdrawn/") for link in links(cast.electric)] == [True]
    assert notices(cast.electric_colleague) == before
    assert notices(cast.neighbor) == 0
