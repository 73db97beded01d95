"""Whatever the one box looks through is found by whoever may, and by a stranger not: each kind for itself.

Alerts come from publishers, by the worker: they stand in `test_search_worked`.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.actions.desks import add_desk, close_desk
from noroshi.directory.models import Desk, Organization, Person
from noroshi.helping.actions import Asked, ask_help
from noroshi.response.actions import OrderWish, order
from noroshi.search.asking import asked_for
from noroshi.search.beside import Beside, beside
from noroshi.search.finding import search
from noroshi.search.wanted import Wanted
from noroshi.vocabulary import HelpField
from tests.cast import Cast
from tests.drafted import issued, reported
from tests.rooms.drafts_pages import client_of
from tests.rooms.test_sheets import named, shared

pytestmark = pytest.mark.django_db
WORD = "竜灯の合言葉"
DESK = "竜灯制御システム課"


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def aside(viewer: Viewer, words: str, **more: list[str]) -> Beside:
    with acting_as(viewer):
        return beside(viewer, asked_for(words), Wanted.of({"q": [words], **more}), "ja")


def items(viewer: Viewer, words: str, kind: str) -> set[UUID]:
    with acting_as(viewer):
        return {one.item for one in search(viewer, Wanted.of({"q": [words], "kind": [kind]})).found}


def desk_of(viewer: Viewer) -> Desk:
    return Desk.objects.select_related("organization").get(pk=viewer.desk_id)


def another_desk(cast: Cast, handle: str = "ryuto", **more: Any) -> Desk:
    """Of the electric company."""
    home = Organization.objects.get(pk=cast.electric.organization_id)
    seat, names = cast.electric.seat, {"name_ja": DESK, "name_en": "Dragon Light Control"} | more
    with acting_as(cast.electric):
        return add_desk(actor=seat, organization=home.public_id, handle=handle, **names)


def desks(viewer: Viewer, words: str) -> set[UUID]:
    return {one.id for one in aside(viewer, words).desks}


@pytest.mark.parametrize(
    "words", [DESK, "竜灯", "ｼｽﾃﾑ課", "dragon light", "ＤＲＡＧＯＮ", "shiomi.ryuto", "竜灯 shiomi", "control 竜灯"]
)
def test_a_desk_is_found_by_its_own_name(cast: Cast, words: str) -> None:
    made = another_desk(cast)

    for viewer in (cast.electric, cast.electric_colleague, cast.neighbor, cast.secretariat, cast.center):
        assert made.public_id in desks(viewer, words)
    for stranger in (cast.bank, cast.bank_secretariat, cast.vendor):
        assert desks(stranger, words) == set()


def test_words_of_its_organization_alone_bring_no_desk(cast: Cast) -> None:
    """They bring the organization."""
    home = desk_of(cast.electric).organization
    found = aside(cast.electric, home.name_ja)

    assert home.public_id in {one.id for one in found.organizations}
    assert not [one for one in found.desks if home.name_ja not in f"{one.name_ja} {one.name_en}"]


def test_a_desk_that_was_closed_is_found_by_who_governs_it_alone(cast: Cast) -> None:
    made = another_desk(cast)
    with acting_as(cast.electric):
        close_desk(actor=cast.electric.seat, desk=made.public_id, version=made.version)

    assert desks(cast.electric, DESK) == {made.public_id}
    for viewer in (cast.electric_colleague, cast.neighbor, cast.center, cast.bank):
        assert desks(viewer, DESK) == set()


def test_the_page_names_the_desk_with_its_organization_and_shows_a_stranger_nothing(cast: Cast) -> None:
    made = another_desk(cast)
    address = reverse("desk", args=[made.public_id])

    own, other = (
        client_of(one).get(reverse("search"), {"q": DESK}).content.decode() for one in (cast.electric, cast.bank)
    )
    nobody = client_of(cast.bank).get(reverse("search"), {"q": DESK[::-1]}).content.decode()

    assert f'<a href="{address}">{desk_of(cast.electric).organization.name("en")} Dragon Light Control</a>' in own
    assert address not in other
    assert len(other) == len(nobody)


def test_an_organization_is_found_by_who_knows_it(cast: Cast) -> None:
    home = desk_of(cast.electric).organization

    for words in (home.name_ja, home.name_en, home.handle):
        for viewer in (cast.electric, cast.neighbor, cast.center):
            assert home.public_id in {one.id for one in aside(viewer, words).organizations}
        assert home.public_id not in {one.id for one in aside(cast.bank, words).organizations}


def test_a_person_is_found_inside_the_own_house_alone(cast: Cast) -> None:
    person = Person.objects.get(pk=cast.electric_colleague.seat.person_id)

    for words in (person.name_ja, person.name_en):
        assert person.public_id in {one.id for one in aside(cast.electric, words).people}
        for stranger in (cast.neighbor, cast.ministry, cast.center, cast.bank):
            assert aside(stranger, words).people == ()


def test_the_handbook_and_the_glossary_are_for_everybody_who_is_signed_in(cast: Cast) -> None:
    for viewer in (cast.electric, cast.bank, cast.platform):
        found = aside(viewer, "情報連絡")
        assert found.pages
        assert "report" in {one.code for one in found.terms}
    assert Client().get(reverse("search"), {"q": "情報連絡"}).status_code == 302


def test_a_request_for_help_is_found_by_its_two_desks_alone(cast: Cast) -> None:
    with acting_as(cast.electric):
        ask_help(cast.electric, desk_of(cast.isac).public_id, Asked(WORD, "働きを知りたい。", [HelpField.MALWARE]))

    for viewer in (cast.electric, cast.isac):
        assert [one.title for one in aside(viewer, WORD).help] == [WORD]
    for stranger in (cast.neighbor, cast.secretariat, cast.center, cast.bank, cast.hub):
        assert aside(stranger, WORD).help == ()


def test_an_order_is_found_inside_the_own_house_alone(cast: Cast) -> None:
    field = cast.world.viewer("ashida@shiomi")
    with acting_as(cast.electric):
        made = order(cast.electric, OrderWish(WORD, "保守用の回線を抜く。", [desk_of(field).public_id]))[0].public_id

    for viewer in (cast.electric, field):
        assert items(viewer, WORD, "order") == {made}
    for stranger in (cast.neighbor, cast.secretariat, cast.ministry, cast.center, cast.bank):
        assert items(stranger, WORD, "order") == set()


def _report(cast: Cast) -> UUID:
    return reported(cast.electric, tlp="red", summary=WORD)


def _advisory(cast: Cast) -> UUID:
    to = f"ministry_for_sector:{cast.world.organizations['meti'].public_id}/electricity"
    return issued(cast.center, to, threat_summary=WORD)


def _sheet(cast: Cast) -> UUID:
    return shared(cast.electric, "red", named(cast, "desk:hokuryo.csirt"), measures=WORD)


ITEMS: dict[str, tuple[Callable[[Cast], UUID], tuple[str, ...]]] = {
    "report": (_report, ("electric",)),
    "advisory": (_advisory, ("center", "ministry")),
    "sheet": (_sheet, ("electric", "neighbor")),
}


@pytest.mark.parametrize("kind", ITEMS)
def test_items_are_found_by_who_holds_them_alone(cast: Cast, kind: str) -> None:
    made, readers = ITEMS[kind]
    item = made(cast)

    for reader in readers:
        assert (reader, items(getattr(cast, reader), WORD, kind)) == (reader, {item})
    for stranger in ("bank", "bank_ministry", "electric_colleague", "contractor", "gas_liaison", "isac", "vendor"):
        assert (stranger, items(getattr(cast, stranger), WORD, kind)) == (stranger, set())
