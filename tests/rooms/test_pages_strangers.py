"""The first pages, asked for by those who must not see: no title, no count, no number, and the same answer for missing and forbidden."""

import re
import time
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from noroshi.audiences.viewer import Public, Viewer, acting_as
from noroshi.directory import queries
from noroshi.directory.models import Person
from noroshi.editions.actions import publish, recall
from noroshi.editions.models import Edition
from noroshi.editions.queries import Wanted, editions_readable_by
from noroshi.ledger.queries import readings_of_provider
from noroshi.sharing.marking import PartMarking
from noroshi.sharing.parties import organization
from noroshi.vocabulary import HopKind, Tlp
from tests.cast import Cast

pytestmark = pytest.mark.django_db

TITLE = "灯台守の端末から出た合図"
SECRET = "変電所の床下の箱"
PATHS = ("item", "pass_on", "mark_again", "recall", "publish")


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    """The door has its own tests."""
    settings.SECOND_FACTOR_REQUIRED = False


def client_of(viewer: Viewer | None, language: str = "en") -> Client:
    """Signed in at the viewer's desk; nobody is a stranger from the street."""
    client = Client(headers={"accept-language": language})
    if viewer is not None:
        client.force_login(Person.objects.get(pk=viewer.seat.person_id))
        session = client.session
        session["noroshi_began"] = time.time()
        session["desk"] = str(queries.own_desk(viewer.seat).id)
        session.save()
    return client


def report(cast: Cast, tlp: Tlp = Tlp.AMBER, **more: Any) -> Edition:
    content = {"title": TITLE, "body": "本文", "systems": SECRET}
    return cast.report(cast.electric, tlp, content=content, **more)


def text_of(client: Client, path: str, **given: Any) -> str:
    return client.get(path, given).content.decode()


def page(client: Client, name: str, edition: Edition) -> Any:
    return client.get(reverse(name, args=[edition.public_id]))


def strangers(cast: Cast) -> dict[str, Viewer]:
    return {
        "a bank of another sector": cast.bank,
        "a colleague without need to know": cast.electric_colleague,
        "an outside person whose NDA has ended": cast.contractor,
        "the liaison of another sector": cast.gas_liaison,
        "the administrator of the platform": cast.platform,
        "a neighbor that was not addressed": cast.neighbor,
    }


def test_the_originator_reads_its_own_on_every_page(cast: Cast) -> None:
    edition, client = report(cast), client_of(cast.electric)

    for path in ("/", "/items/", "/items/?own=1&tlp=amber"):
        assert TITLE in text_of(client, path)
    for name in PATHS:
        assert page(client, name, edition).status_code == 200, name


def test_strangers_find_no_title_no_count_no_number(cast: Cast) -> None:
    edition = report(cast)
    cast.send(cast.electric, edition, cast.ministry)

    for who, viewer in strangers(cast).items():
        client = client_of(viewer)
        for path in ("/", "/items/", "/items/?tlp=amber", "/record/", "/record/?view=readings", "/record/?view=about"):
            answer = text_of(client, path)
            assert TITLE not in answer, (who, path)
            assert str(edition.public_id) not in answer, (who, path)
        assert text_of(client, "/items/").count("data-row") == 0, who


def test_a_forbidden_item_answers_as_a_missing_one(cast: Cast) -> None:
    edition = report(cast)

    for who, viewer in strangers(cast).items():
        client = client_of(viewer)
        for name in PATHS:
            forbidden = page(client, name, edition)
            missing = client.get(reverse(name, args=[uuid4()]))
            assert forbidden.status_code == missing.status_code == 404, (who, name)
            assert TITLE not in forbidden.content.decode()


def test_who_is_not_signed_in_is_led_to_the_door(cast: Cast) -> None:
    edition, client = report(cast), client_of(None)

    for path in ("/", "/items/", "/who/", "/record/", "/schemes/", "/standing-orders/", "/notices/new/"):
        assert client.get(path).status_code in {302, 401}, path
    for name in PATHS:
        answer = page(client, name, edition)
        assert answer.status_code in {302, 401}
        assert TITLE not in answer.content.decode()


def test_the_public_reads_what_was_published_without_names_and_nothing_else(cast: Cast) -> None:
    content = {"title": TITLE, "body": "公開の本文", "source.person": "佐伯 涼", "contact_person": "牧野 灯"}
    clear = cast.report(cast.electric, Tlp.CLEAR, content=content)
    client = client_of(None)
    assert TITLE not in text_of(client, "/public/")
    assert client.get(reverse("published_item", args=[clear.public_id])).status_code == 404

    with acting_as(cast.electric):
        publish(cast.electric, clear.public_id, is_confirmed=True)

    assert TITLE in text_of(client, "/public/")
    published = text_of(client, reverse("published_item", args=[clear.public_id]))
    assert "公開の本文" in published
    assert "佐伯 涼" not in published
    assert "牧野 灯" not in published


def test_reading_what_is_public_follows_nobody(cast: Cast) -> None:
    clear = cast.report(cast.electric, Tlp.CLEAR)
    with acting_as(cast.electric):
        publish(cast.electric, clear.public_id, is_confirmed=True)

    stranger = client_of(None)
    stranger.get("/public/")
    stranger.get(reverse("published_item", args=[clear.public_id]))

    with acting_as(cast.electric):
        assert readings_of_provider(cast.electric.organization_id) == []
    client_of(cast.bank).get(reverse("item", args=[clear.public_id]))
    with acting_as(cast.electric):
        assert {entry.desk_id for entry in readings_of_provider(cast.electric.organization_id)} == {cast.bank.desk_id}


def test_publishing_needs_its_confirmation(cast: Cast) -> None:
    clear, client = report(cast, Tlp.CLEAR), client_of(cast.electric)

    answer = client.post(reverse("publish", args=[clear.public_id]), {})

    assert answer.status_code == 422
    assert "Everybody on the internet" in answer.content.decode()
    with acting_as(Public()):
        assert editions_readable_by(Public(), Wanted()) == []


def test_an_excluded_ministry_finds_nothing_even_when_it_is_passed_to_everyone(cast: Cast) -> None:
    excluded = frozenset({organization(cast.ministry.organization_id)})
    edition = report(cast, Tlp.GREEN, exclusions=excluded)
    cast.send(cast.electric, edition, "everyone_in_range", kind=HopKind.ISSUE)

    assert TITLE not in text_of(client_of(cast.ministry), "/items/")
    assert page(client_of(cast.ministry), "item", edition).status_code == 404
    assert TITLE in text_of(client_of(cast.bank), "/items/")


def test_nobody_but_the_originator_is_told_whom_it_excludes_or_how_far_it_went(cast: Cast) -> None:
    excluded = frozenset({organization(cast.maintainer.organization_id)})
    edition = report(cast, exclusions=excluded)
    cast.send(cast.electric, edition, cast.ministry)
    name = cast.world.organizations["utsugi-system"].name_en

    own = page(client_of(cast.electric), "item", edition).content.decode()
    theirs = page(client_of(cast.ministry), "item", edition).content.decode()

    assert name in page(client_of(cast.electric), "item_reach", edition).content.decode()
    assert "held now by 2 desks" in own
    assert reverse("item_reach", args=[edition.public_id]) in own
    assert name not in theirs
    assert "held now by" not in theirs
    assert "Mark again" not in theirs
    assert "/reach/" not in theirs


def test_who_read_an_item_and_how_far_it_went_is_there_for_its_own_desk_alone(cast: Cast) -> None:
    edition = report(cast)
    cast.send(cast.electric, edition, cast.ministry)
    assert page(client_of(cast.ministry), "item", edition).status_code == 200
    address = reverse("item_reach", args=[edition.public_id])
    ministry = cast.world.organizations["meti"].name_en

    whole = client_of(cast.electric).get(address)
    part = client_of(cast.electric).get(address, headers={"hx-request": "true"})

    for answer in (whole, part):
        assert answer.content.decode().count(ministry) >= 2, "as a reader and as a holder"
    assert b"<html" in whole.content
    assert b"<html" not in part.content
    for name, stranger in {**strangers(cast), "the ministry that holds it": cast.ministry}.items():
        for headers in ({}, {"hx-request": "true"}):
            answer = client_of(stranger).get(address, headers=headers)
            assert answer.status_code == 404, name
            assert TITLE not in answer.content.decode(), name
            assert ministry not in answer.content.decode().partition("<main")[2], name


def blank_in(page_text: str) -> list[str]:
    """What the sheet names as not filled in."""
    return re.findall(r'<p class="blank">.*?</p>', page_text)


def _without_the_field(cast: Cast) -> str:
    """The same report, in which nobody has written the field."""
    plain = cast.report(cast.electric, content={"title": TITLE, "body": "本文"})
    cast.send(cast.electric, plain, cast.ministry, cast.secretariat)
    return page(client_of(cast.ministry), "item", plain).content.decode()


def test_a_withheld_field_leaves_no_trace_on_the_page(cast: Cast) -> None:
    only = frozenset({organization(cast.secretariat.organization_id)})
    edition = report(cast, parts=(PartMarking(frozenset({"systems"}), None, only),))
    cast.send(cast.electric, edition, cast.ministry, cast.secretariat)

    theirs = page(client_of(cast.ministry), "item", edition).content.decode()
    chosen = page(client_of(cast.secretariat), "item", edition).content.decode()

    assert TITLE in theirs
    assert SECRET not in theirs
    assert blank_in(theirs) == blank_in(_without_the_field(cast))
    assert SECRET in chosen


def test_a_recalled_item_is_gone_for_everybody_else(cast: Cast) -> None:
    edition = report(cast)
    cast.send(cast.electric, edition, cast.ministry)
    assert page(client_of(cast.ministry), "item", edition).status_code == 200

    with acting_as(cast.electric):
        recall(cast.electric, edition.public_id, read_number=1, reason="誤り")

    assert page(client_of(cast.ministry), "item", edition).status_code == 404
    own = page(client_of(cast.electric), "item", edition)
    assert own.status_code == 200
    assert "Recalled" in own.content.decode()


def test_readings_name_organizations_and_desks_and_never_people(cast: Cast) -> None:
    edition = report(cast)
    cast.send(cast.electric, edition, cast.ministry)
    page(client_of(cast.ministry), "item", edition)

    readings = text_of(client_of(cast.electric), "/record/", view="readings")

    assert cast.world.organizations["meti"].name_en in readings
    assert cast.world.people["hirasawa-k@meti"].name_en not in readings
    assert cast.world.people["hirasawa-k@meti"].name_ja not in readings
    assert TITLE in readings


def test_the_record_of_a_colleague_without_need_to_know_names_no_item(cast: Cast) -> None:
    edition = report(cast)
    page(client_of(cast.electric), "item", edition)

    own = text_of(client_of(cast.electric), "/record/")
    colleague = text_of(client_of(cast.electric_colleague), "/record/")

    assert TITLE in own
    assert cast.world.people["saeki@shiomi"].name_en in colleague
    assert TITLE not in colleague
    assert str(edition.public_id) not in colleague


def test_a_place_in_a_list_belongs_to_one_seat_and_one_question(cast: Cast) -> None:
    for number in range(32):
        cast.report(cast.electric, Tlp.GREEN, content={"title": f"合図 {number}", "body": "x"})
    client = client_of(cast.electric)
    address = next(part for part in text_of(client, "/items/").split('"') if "cursor=" in part)

    assert client.get(address).status_code == 200
    assert "合図 1" in client.get(address).content.decode()
    assert client.get(address + "&tlp=green").status_code == 400
    assert client_of(cast.electric_executive).get(address).status_code == 400
    assert client.get("/items/?cursor=made-up").status_code == 400


def test_a_filter_that_nobody_knows_is_told_and_shows_nothing(cast: Cast) -> None:
    report(cast)

    answer = client_of(cast.electric).get("/items/?tlp=purple")

    assert answer.status_code == 422
    assert TITLE not in answer.content.decode()


def test_the_desk_is_switched_only_to_where_the_person_sits_and_back_to_a_local_page(cast: Cast) -> None:
    client = client_of(cast.electric)
    own = str(queries.own_desk(cast.electric.seat).id)
    foreign = str(queries.own_desk(cast.bank.seat).id)

    assert client.post("/desk/switch/", {"desk": own, "next": "/items/"}).headers["Location"] == "/items/"
    assert client.post("/desk/switch/", {"desk": own, "next": "https://evil.example/"}).headers["Location"] == "/"
    assert client.post("/desk/switch/", {"desk": own, "next": "//evil.example/"}).headers["Location"] == "/"
    assert client.post("/desk/switch/", {"desk": foreign, "next": "/"}).status_code == 404
    assert client.get("/desk/switch/").status_code == 405
