"""By which means a report came stands in it for whoever holds it, behind who reports, and never in what has lost its name."""

import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.drafting.actions import amend
from noroshi.drafting.exporting import Sort, export_item
from noroshi.drafting.queries import draft
from noroshi.drafting.written import Written
from noroshi.editions.queries import edition_readable_by
from noroshi.intake.actions import Noted, import_form, note_call
from noroshi.reports.actions import begin_anonymized, begin_completion, begin_follow_up
from noroshi.sharing.redaction import CHANNEL
from noroshi.vocabulary import Channel
from noroshi.vocabulary.errors import NotFound
from tests.drafted import amended, reported, sent
from tests.rooms.test_attacks_canary import caller_of
from tests.rooms.test_pages_amendments import page, words_of
from tests.sheets_filled import FILLED, our_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings):
    settings.SECOND_FACTOR_REQUIRED = False


def noted(viewer, way="direct_report", channel=Channel.FAX, wish=None, marks=None):
    typed = {"summary": "不審な通信", "sector": "electricity"}
    with acting_as(viewer):
        shown = note_call(viewer, Noted(channel, "変電所", typed, None, "amber", way=way))
        begun = draft(viewer, shown.draft)
        if wish:
            begun = amended(viewer, begun, wish=wish)
        if marks:
            begun = amend(viewer, begun.public_id, Written({}, marks), version=begun.version)
    return sent(viewer, begun)


def content(viewer, item):
    with acting_as(viewer):
        return edition_readable_by(viewer, item).content


def test_whoever_holds_the_report_sees_on_page_paper_and_by_machine_how_it_came(cast):
    item = noted(cast.electric)

    assert content(cast.ministry, item)[CHANNEL] == "fax"
    assert "Came in by Fax" in words_of(page(cast.ministry, "item", item))
    read = caller_of(cast.ministry).read(f"/reports/{item}")
    assert read["content"][CHANNEL] == "fax"
    assert ("source_channel", "入手経路", "fax") in [(one["field"], one["ja"], one["value"]) for one in read["sheet"]]
    with acting_as(cast.ministry):
        text = export_item(cast.ministry, item, Sort.TEXT).content.decode()
    assert "【入手経路】\nFAX\n" in text
    with acting_as(cast.bank), pytest.raises(NotFound):
        edition_readable_by(cast.bank, item)


def test_a_sheet_that_was_read_in_came_as_a_spreadsheet_and_comes_back_without_trouble(cast):
    with acting_as(cast.electric):
        shown = import_form(cast.electric, name="第1報.xlsx", chunks=[our_sheet(FILLED)], way="direct_report")
        begun = draft(cast.electric, shown.draft)
    item = sent(cast.electric, begun)

    assert content(cast.ministry, item)[CHANNEL] == "spreadsheet"
    for sort in (Sort.SPREADSHEET, Sort.TEXT):
        with acting_as(cast.electric):
            file = export_item(cast.electric, item, sort)
            again = import_form(cast.electric, name="a", chunks=[file.content])
        assert again.troubles == ()


def test_what_was_written_here_and_what_goes_on_from_it_say_nothing(cast):
    assert CHANNEL not in content(cast.ministry, reported(cast.electric, "direct_report"))
    first = noted(cast.electric)
    with acting_as(cast.electric):
        following = amended(cast.electric, begin_follow_up(cast.electric, first), summary="復旧した")
    assert CHANNEL not in content(cast.ministry, sent(cast.electric, following))


def test_held_back_with_any_word_of_who_reports(cast):
    readers = {"fields": ["source_person"], "mark": "1", "readers": ["kind:center"], "tlp": "red"}
    item = noted(cast.electric, wish={"parts": [readers]})

    said = content(cast.ministry, item)

    assert "source_person" not in said
    assert CHANNEL not in said
    assert CHANNEL in content(cast.electric, item)


def test_where_a_name_was_taken_out_nothing_is_said_of_the_way(cast):
    item = noted(cast.electric, marks={"operator_name": {"anonymized": True}})

    assert CHANNEL not in content(cast.ministry, item)


def test_an_anonymized_edition_and_a_ministrys_own_never_carry_it(cast):
    source = noted(cast.electric, way="anonymized_report")
    assert content(cast.secretariat, source)[CHANNEL] == "fax"
    with acting_as(cast.secretariat):
        begun = begin_anonymized(cast.secretariat, source)
    assert CHANNEL not in begun.written.typed
    straight = noted(cast.electric)
    with acting_as(cast.ministry):
        own = amended(cast.ministry, begin_completion(cast.ministry, straight), lessons="補った")
    assert CHANNEL not in own.written.typed
    assert CHANNEL not in content(cast.center, sent(cast.ministry, own))
    assert CHANNEL not in caller_of(cast.center).get(f"/reports/{source}").content.decode()
