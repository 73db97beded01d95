"""F6 (参考2.1 図2-1) in a real browser: inside one operator, from the field to the CSIRT and back, and then to others.

Also with several CSIRTs, of which one coordinates, and in a firm without one, where the field desk is both (3.3(4)).
Each begins by choosing the pattern (表3-2) on the screen.
"""

import pytest
from playwright.sync_api import expect

from noroshi.audiences.everybody import forget
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk, Membership
from noroshi.directory.seated import of_membership
from noroshi.vocabulary import DeskKind, Role
from tests.browser.intel_visits import Come
from tests.browser.sheet_visits import (
    desk,
    followed_up,
    linked,
    nothing_there,
    order_done,
    order_taken,
    ordered,
    organization,
    pattern_chosen,
    sent_to,
    shared,
    step,
    taken,
    weighed,
    wide_cast,
)
from tests.browser.test_directory_pages import go
from tests.browser.test_relay_anonymized import opened
from tests.drafted import reported

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE, STORED, ORDER = "監視端末の画面が固まった", "去年の監視端末の停止", "監視端末を予備に切り替える"
INSIDE, ALSO, FOR_OFFICE = "一組織の中", "事務所の端末も固まった", "事務所の端末を止める"
FOR_BOARD, OUTSIDE, NEWER = "監視端末の停止について（経営層向け）", "監視端末の停止と対策", "原因は更新の失敗だった"


def test_f6_from_the_field_to_the_csirt_and_back(come: Come) -> None:
    cast = wide_cast()
    field = cast.world.viewer("ashida@shiomi")
    reported(cast.electric, tlp="green", summary=STORED)
    plant, csirt = come(field, "/"), come(cast.electric, "/")
    pattern_chosen(csirt, INSIDE)

    with step("①"):
        go(plant, "/sheets/new/")
        plant.locator("main form .button--primary").click()
        opened(plant, "title").fill(TITLE)
    with step("②"):
        opened(plant, "what_happened").fill("再起動しても戻らない。")
    with step("③"):
        item = sent_to(plant, "green", [desk(cast.electric)])
    with step("④"):
        taken(csirt, item, TITLE)
    with step("⑤"):
        expect(csirt.locator("main")).to_contain_text("再起動しても戻らない。")
    with step("⑥"):
        weighed(csirt, item, "SHIOMI-12", "caution")
    with step("⑦"):
        linked(csirt, item, STORED)
    with step("⑧"):
        order = ordered(csirt, item, ORDER, field)
    with step("⑨"):
        order_taken(plant, order, ORDER)
    with step("⑩"):
        summed_up = shared(csirt, "green", [desk(cast.electric_executive)], item, title=FOR_BOARD)
    with step("⑪"):
        board = come(cast.electric_executive, "/")
        taken(board, summed_up, FOR_BOARD)
    with step("⑫"):
        order_done(plant, order)
    with step("⑬"):
        go(csirt, order)
        expect(csirt.locator(".head .badges")).to_contain_text("完了")
    with step("⑭"):
        to = [organization(cast, "hokuryo"), organization(cast, "tomoshibi-isac")]
        outside = shared(csirt, "green", to, item, title=OUTSIDE, what_happened="監視端末が止まった。")
    with step("⑮"):
        neighbor, isac = come(cast.neighbor, "/"), come(cast.isac, "/")
        for reader in (neighbor, isac):
            taken(reader, outside, OUTSIDE)
            expect(reader.locator("main")).not_to_contain_text("再起動しても戻らない。")
    with step("⑯"):
        newest = followed_up(csirt, outside, "green", analysis=NEWER)
        for reader in (neighbor, isac):
            taken(reader, newest, NEWER)
        inside = followed_up(plant, item, "green", what_happened=NEWER)
        taken(csirt, inside, NEWER)

    nothing_there(come, item, cast.neighbor, cast.isac, cast.ministry, cast.secretariat)
    nothing_there(come, summed_up, cast.neighbor, cast.ministry, cast.center)
    nothing_there(come, outside, cast.bank, cast.hub, cast.ministry)


def test_f6_with_several_csirts_one_coordinates(come: Come) -> None:
    """3.3(4): each CSIRT tells the coordinating one, which alone weighs, orders, sums up and tells others."""
    cast = wide_cast()
    Desk.objects.filter(handle="shiomi.systems").update(kind=DeskKind.CSIRT.value)
    forget()
    field, second = cast.world.viewer("ashida@shiomi"), cast.world.viewer("tamaki-y@shiomi")
    plant, office, coordinating = come(field, "/"), come(second, "/"), come(cast.electric, "/")
    inside = pattern_chosen(coordinating, INSIDE)

    with step("①②③"):
        item = shared(plant, "green", [desk(cast.electric)], title=TITLE, what_happened="再起動しても戻らない。")
        also = shared(office, "green", [desk(cast.electric)], title=ALSO, what_happened="事務所でも固まった。")
    with step("④⑤"):
        taken(coordinating, item, TITLE, "再起動しても戻らない。")
        taken(coordinating, also, ALSO, "事務所でも固まった。")
    with step("⑥"):
        weighed(coordinating, item, "SHIOMI-12", "caution")
    with step("⑦"):
        linked(coordinating, item, ALSO)
    with step("⑧"):
        orders = [ordered(coordinating, item, ORDER, field), ordered(coordinating, also, FOR_OFFICE, second)]
    with step("⑨"):
        order_taken(plant, orders[0], ORDER)
        order_taken(office, orders[1], FOR_OFFICE)
    with step("⑩⑪"):
        summed_up = shared(coordinating, "green", [desk(cast.electric_executive)], item, title=FOR_BOARD)
        taken(come(cast.electric_executive, "/"), summed_up, FOR_BOARD)
    with step("⑫⑬"):
        for page, order in zip((plant, office), orders, strict=True):
            order_done(page, order)
            go(coordinating, order)
            expect(coordinating.locator(".head .badges")).to_contain_text("完了")
    with step("⑭⑮"):
        outside = shared(coordinating, "green", [organization(cast, "hokuryo")], item, title=OUTSIDE)
        taken(come(cast.neighbor, "/"), outside, OUTSIDE)
    with step("⑯"):
        newest = shared(coordinating, "green", [inside], item, analysis=NEWER)
        for reader in (plant, office):
            taken(reader, newest, NEWER)

    nothing_there(come, item, second, cast.neighbor, cast.ministry)
    nothing_there(come, also, field, cast.neighbor, cast.center)
    nothing_there(come, newest, cast.neighbor, cast.bank, cast.ministry)


def test_f6_in_a_firm_without_a_csirt_the_field_desk_is_both(come: Come) -> None:
    cast = wide_cast("chihaya", "mhlw", "water_ceptoar")
    Desk.objects.filter(handle="chihaya.operations").update(kind=DeskKind.FIELD.value)
    forget()
    both = cast.world.viewer("asai@chihaya")
    reported(both, tlp="green", summary=STORED)
    page = come(both, "/")
    inside = pattern_chosen(page, INSIDE, new="経営層")
    board = seated_at_the_new_desk(cast.world.viewer("kaji-m@chihaya"), DeskKind.EXECUTIVE)

    with step("①②③④"):
        item = shared(page, "green", [inside], title=TITLE, what_happened="再起動しても戻らない。")
        taken(page, item, TITLE)
    with step("⑤"):
        expect(page.locator("main")).to_contain_text("再起動しても戻らない。")
    with step("⑥"):
        weighed(page, item, "CHIHAYA-1", "caution")
    with step("⑦"):
        linked(page, item, STORED)
    with step("⑧⑨"):
        order = ordered(page, item, ORDER, both)
        order_taken(page, order, ORDER)
    with step("⑩⑪"):
        summed_up = shared(page, "green", [desk(board)], item, title=FOR_BOARD)
        executives = come(board, "/")
        taken(executives, summed_up, FOR_BOARD)
    with step("⑫⑬"):
        order_done(page, order)
    with step("⑭⑮"):
        outside = shared(page, "green", [organization(cast, "miotsukushi")], item, title=OUTSIDE)
        hub = come(cast.hub, "/")
        taken(hub, outside, OUTSIDE)
    with step("⑯"):
        newest = followed_up(page, outside, "green", analysis=NEWER)
        taken(hub, newest, NEWER)
        taken(page, newest, NEWER)

    nothing_there(come, item, cast.hub, cast.electric, cast.ministry)
    nothing_there(come, summed_up, cast.hub, cast.neighbor, cast.center)
    nothing_there(come, outside, cast.electric, cast.center)


def seated_at_the_new_desk(person: Viewer, kind: DeskKind) -> Viewer:
    """A second seat, at the desk that the pattern has made."""
    made = Desk.objects.get(organization=person.organization_id, kind=kind.value)
    seat = Membership.objects.create(person_id=person.seat.person_id, desk=made, role=Role.EXECUTIVE.value, is_poc=True)
    forget()
    return Viewer(of_membership(seat))
