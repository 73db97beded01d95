"""A form read in becomes a draft of the own desk, a call is noted with channel, receiver and time; others see neither draft nor count."""

import io
import json
import uuid
from base64 import b64encode
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.utils import timezone

from noroshi.audiences.viewer import acting_as
from noroshi.drafting.exporting import Sort, export_draft
from noroshi.drafting.files import files
from noroshi.drafting.queries import draft, drafts
from noroshi.editions.queries import edition_readable_by
from noroshi.intake.actions import Noted, import_form, note_call
from noroshi.intake.errors import ArrivedInFuture, ChannelNotByHand, FormFileEmpty, FormSaysNothing
from noroshi.intake.models import Arrival
from noroshi.intake.queries import arrival, arrival_of_draft, arrival_of_item, arrivals
from noroshi.ledger.models import Entry
from noroshi.paper.errors import FileLocked, NotAForm
from noroshi.paper.offline.page import LARGEST_FILE, MOST_FILES
from noroshi.vault.models import StoredFile
from noroshi.vocabulary import ArrivalState, Channel, SenderProof
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import TextMissing
from tests.drafted import draft_report, reported, sent
from tests.sheets_filled import FILLED, our_sheet, saved, written_over

pytestmark = pytest.mark.django_db


def brought(viewer, content: bytes, name: str = "様式.xlsx", **more: Any):
    with acting_as(viewer):
        return import_form(viewer, name=name, chunks=[content], **more)


def typed_of(viewer, draft_id):
    with acting_as(viewer):
        return draft(viewer, draft_id).written


def test_a_spreadsheet_becomes_a_draft_of_the_own_desk(cast):
    shown = brought(cast.electric, our_sheet())

    written = typed_of(cast.electric, shown.draft)
    expected = {name: value for name, value in FILLED.items() if name not in {"sharing_scope", "occurred_at"}}
    assert expected.items() <= written.typed.items()
    assert written.wish["tlp"] == "green"
    assert written.marks["occurred_at"]["basis"] == "サーバログ等より推測"
    assert (shown.channel, shown.proof, shown.state) == (Channel.PORTAL, SenderProof.SIGNED_IN, ArrivalState.DRAFTED)
    assert shown.troubles == ()


def test_what_cannot_stand_is_told_by_its_cell_and_stays_as_it_was_typed(cast):
    content, places = written_over(our_sheet(), {"電話番号": "内線だけ", "担当者名": "=A1", "③分野名": "宇宙"})

    shown = brought(cast.electric, content)

    told = {trouble.field or trouble.place: trouble.place for trouble in shown.troubles}
    assert told == {
        "source_telephone": places["電話番号"],
        "source_person": places["担当者名"],
        "sector": places["③分野名"],
    }
    assert typed_of(cast.electric, shown.draft).typed["source_telephone"] == "内線だけ"
    assert all(trouble.message("ja") and trouble.message("en") for trouble in shown.troubles)


def test_a_text_that_no_draft_may_hold_is_left_out_and_told(cast):
    content, places = written_over(our_sheet(), {"件名": "逆\u202eさま"})

    shown = brought(cast.electric, content)

    assert [(trouble.place, trouble.field) for trouble in shown.troubles] == [(places["件名"], "press_title")]
    assert "press_title" not in typed_of(cast.electric, shown.draft).typed


def test_every_sort_of_a_draft_comes_back_as_the_same_draft(cast):
    before = draft_report(
        cast.electric, supplement="【概要】ではない\n・二行目", timeline=[{"at": "11/21 2:40頃", "entry": "検知"}]
    )

    for sort in (Sort.SPREADSHEET, Sort.TEXT):
        with acting_as(cast.electric):
            file = export_draft(cast.electric, before.public_id, sort)
        shown = brought(cast.electric, file.content, file.name)
        after = typed_of(cast.electric, shown.draft)
        assert (after.typed, after.marks, after.wish["tlp"]) == (before.written.typed, before.written.marks, "amber")
        assert shown.troubles == ()


def test_without_a_color_it_is_the_own_desks_alone(cast):
    shown = brought(cast.electric, our_sheet({"summary": "不審な通信"}))

    assert "tlp" not in typed_of(cast.electric, shown.draft).wish
    for stranger in (cast.bank, cast.ministry, cast.secretariat, cast.platform, cast.electric_executive):
        with acting_as(stranger), pytest.raises(NotFound):
            draft(stranger, shown.draft)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", FormFileEmpty),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), FileLocked),
        ("ただの文章です。".encode(), NotAForm),
        (our_sheet({}), FormSaysNothing),
    ],
)
def test_what_is_no_filled_form_leaves_nothing_behind(cast, content, refusal):
    with pytest.raises(refusal):
        brought(cast.electric, content)

    with acting_as(cast.electric):
        assert (drafts(cast.electric), arrivals(cast.electric)) == ([], [])


def test_a_call_is_noted_with_channel_receiver_and_time(cast):
    at = timezone.now() - timedelta(minutes=20)
    noted = Noted(
        Channel.TELEPHONE,
        "汐見電力 佐伯様",
        {"summary": "端末が止まった", "source_telephone": "03-1234-5678"},
        at,
        "amber",
    )

    with acting_as(cast.ministry):
        shown = note_call(cast.ministry, noted)
        again = arrival(cast.ministry, shown.public_id)
        beside = arrival_of_draft(cast.ministry, shown.draft)

    assert (again.channel, again.claimed, again.proof) == (Channel.TELEPHONE, "汐見電力 佐伯様", SenderProof.AS_TOLD)
    assert (again.arrived_at, again.received_by.login) == (at, "hirasawa-k@meti")
    assert beside == again
    assert typed_of(cast.ministry, shown.draft).typed["summary"] == "端末が止まった"


def test_from_whom_it_came_stays_at_its_own_desk_alone(cast):
    """The channel travels in the report; the arrival with its sender and receiver does not."""
    with acting_as(cast.electric):
        shown = note_call(
            cast.electric,
            Noted(Channel.FAX, "変電所", {"summary": "不審な通信", "sector": "electricity"}, None, "amber"),
        )
        begun = draft(cast.electric, shown.draft)
    item = sent(cast.electric, begun)

    with acting_as(cast.electric):
        found = arrival_of_item(cast.electric, item)
        assert found is not None
        assert found.channel is Channel.FAX
    with acting_as(cast.ministry):
        assert arrival_of_item(cast.ministry, item) is None


@pytest.mark.parametrize(
    ("noted", "refusal"),
    [
        (Noted(Channel.PORTAL, "だれか"), ChannelNotByHand),
        (Noted(Channel.FAX, "  "), TextMissing),
        (Noted(Channel.FAX, "だれか", arrived_at=timezone.now() + timedelta(hours=2)), ArrivedInFuture),
    ],
)
def test_a_note_that_cannot_be_is_refused(cast, noted, refusal):
    with acting_as(cast.ministry), pytest.raises(refusal):
        note_call(cast.ministry, noted)


def test_strangers_see_neither_arrival_nor_count(cast):
    with acting_as(cast.ministry):
        shown = note_call(cast.ministry, Noted(Channel.TELEPHONE, "汐見電力 佐伯様", {"summary": "端末が止まった"}))

    for stranger in (cast.bank, cast.gas_liaison, cast.center, cast.platform, cast.electric):
        with acting_as(stranger):
            assert arrivals(stranger) == []
            assert Arrival.objects.count() == 0
            assert arrival_of_draft(stranger, shown.draft) is None
            with pytest.raises(NotFound):
                arrival(stranger, shown.public_id)


def test_taking_in_is_written_down_without_a_word_of_it(cast):
    shown = brought(cast.electric, our_sheet())

    with acting_as(cast.electric):
        entry = Entry.objects.filter(deed="take_in").latest("id")
    assert (entry.person_id, entry.detail) == (
        cast.electric.seat.person_id,
        {"channel": "portal", "arrival": str(shown.public_id)},
    )


def test_a_draft_that_somebody_else_made_of_hidden_words_is_only_text(cast):
    """A form may say anything; nothing in it is a deed."""
    book = openpyxl.load_workbook(io.BytesIO(our_sheet()))
    book["noroshi"]["B1"] = "advisory_form"
    shown = brought(cast.electric, saved(book))

    with acting_as(cast.electric):
        assert draft(cast.electric, shown.draft).kind == "report"


def numbered(cast) -> tuple[uuid.UUID, str]:
    """A report of the operator that has its number from the center."""
    item = reported(cast.ministry, sector="electricity")
    with acting_as(cast.ministry):
        return item, edition_readable_by(cast.ministry, item).reference_number


def test_a_form_with_an_own_number_goes_on_from_the_own_report(cast):
    item, number = numbered(cast)
    assert number

    shown = brought(
        cast.ministry, our_sheet({**FILLED, "edition_number": 2, "reference_number": number, "summary": "復旧した"})
    )

    with acting_as(cast.ministry):
        made = draft(cast.ministry, shown.draft)
    assert (made.purpose, made.continues, made.written.typed["summary"]) == ("follow_up", item, "復旧した")


def test_the_number_of_somebody_else_opens_nothing_and_tells_nothing(cast):
    _, number = numbered(cast)

    shown = brought(cast.bank, our_sheet({**FILLED, "edition_number": 2, "reference_number": number}))

    with acting_as(cast.bank):
        made = draft(cast.bank, shown.draft)
    assert (made.purpose, made.continues) == ("first", None)
    assert shown.troubles == ()


def offline(*files: dict[str, Any]) -> bytes:
    saved = {"format": "noroshi-form-1", "form": "report_form", "typed": {"summary": "停電"}, "files": list(files)}
    return json.dumps(saved).encode()


def enclosed(name: str, content: bytes, field: str = "attachments") -> dict[str, Any]:
    return {"field": field, "name": name, "size": len(content), "content": b64encode(content).decode()}


def test_files_inside_the_offline_form_go_to_the_vault_with_the_draft(cast):
    shown = brought(
        cast.electric, offline(enclosed("通信ログ.log", b"log"), enclosed("a.exe", b"MZ", "specimens")), "様式.noroshi"
    )

    with acting_as(cast.electric):
        kept = {(one.name, one.field) for one in files(cast.electric, shown.draft)}
    assert kept == {("通信ログ.log", "attachments"), ("a.exe", "specimens")}
    assert typed_of(cast.electric, shown.draft).typed["attachment_presence"] == "yes"
    assert shown.troubles == ()
    with acting_as(cast.bank):
        with pytest.raises(NotFound):
            files(cast.bank, shown.draft)
        assert StoredFile.objects.count() == 0


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ({"field": "attachments", "name": "x", "content": "これは違う"}, "enclosed_unreadable"),
        ({"field": "attachments", "name": "x", "content": None}, "enclosed_unreadable"),
        ({"field": "summary", "name": "x", "content": ""}, "enclosed_unreadable"),
        ({"field": "attachments", "content": ""}, "enclosed_unreadable"),
        ("x", "enclosed_unreadable"),
        (enclosed("x", bytes(LARGEST_FILE + 1)), "enclosed_too_large"),
        (enclosed("検体.zip", b""), "file_empty"),
    ],
)
def test_a_file_inside_that_cannot_be_taken_is_named_and_the_rest_is(cast, bad, code):
    shown = brought(cast.electric, offline(bad, enclosed("b.log", b"b")), "様式.noroshi")

    assert [trouble.refusal.code for trouble in shown.troubles] == [code]
    with acting_as(cast.electric):
        assert [one.name for one in files(cast.electric, shown.draft)] == ["b.log"]


def test_more_files_than_a_form_holds_are_told_one_by_one(cast):
    shown = brought(cast.electric, offline(*(enclosed(f"{n}.log", b"x") for n in range(MOST_FILES + 2))), "a")

    assert [trouble.refusal.code for trouble in shown.troubles] == ["enclosed_too_large"] * 2
    assert [trouble.place for trouble in shown.troubles] == ["5.log", "6.log"]
