"""An item in the other language: a machine proposes where there is one, its author confirms, nobody reads more than the passage itself."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import Membership
from noroshi.editions.actions import mark_again, recall
from noroshi.editions.errors import AlreadyRecalled
from noroshi.editions.explaining import marking_of_own
from noroshi.ledger.models import Entry
from noroshi.sharing.marking import PartMarking
from noroshi.translating.actions import ask_machine, confirm
from noroshi.translating.errors import (
    NotForTheMachine,
    NoTranslator,
    OnlyTheAuthorConfirms,
    PassageUnknown,
    TranslatorSilent,
    ValuesLost,
)
from noroshi.translating.models import Translation
from noroshi.translating.queries import is_offered, translation_of
from noroshi.vocabulary import Language, Tlp
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import TextInvisible
from tests.cast import Cast
from tests.translator_at_the_edge import Translator, translator

pytestmark = pytest.mark.django_db
EN, JA = Language.EN, Language.JA
CONTENT = {"title": "制御システムの停止", "detail": "通信先は 203.0.113.7 である"}


@pytest.fixture
def machine(settings: Any) -> Iterator[Translator]:
    with translator() as found:
        settings.TRANSLATOR = found.address
        yield found


def shared(cast: Cast, tlp: Tlp = Tlp.GREEN, *to: Viewer, **more: Any) -> UUID:
    edition = cast.report(cast.electric, tlp, CONTENT, **more)
    for one in to or (cast.ministry,):
        cast.send(cast.electric, edition, one)
    return edition.public_id


def says(viewer: Viewer, edition: UUID, into: Language = EN) -> dict[str, str]:
    with acting_as(viewer):
        return {one.passage.key: one.text for one in translation_of(viewer, edition, into).passages}


def asked(viewer: Viewer, edition: UUID, into: Language = EN) -> dict[str, str]:
    with acting_as(viewer):
        return {one.passage.key: one.text for one in ask_machine(viewer, edition, into)}


def confirmed(viewer: Viewer, edition: UUID, into: Language = EN, **words: str) -> int:
    with acting_as(viewer):
        return confirm(viewer, edition, into, words)


def rows(viewer: Viewer) -> int:
    """As somebody counts who writes the question himself."""
    with acting_as(viewer), connection.cursor() as cursor:
        cursor.execute("select count(*) from translating_translation")
        return int(cursor.fetchone()[0])


# ------------------------------------------------------------------ off, until the installation has one


def test_there_is_no_machine_unless_the_installation_has_one(cast: Cast) -> None:
    edition = shared(cast)

    with pytest.raises(NoTranslator):
        asked(cast.ministry, edition)
    with acting_as(cast.ministry):
        side = translation_of(cast.ministry, edition)
        assert not side.may_ask
        assert not is_offered(cast.ministry, side.reading)


def test_what_the_machine_says_is_kept_nowhere(cast: Cast, machine: Translator) -> None:
    edition = shared(cast)

    said = asked(cast.ministry, edition)

    assert said["title"] == "In other words: control system の停止"
    assert "203.0.113.7" in said["detail"]
    assert says(cast.ministry, edition) == {"title": "", "detail": ""}
    assert rows(cast.electric) == 0
    with acting_as(cast.ministry):
        entry = Entry.objects.filter(deed="machine_translate").get()
        assert entry.detail == {"language": "en"}
        assert (entry.person_id, entry.object_ids) == (cast.ministry.seat.person_id, [edition])


def test_terms_and_addresses_never_reach_the_machine(cast: Cast, machine: Translator) -> None:
    asked(cast.ministry, shared(cast))

    (question,) = machine.asked
    assert (question["source"], question["target"]) == ("ja", "en")
    assert "203.0.113.7" not in json.dumps(question, ensure_ascii=False)
    assert "制御システム" not in json.dumps(question, ensure_ascii=False)


def test_a_key_of_the_translator_goes_to_it_and_nowhere_else(cast: Cast, machine: Translator, settings: Any) -> None:
    settings.TRANSLATOR_KEY = "kirisame-42"
    asked(cast.ministry, shared(cast))

    assert machine.asked[0]["api_key"] == "kirisame-42"
    with acting_as(cast.ministry):
        assert "kirisame" not in str(list(Entry.objects.values_list("detail", flat=True)))


# ------------------------------------------------------------------ what the machine may have


def test_a_stranger_finds_nothing_and_the_machine_hears_nothing(cast: Cast, machine: Translator) -> None:
    edition = shared(cast)
    confirmed(cast.electric, edition, title="The control system stopped")

    for stranger in (cast.bank, cast.neighbor, cast.secretariat, cast.hub):
        for deed in (asked, says):
            with pytest.raises(NotFound):
                deed(stranger, edition)
        with pytest.raises(NotFound):
            confirmed(stranger, edition, title="x")
        assert rows(stranger) == 0
    assert machine.asked == []


WITHHELD = {
    "a stricter color": PartMarking(frozenset({"detail"}), Tlp.RED),
    "the own desk alone": PartMarking(frozenset({"detail"}), readers=frozenset()),
}


@pytest.mark.parametrize("part", WITHHELD)
@pytest.mark.parametrize("tlp", [Tlp.CLEAR, Tlp.GREEN])
def test_a_withheld_field_is_given_to_no_machine_whoever_asks(
    cast: Cast, machine: Translator, part: str, tlp: Tlp
) -> None:
    """The item may be GREEN or CLEAR and the field RED: its author holds both."""
    edition = shared(cast, tlp, parts=(WITHHELD[part],))

    assert list(says(cast.electric, edition)) == ["title", "detail"]
    for asker in (cast.ministry, cast.electric):
        assert list(asked(asker, edition)) == ["title"]
    assert len(machine.texts) == 2
    assert "通信先" not in "".join(machine.texts)


def test_a_field_that_was_withheld_later_is_given_to_no_machine(cast: Cast, machine: Translator) -> None:
    edition = shared(cast)
    assert list(asked(cast.electric, edition)) == ["title", "detail"]
    with acting_as(cast.electric):
        now, number = marking_of_own(cast.electric, edition)
        own = (PartMarking(frozenset({"detail"}), readers=frozenset()),)
        mark_again(cast.electric, edition, replace(now, parts=own), read_number=number, reason="範囲を改める")

    assert list(asked(cast.electric, edition)) == ["title"]


def test_where_nothing_is_left_to_say_the_machine_hears_nothing(cast: Cast, machine: Translator) -> None:
    edition = cast.report(cast.electric, Tlp.GREEN, {"title": "a[.]kirisame[.]top 203.0.113.7"}).public_id

    assert asked(cast.electric, edition, JA) == {}
    assert asked(cast.electric, shared(cast), JA) == {}
    assert machine.asked == []


@pytest.mark.parametrize(("tlp", "may"), [(Tlp.RED, False), (Tlp.AMBER, True), (Tlp.GREEN, True), (Tlp.CLEAR, True)])
def test_on_this_machine_everything_but_red_may_be_translated(
    cast: Cast, machine: Translator, tlp: Tlp, *, may: bool
) -> None:
    edition = cast.report(cast.electric, tlp, CONTENT).public_id

    if may:
        assert asked(cast.electric, edition)["title"]
    else:
        with pytest.raises(NotForTheMachine):
            asked(cast.electric, edition)
    assert bool(machine.asked) is may


@pytest.mark.parametrize(
    "address", ["https://translate.example/translate", "http://localhost:5000/translate", "http://10.0.0.7/translate"]
)
def test_anywhere_else_only_what_is_for_everybody(cast: Cast, settings: Any, address: str) -> None:
    settings.TRANSLATOR = address
    with acting_as(cast.electric):
        for tlp in (Tlp.RED, Tlp.AMBER, Tlp.GREEN):
            edition = cast.report(cast.electric, tlp, CONTENT).public_id
            assert not translation_of(cast.electric, edition, EN).may_ask
            with pytest.raises(NotForTheMachine):
                ask_machine(cast.electric, edition, EN)
        clear = cast.report(cast.electric, Tlp.CLEAR, CONTENT).public_id
        assert translation_of(cast.electric, clear, EN).may_ask


@pytest.mark.parametrize(
    "address",
    ["http://192.0.2.1/translate", "http://127.0.0.1:99999/x", "http://[::1", "ftp://127.0.0.1/x", "nonsense"],
)
def test_in_plain_words_nothing_leaves_this_machine_nor_by_what_is_no_address(
    cast: Cast, settings: Any, address: str
) -> None:
    settings.TRANSLATOR = address

    with pytest.raises(TranslatorSilent):
        asked(cast.electric, shared(cast, Tlp.CLEAR))


def test_what_was_recalled_is_nobodys_to_translate(cast: Cast, machine: Translator) -> None:
    edition = shared(cast)
    with acting_as(cast.electric):
        recall(cast.electric, edition, read_number=1, reason="誤り")

    with pytest.raises(NotForTheMachine):
        asked(cast.electric, edition)
    with pytest.raises(AlreadyRecalled):
        confirmed(cast.electric, edition, title="x")
    assert machine.asked == []


# ------------------------------------------------------------------ a machine that is out of order

BROKEN = {
    "no answer": lambda _texts: (500, b"broken"),
    "not json": lambda _texts: (200, b"<html>"),
    "not an object": lambda _texts: (200, b"[]"),
    "too few": lambda _texts: (200, json.dumps({"translatedText": ["one"]}).encode()),
    "no texts": lambda texts: (200, json.dumps({"translatedText": [7] * len(texts)}).encode()),
    "nested without end": lambda _texts: (200, b"[" * 200_000),
    "too much": lambda _texts: (200, b'{"translatedText": "' + b"x" * 3_000_000 + b'"}'),
    "led elsewhere": lambda _texts: (302, b""),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_machine_that_is_out_of_order_is_told_in_words(cast: Cast, settings: Any, fault: str) -> None:
    edition = shared(cast)
    with translator(answers=BROKEN[fault]) as broken:
        settings.TRANSLATOR = broken.address
        with pytest.raises(TranslatorSilent):
            asked(cast.ministry, edition)


def test_a_machine_that_nobody_started_is_told_in_words(cast: Cast, settings: Any) -> None:
    with translator() as gone:
        settings.TRANSLATOR = gone.address
    with pytest.raises(TranslatorSilent):
        asked(cast.ministry, shared(cast))


def test_words_that_lost_an_address_are_not_shown(cast: Cast, settings: Any) -> None:
    with translator(lambda text: "Something else" if "⟦" in text else text) as careless:
        settings.TRANSLATOR = careless.address
        assert asked(cast.ministry, shared(cast)) == {"title": "", "detail": ""}


# ------------------------------------------------------------------ people check


def test_what_its_author_confirmed_everybody_reads_who_reads_the_passage(cast: Cast) -> None:
    edition = shared(cast)

    assert confirmed(cast.electric, edition, title="The control system stopped", detail="It talks to 203.0.113.7") == 2

    assert says(cast.ministry, edition)["title"] == "The control system stopped"
    with acting_as(cast.ministry):
        side = translation_of(cast.ministry, edition)
        assert not side.may_confirm
        assert is_offered(cast.ministry, side.reading)
    with acting_as(cast.electric):
        assert Entry.objects.filter(deed="confirm_translation", person_id=cast.electric.seat.person_id).count() == 1


def test_nobody_else_confirms(cast: Cast) -> None:
    edition = shared(cast)

    with pytest.raises(OnlyTheAuthorConfirms):
        confirmed(cast.ministry, edition, title="The control system stopped")
    assert rows(cast.electric) == 0


def test_nobody_else_writes_it_past_the_application_either(cast: Cast) -> None:
    edition = shared(cast)
    confirmed(cast.electric, edition, title="The control system stopped")
    with acting_as(cast.ministry):
        row = Translation.objects.get()
        row.pk, row.number, row.text = None, 2, "Nothing happened"
        with pytest.raises(Exception, match="row-level security"):
            row.save(force_insert=True)


def test_words_may_be_written_anew_and_taken_back(cast: Cast) -> None:
    edition = shared(cast)
    confirmed(cast.electric, edition, title="The system stopped")
    assert confirmed(cast.electric, edition, title="The system stopped") == 0
    confirmed(cast.electric, edition, title="The control system stopped")
    assert says(cast.ministry, edition)["title"] == "The control system stopped"

    confirmed(cast.electric, edition, title="")

    assert says(cast.ministry, edition)["title"] == ""


def test_the_machine_is_not_asked_again_of_what_was_checked(cast: Cast, machine: Translator) -> None:
    edition = shared(cast)
    confirmed(cast.electric, edition, title="The control system stopped")

    assert list(asked(cast.ministry, edition)) == ["detail"]


def test_a_translation_without_the_address_of_the_original_is_not_kept(cast: Cast) -> None:
    edition = shared(cast)

    with pytest.raises(ValuesLost, match=r"203\.0\.113\.7"):
        confirmed(cast.electric, edition, title="The control system stopped", detail="It talks to 203.0.113.8")
    assert rows(cast.electric) == 0
    assert confirmed(cast.electric, edition, detail="It talks to 203[.]0[.]113[.]7") == 1


def test_what_is_no_passage_or_no_text_is_refused_whole(cast: Cast) -> None:
    edition = shared(cast)

    with pytest.raises(PassageUnknown):
        confirmed(cast.electric, edition, title="The control system stopped", nowhere="x")
    with pytest.raises(TextInvisible):
        confirmed(cast.electric, edition, title="The control\x00system")
    with pytest.raises(PassageUnknown):
        confirmed(cast.electric, edition, JA, title="すでに日本語")
    assert rows(cast.electric) == 0


def test_of_a_withheld_field_the_translation_is_withheld(cast: Cast) -> None:
    edition = shared(cast, parts=(PartMarking(frozenset({"detail"}), Tlp.RED),))
    confirmed(cast.electric, edition, title="The control system stopped", detail="It talks to 203.0.113.7")

    assert list(says(cast.ministry, edition)) == ["title"]
    assert (rows(cast.ministry), rows(cast.electric)) == (1, 2)


def test_translations_go_where_their_passage_goes(cast: Cast) -> None:
    edition = shared(cast, Tlp.GREEN)
    confirmed(cast.electric, edition, title="The control system stopped", detail="It talks to 203.0.113.7")
    assert rows(cast.ministry) == 2
    with acting_as(cast.electric):
        now, number = marking_of_own(cast.electric, edition)
        own = (PartMarking(frozenset({"detail"}), readers=frozenset()),)
        mark_again(cast.electric, edition, replace(now, parts=own), read_number=number, reason="範囲を改める")

    assert says(cast.ministry, edition) == {"title": "The control system stopped"}
    assert rows(cast.ministry) == 1
    assert says(cast.electric, edition)["detail"] == "It talks to 203.0.113.7"
    with acting_as(cast.electric):
        recall(cast.electric, edition, read_number=2, reason="誤り")
    assert rows(cast.ministry) == 0


def test_somebody_who_left_reads_no_translation(cast: Cast) -> None:
    edition = shared(cast)
    confirmed(cast.electric, edition, title="The control system stopped")
    who = cast.ministry
    Membership.objects.filter(pk=who.seat.membership_id).update(ended_at="2026-01-01T00:00:00Z")

    assert rows(who) == 0
