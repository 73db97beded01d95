"""What every rendering says of how an item is to be handled after it was marked again; what was sealed stays readable beside."""

from dataclasses import replace
from uuid import UUID

import pytest

from noroshi.advisories.redacting import paragraphs
from noroshi.audiences.viewer import acting_as
from noroshi.drafting.exporting.taking import Sort, export_item
from noroshi.drafting.queries import draft
from noroshi.editions.actions import mark_again
from noroshi.editions.explaining import marking_of_own
from noroshi.editions.models import Part
from noroshi.editions.queries import edition_readable_by, matter_readable_by
from noroshi.reports.actions import begin_follow_up
from noroshi.sharing.parties import Party
from noroshi.vocabulary.errors import NotFound
from tests.drafted import reported
from tests.rooms.test_attacks_canary import caller_of, client_of

pytestmark = pytest.mark.django_db
FREE = "照会は電話で。"
WIDER = "金融分野への情報提供可。"


@pytest.fixture(autouse=True)
def _without_factors(settings):
    settings.SECOND_FACTOR_REQUIRED = False


def marked(viewer, edition, **changes):
    with acting_as(viewer):
        now, number = marking_of_own(viewer, edition)
        mark_again(viewer, edition, replace(now, **changes), read_number=number, reason="分野を広げる")


def widened(cast, **typed):
    edition = reported(cast.electric, "direct_report", handling_note=FREE, **typed)
    marked(cast.electric, edition, additions=frozenset({Party.parse("sector:finance")}))
    return edition


def test_readers_are_told_what_the_latest_marking_says_and_what_was_sealed_stands_beside(cast):
    edition = widened(cast)

    for reader in (cast.electric, cast.ministry):
        with acting_as(reader):
            reading = edition_readable_by(reader, edition)
            onpage, _matter = matter_readable_by(reader, edition)
        assert reading.content == onpage.content
        assert reading.content["handling_note"] == f"{WIDER}\n{FREE}"
        assert reading.content["handling_terms"][0]["kind"] == "also_sectors"
        assert reading.note_at_sealing == onpage.note_at_sealing == FREE
        assert reading.sealed["handling_note"] == FREE
        assert reading.is_whole


def test_marked_back_it_says_nothing_more_of_it(cast):
    edition = widened(cast)

    marked(cast.electric, edition, additions=frozenset(), handling_note="")

    with acting_as(cast.ministry):
        reading = edition_readable_by(cast.ministry, edition)
    assert {"handling_note", "handling_terms"}.isdisjoint(reading.content)
    assert reading.note_at_sealing == FREE


def test_every_file_and_door_says_it(cast):
    edition = widened(cast)

    with acting_as(cast.ministry):
        text = export_item(cast.ministry, edition, Sort.TEXT).content.decode()
    assert WIDER in text
    assert WIDER in str(caller_of(cast.ministry).ask("get", f"/editions/{edition}").content.decode())
    page = client_of(cast.ministry).get(f"/items/{edition}/handling/").content.decode()
    assert "May be passed to" in page
    assert FREE in page


def test_the_next_report_begins_with_the_words_of_its_writer_alone(cast):
    edition = widened(cast)

    with acting_as(cast.electric):
        draft = begin_follow_up(cast.electric, edition)

    assert draft.written.typed["handling_note"] == FREE


def test_where_the_note_is_held_back_its_new_words_are_held_back_as_well(cast):
    parts = [{"fields": ["handling_note", "handling_terms"], "readers": []}]
    edition = widened(cast, wish={"parts": parts})

    with acting_as(cast.ministry):
        reading = edition_readable_by(cast.ministry, edition)
    assert "handling_note" not in reading.content
    assert reading.note_at_sealing == ""
    with acting_as(cast.electric):
        assert WIDER in edition_readable_by(cast.electric, edition).content["handling_note"]


def test_strangers_find_neither(cast):
    edition = widened(cast)

    for stranger in (cast.neighbor, cast.platform):
        with acting_as(stranger):
            assert not Part.objects.filter(handling__isnull=False).exists()
            with pytest.raises(NotFound):
                edition_readable_by(stranger, edition)


SECOND = "保守用端末は電算棟三階にある"


def test_the_page_of_marking_again_holds_back_a_field_and_lets_it_go_again(cast):
    edition = reported(cast.electric, "direct_report", systems="監視制御の系統")
    address, client = f"/items/{edition}/mark/", client_of(cast.electric)
    said = {"tlp": "amber", "sector": "electricity", "read_number": "1", "reason": "系統は内部だけ"}

    assert "held.systems" in client.get(address).content.decode()
    assert client.post(address, {**said, "held.systems": "own"}).status_code == 302

    with acting_as(cast.ministry):
        assert "systems" not in edition_readable_by(cast.ministry, edition).content
    with acting_as(cast.electric):
        assert "systems" in edition_readable_by(cast.electric, edition).content
    assert client.post(address, {**said, "read_number": "2", "held.systems": ""}).status_code == 302
    with acting_as(cast.ministry):
        assert "systems" in edition_readable_by(cast.ministry, edition).content


def test_a_marked_paragraph_is_let_go_by_the_page(cast):
    edition = reported(cast.electric, "direct_report", summary=f"探索\n\n【RED】{SECOND}", tlp="amber")
    with acting_as(cast.electric):
        (piece,) = [name for name in edition_readable_by(cast.electric, edition).sealed if "#" in name]
    with acting_as(cast.ministry):
        assert piece not in edition_readable_by(cast.ministry, edition).sealed

    said = {"tlp": "amber", "sector": "electricity", "read_number": "1", f"held.{piece}": ""}
    assert client_of(cast.electric).post(f"/items/{edition}/mark/", said).status_code == 302

    with acting_as(cast.ministry):
        assert SECOND in edition_readable_by(cast.ministry, edition).content["summary"]


def test_a_part_is_not_made_wider_than_the_whole_by_the_page(cast):
    edition = reported(cast.electric, "direct_report", systems="監視制御の系統")
    said = {"tlp": "amber", "sector": "electricity", "read_number": "1", "held.systems": "green"}

    client_of(cast.electric).post(f"/items/{edition}/mark/", said)

    with acting_as(cast.electric):
        assert edition_readable_by(cast.electric, edition).marking_number == 1


def test_the_next_report_opens_without_the_paragraphs_that_were_ticked(cast):
    edition = reported(cast.electric, "direct_report", summary=f"探索\n\n{SECOND}\n\n復旧済み")
    address, client = f"/items/{edition}/redact/", client_of(cast.electric)
    with acting_as(cast.electric):
        (said,) = [one for one in paragraphs(cast.electric, edition) if one.field.id == "summary"]
    assert SECOND in client.get(address).content.decode()
    assert client.post(address, {"out": []}).status_code == 422

    opened = client.post(address, {"out": [said.blocks[1].digest]})

    assert opened.status_code == 302
    with acting_as(cast.electric):
        found = draft(cast.electric, UUID(opened["location"].split("/")[2]))
    assert found.written.typed["summary"] == "探索\n\n復旧済み"
    assert found.continues == edition
    for other in (cast.ministry, cast.neighbor):
        assert client_of(other).get(address).status_code == 404
        assert client_of(other).post(address, {"out": [said.blocks[1].digest]}).status_code == 404
