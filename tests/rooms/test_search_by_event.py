"""A search is narrowed to a kind of event; whoever may not read which kind it was does not find by it either."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.urls import reverse

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.editions.actions import Statement, mark_again, seal_edition
from noroshi.editions.models import Edition, EditionKind
from noroshi.search.actions.saved import SavedWish, keep_search
from noroshi.search.finding import search
from noroshi.search.wanted import Wanted
from noroshi.sharing.marking import PartMarking
from noroshi.sharing.parties import desk
from noroshi.vocabulary import EventKind, Tlp
from tests.cast import Cast
from tests.drafted import issued, reported
from tests.rooms.api_world import Caller
from tests.rooms.test_advisories_way import pair
from tests.rooms.test_api_search import key_of
from tests.rooms.test_by_page_run import through_the_door
from tests.rooms.test_pages_reading import client_of

pytestmark = pytest.mark.django_db
WORD = "水虎の合言葉"
SECRET = PartMarking(frozenset({"event_kind"}), Tlp.RED)
RAW = """select count(*) from noroshi_search(array(select generate_series(1, 100000)), null, null, '{}', null, null, null, null, null, null,
         null, null, null, null, null, '', true, false, 0, null, null, 50, '{malware}') where about = %s"""


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def found(viewer: Viewer, *kinds: str, words: str = WORD, **more: list[str]) -> set[UUID]:
    with acting_as(viewer):
        return {one.item for one in search(viewer, Wanted.of({"q": [words], "event_kind": list(kinds), **more})).found}


def sealed(cast: Cast, kind: EditionKind, event: str, *parts: PartMarking, **said: Any) -> Edition:
    marking = cast.marking(cast.electric, Tlp.GREEN, parts=parts)
    with acting_as(cast.electric):
        return seal_edition(cast.electric, Statement(kind, {"title": WORD, "event_kind": event, **said}, marking))


@pytest.mark.parametrize("form", [EditionKind.REPORT, EditionKind.SHEET])
@pytest.mark.parametrize("kind", list(EventKind), ids=lambda one: one.value)
def test_what_is_of_the_kind_is_found_and_what_is_of_another_is_not(
    cast: Cast, form: EditionKind, kind: EventKind
) -> None:
    another = EventKind.LEAK if kind is not EventKind.LEAK else EventKind.INTRUSION
    inside, outside = (sealed(cast, form, one.value).public_id for one in (kind, another))

    assert {inside, outside} <= found(cast.electric)
    for words in (WORD, ""):
        assert inside in found(cast.electric, kind.value, words=words)
        assert outside not in found(cast.electric, kind.value, words=words)
        assert {inside, outside} <= found(cast.electric, kind.value, another.value, words=words)
        assert not {inside, outside} & found(cast.bank, kind.value, another.value, words=words)


def test_a_report_by_the_form_is_found_and_an_advisory_says_no_kind(cast: Cast) -> None:
    report = reported(cast.electric, summary=WORD, event_kind="malware")
    advisory = issued(cast.center, pair(cast), threat_summary=WORD)

    assert found(cast.electric, "malware") == {report}
    assert found(cast.electric, "malware", importance=["warning"]) == set()
    assert advisory in found(cast.center)
    assert found(cast.center, *(one.value for one in EventKind)) == set()


def test_how_sure_its_writer_is_makes_no_difference_and_what_is_no_kind_is_none(cast: Cast) -> None:
    unsure = sealed(cast, EditionKind.REPORT, {"value": "malware", "certainty": "estimate"})  # type: ignore[arg-type]
    sealed(cast, EditionKind.REPORT, ["malware"])  # type: ignore[arg-type]
    sealed(cast, EditionKind.REPORT, "マルウェア")

    assert found(cast.electric, "malware") == {unsure.public_id}


@pytest.mark.parametrize("form", [EditionKind.REPORT, EditionKind.SHEET])
def test_who_does_not_hold_a_withheld_kind_does_not_find_by_it(cast: Cast, form: EditionKind) -> None:
    """Neither by the right kind nor by leaving it out: the edition itself is found by its words alone."""
    edition = sealed(cast, form, "malware", SECRET)
    cast.send(cast.electric, edition, cast.ministry)

    assert found(cast.ministry) == {edition.public_id}
    for kind in EventKind:
        assert found(cast.ministry, kind.value) == found(cast.ministry, kind.value, words="") == set()
    assert found(cast.electric, "malware") == {edition.public_id}
    assert found(cast.electric, "leak") == set()


def test_the_index_itself_does_not_tell_a_withheld_kind(cast: Cast) -> None:
    """Whoever says to hold everything is met with what the database knows."""
    edition = sealed(cast, EditionKind.REPORT, "malware", SECRET)
    cast.send(cast.electric, edition, cast.ministry)

    for viewer, many in ((cast.electric, True), (cast.ministry, False), (cast.bank, False)):
        with acting_as(viewer), connection.cursor() as cursor:
            cursor.execute(RAW, [edition.public_id])
            assert bool(cursor.fetchone()[0]) is many


def test_words_and_kind_may_stand_in_two_parts_of_which_one_must_hold_both(cast: Cast) -> None:
    only = {name: frozenset({desk(getattr(cast, name).desk_id)}) for name in ("ministry", "center")}
    parts = (
        PartMarking(frozenset({"event_kind"}), readers=only["ministry"]),
        PartMarking(frozenset({"detail"}), readers=only["ministry"] | only["center"]),
    )
    edition = sealed(cast, EditionKind.REPORT, "malware", *parts, detail="沼御前")
    assert found(cast.ministry, "malware", words="沼御前") == set(), "the whole is still at home"

    cast.send(cast.electric, edition, cast.ministry, cast.center)

    assert found(cast.electric, "malware", words="沼御前") == {edition.public_id}
    assert found(cast.ministry, "malware", words="沼御前") == {edition.public_id}
    assert found(cast.center, words="沼御前") == {edition.public_id}
    assert found(cast.center, "malware", words="沼御前") == found(cast.center, "malware") == set()


def test_a_kind_that_is_withheld_afterwards_is_found_by_its_originator_alone(cast: Cast) -> None:
    edition = sealed(cast, EditionKind.REPORT, "malware")
    cast.send(cast.electric, edition, cast.ministry)
    assert found(cast.ministry, "malware") == {edition.public_id}

    with acting_as(cast.electric):
        narrower = cast.marking(cast.electric, Tlp.GREEN, parts=(SECRET,))
        mark_again(cast.electric, edition.public_id, narrower, read_number=1)

    assert found(cast.ministry) == {edition.public_id}
    assert found(cast.ministry, "malware") == set()
    assert found(cast.electric, "malware") == {edition.public_id}


def test_the_page_keeps_it_in_its_address_and_says_it_in_the_reader_s_language(cast: Cast) -> None:
    report = sealed(cast, EditionKind.REPORT, "malware").public_id
    asked = {"q": WORD, "event_kind": "malware"}

    for viewer, is_there in ((cast.electric, True), (cast.bank, False)):
        page = client_of(viewer).get(reverse("search"), asked).content.decode()
        assert (f"/items/{report}/" in page) is is_there
    for language, words in (("ja", "マルウェア等の感染"), ("en", "Malware infection")):
        page = client_of(cast.electric, language).get(reverse("search"), asked).content.decode()
        assert f'<option value="malware" selected>{words}</option>' in page
    assert (
        f"/items/{report}/"
        not in client_of(cast.electric).get(reverse("search"), {**asked, "event_kind": "leak"}).content.decode()
    )
    assert client_of(cast.electric).get(reverse("search"), {**asked, "event_kind": "flood"}).status_code == 422


def test_a_search_is_kept_with_it(cast: Cast) -> None:
    with acting_as(cast.electric):
        kept = keep_search(cast.electric, SavedWish("感染", {"event_kind": ["malware"]}))

    assert kept.asked == {"event_kind": ["malware"]}


def test_a_machine_narrows_by_it_and_what_nobody_knows_is_refused(cast: Cast) -> None:
    report = str(sealed(cast, EditionKind.REPORT, "malware").public_id)
    sealed(cast, EditionKind.REPORT, "leak")

    by_kind = {
        who: [one["item"]["id"] for one in through_the_door(key_of(viewer)).search(WORD, event_kind="malware")]  # type: ignore[index]
        for who, viewer in (("own", cast.electric), ("stranger", cast.bank))
    }

    assert by_kind == {"own": [report], "stranger": []}
    assert Caller(key_of(cast.electric)).get("/search?event_kind=flood").status_code == 422
