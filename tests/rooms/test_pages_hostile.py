"""Bad input at the pages of the stations: an answer in words, nothing changed, nothing said beyond what the asker may know."""

from typing import Any

import pytest
from django.urls import reverse

from noroshi.advisories.models import Acknowledgement
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.drafting.queries import draft
from noroshi.editions.models import Hop
from tests.cast import Cast
from tests.rooms.canaries import Life, lived, plain, said
from tests.rooms.test_attacks_canary import client_of

pytestmark = pytest.mark.django_db

BAD_TEXT = ("a\x00b", "a\x07b", "\u202egnp.exe", "\u2066x", "あ" * 100_001)
BAD_WORDS = ("nonsense", "", "\x00", "' or 1=1 --", "desk:0", "everyone", "public")


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def life(cast: Cast) -> Life:
    return lived(cast)


def counted(viewer: Viewer, rows: Any) -> int:
    with acting_as(Viewer(viewer.seat)):
        return int(rows.count())


@pytest.mark.parametrize("text", BAD_TEXT)
@pytest.mark.parametrize("name", ["relay_advisory", "acknowledge", "pass_on"])
def test_a_note_that_hides_something_or_never_ends_is_refused_in_words(
    cast: Cast, life: Life, name: str, text: str
) -> None:
    given = {"note": text, "sighting": "seen", "to": f"organization:{cast.world.organizations['fsa'].public_id}"}
    before = [counted(cast.ministry, rows) for rows in (Hop.objects, Acknowledgement.objects)]

    answer = client_of(cast.ministry).post(reverse(name, args=[life.advisory]), given)

    assert answer.status_code in {400, 422}, (answer.status_code, said(answer)[:300])
    assert "Traceback" not in said(answer)
    assert [counted(cast.ministry, rows) for rows in (Hop.objects, Acknowledgement.objects)] == before


@pytest.mark.parametrize("word", BAD_WORDS)
def test_a_recipient_that_is_none_reaches_nobody(cast: Cast, life: Life, word: str) -> None:
    before = counted(cast.ministry, Hop.objects)

    for name in ("relay_advisory", "pass_on"):
        client, path = client_of(cast.ministry), reverse(name, args=[life.advisory])
        assert client.post(path, {"to": word}).status_code in {400, 403, 409, 422}, (name, word)
        assert client.get(path, {"to": word}).status_code in {200, 400, 403, 422}, (name, word)

    assert counted(cast.ministry, Hop.objects) == before


@pytest.mark.parametrize("word", ["nonsense", "\x00", "SEEN", "読んだ"])
def test_an_answer_in_a_word_that_nobody_knows_is_told(cast: Cast, life: Life, word: str) -> None:
    path = reverse("acknowledge", args=[life.advisory])

    assert client_of(cast.ministry).post(path, {"sighting": word}).status_code in {400, 422}

    assert counted(cast.ministry, Acknowledgement.objects.filter(desk=cast.ministry.desk_id)) == 0


WRONG = (
    {"version": "nonsense"},
    {"version": "-1"},
    {"version": "99999999999999999999"},
    {"version": "１"},
    {"version": ""},
    {"version": "1", "deed": "take:nonsense"},
    {"version": "1", "deed": "take:00000000-0000-4000-8000-000000000000"},
    {"version": "1", "f.summary": "a\x00b"},
    {"version": "1", "f.summary": "\u202egnp.exe"},
)


@pytest.mark.parametrize("given", WRONG)
def test_the_workbench_answers_what_it_cannot_read_and_keeps_what_was_there(
    cast: Cast, life: Life, given: dict[str, str]
) -> None:
    open_ = life.drafts["open"]

    answer = client_of(cast.secretariat).post(reverse("anonymize", args=[open_.public_id]), given)

    assert answer.status_code in {400, 404, 409, 422}, (answer.status_code, said(answer)[:300])
    fresh = Viewer(cast.secretariat.seat)
    with acting_as(fresh):
        assert draft(fresh, open_.public_id).version == open_.version


@pytest.mark.parametrize(
    "which", ["replace:nonsense", "keep:x" * 2000, "round_half:nonsense", "empty:nonsense", "x", ":"]
)
def test_a_deed_about_nothing_does_nothing_and_is_no_fault(cast: Cast, life: Life, which: str) -> None:
    path = reverse("anonymize", args=[life.drafts["open"].public_id])

    answer = client_of(cast.secretariat).post(path, {"version": "1", "deed": which})

    assert answer.status_code in {302, 400, 404, 409, 422}, answer.status_code


@pytest.mark.parametrize("query", ["from=x", "from=%00", "from=1" * 3, "from=" + "x" * 9000])
def test_a_beginning_from_what_is_no_number_of_ours_is_answered(cast: Cast, query: str) -> None:
    assert client_of(cast.center).get(f"/advisories/new/?{query}").status_code in {200, 400, 404, 422}


def test_a_source_of_somebody_else_begins_nothing_and_says_nothing(cast: Cast, life: Life) -> None:
    client = client_of(cast.center)
    there, nowhere = (
        client.get(f"/advisories/new/?from={one}") for one in (life.source, "00000000-0000-4000-8000-000000000000")
    )

    assert there.status_code == nowhere.status_code
    assert plain(there, str(life.source)) == plain(nowhere)


def test_what_was_compared_against_something_forbidden_is_what_was_compared_against_nothing(
    cast: Cast, life: Life
) -> None:
    client, path = client_of(cast.ministry), reverse("item", args=[life.derived])
    there, nowhere = (
        client.get(path, {"against": str(one)}) for one in (life.source, "00000000-0000-4000-8000-000000000000")
    )

    assert there.status_code == nowhere.status_code
    assert plain(there, str(life.source)) == plain(nowhere)
