"""The page on which an item stands beside itself in the other language, and the same through the API."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from noroshi.audiences.viewer import Viewer
from noroshi.vocabulary import Tlp
from tests.cast import Cast
from tests.rooms.test_attacks_canary import caller_of, client_of
from tests.rooms.test_translating import CONTENT, rows, shared
from tests.translator_at_the_edge import Translator, translator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def machine(settings: Any) -> Iterator[Translator]:
    with translator() as found:
        settings.TRANSLATOR = found.address
        yield found


def in_language(viewer: Viewer, language: str) -> Client:
    client = client_of(viewer)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    return client


def at(edition: UUID) -> str:
    return reverse("item_translation", args=[edition])


def read(client: Any, edition: UUID, **given: str) -> str:
    answer = client.get(at(edition), given)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_an_item_leads_there_only_where_there_is_something_to_find(cast: Cast, settings: Any) -> None:
    edition = shared(cast)
    item = reverse("item", args=[edition])
    assert at(edition) in client_of(cast.electric).get(item).content.decode()
    assert at(edition) not in client_of(cast.ministry).get(item).content.decode()

    settings.TRANSLATOR = "http://127.0.0.1:9/translate"

    assert at(edition) in client_of(cast.ministry).get(item).content.decode()


@pytest.mark.parametrize(("language", "unchecked"), [("en", "By machine, not checked"), ("ja", "機械翻訳・未確認")])
def test_what_a_machine_says_is_called_that(cast: Cast, machine: Translator, language: str, unchecked: str) -> None:
    edition = shared(cast)
    client = in_language(cast.ministry, language)
    assert unchecked not in read(client, edition)

    page = client.post(at(edition), {"deed": "ask", "into": "en"}).content.decode()

    assert page.count(unchecked) == 2
    assert "In other words: control system" in page
    assert "制御システムの停止" in page, "the original stands beside it"
    assert "203[.]0[.]113[.]7" in page
    assert unchecked not in read(client, edition), "shown once"


def test_the_author_corrects_and_confirms(cast: Cast, machine: Translator) -> None:
    edition = shared(cast)
    author = client_of(cast.electric)
    proposed = author.post(at(edition), {"deed": "ask", "into": "en"}).content.decode()
    assert 'name="words.title"' in proposed
    words = {"words.title": "The control system stopped", "words.detail": "It talks to 203.0.113.7"}

    answer = author.post(at(edition), {"deed": "confirm", "into": "en", **words})

    assert answer.status_code == 302
    page = read(client_of(cast.ministry), edition)
    assert "The control system stopped" in page
    assert "Checked by its author" in page
    assert "<textarea" not in page


def test_a_mistake_keeps_what_was_typed(cast: Cast) -> None:
    edition = shared(cast)
    words = {"words.title": "The control system stopped", "words.detail": "It talks to somebody"}

    answer = client_of(cast.electric).post(at(edition), {"deed": "confirm", "into": "en", **words})

    assert answer.status_code == 422
    assert "203.0.113.7" in answer.content.decode()
    assert "It talks to somebody" in answer.content.decode()
    assert rows(cast.electric) == 0


def test_a_machine_that_does_not_answer_is_told_in_the_readers_language(cast: Cast, settings: Any) -> None:
    with translator() as gone:
        settings.TRANSLATOR = gone.address

    answer = in_language(cast.ministry, "ja").post(at(shared(cast)), {"deed": "ask", "into": "en"})

    assert answer.status_code == 409
    assert "機械翻訳から答えがありません" in answer.content.decode()


def test_a_stranger_gets_what_nobody_gets(cast: Cast, machine: Translator) -> None:
    edition = shared(cast)
    client = client_of(cast.bank)

    for answer in (
        client.get(at(edition)),
        client.post(at(edition), {"deed": "ask"}),
        client.post(at(edition), {"deed": "confirm"}),
    ):
        assert answer.status_code == 404
        assert "制御システム" not in answer.content.decode()
    assert machine.asked == []


def test_in_its_own_language_there_is_nothing_to_do(cast: Cast) -> None:
    edition = shared(cast)

    assert "Nothing to translate" in read(client_of(cast.electric), edition, into="ja")
    assert "Original" in read(client_of(cast.electric), edition, into="nonsense")


def test_by_api_it_is_read_proposed_and_confirmed(cast: Cast, machine: Translator) -> None:
    edition = shared(cast)
    author, reader, here = caller_of(cast.electric), caller_of(cast.ministry), f"/editions/{edition}/translation"
    (first, _second) = reader.get(here).json()["passages"]
    assert (first["original"], first["text"], first["checked_at"]) == (CONTENT["title"], "", None)

    proposed = reader.post(f"{here}/machine", {"into": "en"}).json()["passages"]
    assert proposed[0] == {
        "key": "title",
        "text": "In other words: control system の停止",
        "terms": [["制御システム", "control system"]],
    }
    author.post(here, {"into": "en", "words": {"title": "The control system stopped"}})

    assert reader.get(here).json()["passages"][0]["text"] == "The control system stopped"


def test_by_api_nobody_else_confirms_and_red_stays_here(cast: Cast, machine: Translator) -> None:
    edition, red = shared(cast), cast.report(cast.electric, Tlp.RED, CONTENT).public_id
    here, words = f"/editions/{edition}/translation", {"into": "en", "words": {"title": "x"}}

    assert caller_of(cast.ministry).post(here, words).json()["code"] == "only_the_author_confirms"
    for stranger in (cast.bank, cast.secretariat):
        assert caller_of(stranger).get(here).status_code == 404
        assert caller_of(stranger).post(here, words).json()["code"] == "not_found"
    told = caller_of(cast.electric).post(f"/editions/{red}/translation/machine", {"into": "en"})
    assert (told.status_code, told.json()["code"]) == (403, "not_for_the_machine")
    assert machine.asked == []
