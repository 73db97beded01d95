"""相談: contact and text are enough, it is told from a report wherever it stands, and the desk that is asked answers it."""

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from noroshi.asking.actions import answer
from noroshi.asking.queries import asked_from_here, asked_here
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.drafting.actions import amend
from noroshi.drafting.queries import DraftShown, drafts
from noroshi.drafting.queries import draft as draft_of
from noroshi.drafting.written import Written
from noroshi.editions.queries import Wanted, edition_readable_by, editions_readable_by
from noroshi.reports.actions import begin_follow_up, begin_report, submit_report
from noroshi.reports.errors import WayUnknown
from noroshi.reports.ways import consulting_ways
from noroshi.vocabulary import InquiryKind, InquiryState, Tlp
from noroshi.vocabulary.errors import InvalidFields, NotFound
from tests.drafted import reported
from tests.rooms.test_attacks_canary import caller_of, client_of

pytestmark = pytest.mark.django_db
ASKED = "かなりあ九号の挙動は届け出る事象に当たりますか"
TO_MINISTRY, TO_CENTER = "consult_ministry", "consult_center"


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    """The door has its own tests."""
    settings.SECOND_FACTOR_REQUIRED = False


def begun(viewer: Viewer, way: str, **typed: Any) -> DraftShown:
    with acting_as(viewer):
        draft = begin_report(viewer, way)
        return amend(viewer, draft.public_id, Written({"summary": ASKED, **typed}), version=draft.version)


def consulted(viewer: Viewer, way: str = TO_MINISTRY, **typed: Any) -> UUID:
    draft = begun(viewer, way, **typed)
    with acting_as(viewer):
        return submit_report(viewer, draft.public_id, version=draft.version)


def test_contact_and_text_are_enough_and_without_a_color_it_stays_with_whoever_is_asked(cast) -> None:
    item = consulted(cast.electric)

    with acting_as(cast.ministry):
        reading = edition_readable_by(cast.ministry, item)
    assert (reading.tlp, reading.is_consultation, reading.title) == (Tlp.RED, True, ASKED)
    assert "event_kind" not in reading.content
    for stranger in (cast.center, cast.gas_liaison, cast.bank, cast.secretariat, cast.neighbor, cast.contractor):
        with acting_as(stranger):
            assert editions_readable_by(stranger, Wanted()) == []
            with pytest.raises(NotFound):
                edition_readable_by(stranger, item)


def test_the_center_is_consulted_past_the_ministry(cast) -> None:
    item = consulted(cast.electric, TO_CENTER)

    with acting_as(cast.center):
        assert edition_readable_by(cast.center, item).is_consultation
    with acting_as(cast.ministry), pytest.raises(NotFound):
        edition_readable_by(cast.ministry, item)


@pytest.mark.parametrize(("missing", "value"), [("summary", ""), ("source_person", "")])
def test_without_a_text_or_a_contact_nobody_could_answer(cast, missing: str, value: str) -> None:
    draft = begun(cast.electric, TO_MINISTRY, **{missing: value})

    with acting_as(cast.electric), pytest.raises(InvalidFields) as refused:
        submit_report(cast.electric, draft.public_id, version=draft.version)

    assert set(refused.value.fields) == {missing}


def test_it_waits_at_the_desk_that_is_asked_and_is_answered_there(cast) -> None:
    item = consulted(cast.electric)
    with acting_as(cast.ministry):
        (one,) = asked_here(cast.ministry, only_open=True)
        answer(cast.ministry, one.public_id, InquiryState.TOLD, text="届出は不要です。続けて様子を見てください。")

    with acting_as(cast.electric):
        (own,) = asked_from_here(cast.electric)

    assert (one.kind, one.edition_id) == (InquiryKind.CONSULTATION, item)
    assert own.reply is not None
    assert (own.state, own.reply.text) == (InquiryState.TOLD, "届出は不要です。続けて様子を見てください。")
    for stranger in (cast.center, cast.gas_liaison, cast.bank, cast.secretariat):
        with acting_as(stranger):
            assert asked_here(stranger) == []
            with pytest.raises(NotFound):
                answer(stranger, one.public_id, InquiryState.TOLD, text="x")


def test_a_report_is_no_consultation_and_waits_for_no_answer(cast) -> None:
    item = reported(cast.electric, "direct_report")

    with acting_as(cast.ministry):
        assert not edition_readable_by(cast.ministry, item).is_consultation
        assert asked_here(cast.ministry) == []
        assert not any(line.is_consultation for line in editions_readable_by(cast.ministry, Wanted()))


def test_its_follow_up_is_asked_again_and_becomes_a_report_by_another_way(cast) -> None:
    item = consulted(cast.electric)
    with acting_as(cast.electric):
        again = begin_follow_up(cast.electric, item)
        second = submit_report(cast.electric, again.public_id, version=again.version)
        third = begin_follow_up(cast.electric, second)
        change = Written({"event_kind": "near_miss", "sector": "electricity"}, wish={"tlp": "amber"})
        draft = amend(cast.electric, third.public_id, change, version=third.version, way="direct_report")
        last = submit_report(cast.electric, draft.public_id, version=draft.version)

    with acting_as(cast.ministry):
        kinds = [edition_readable_by(cast.ministry, one).is_consultation for one in (item, second, last)]
        assert len(asked_here(cast.ministry)) == 2
    assert again.way == TO_MINISTRY
    assert kinds == [True, True, False]


def test_who_is_asked_depends_on_who_asks(cast) -> None:
    def ids(viewer: Viewer) -> list[str]:
        with acting_as(viewer):
            return [way.id for way in consulting_ways(viewer)]

    assert ids(cast.electric) == [TO_MINISTRY, TO_CENTER]
    assert ids(cast.secretariat) == [TO_MINISTRY, TO_CENTER]
    assert ids(cast.ministry) == [TO_CENTER]
    assert ids(cast.center) == []
    with acting_as(cast.center), pytest.raises(WayUnknown):
        begin_report(cast.center, TO_CENTER)


def test_the_begin_page_offers_it_beside_reports_and_the_guide_when_no_case_fits(cast) -> None:
    client = client_of(cast.electric)

    begin = client.get(reverse("begin_report")).content.decode()
    near = client.post(reverse("begin_report"), {"way": "near_miss"}, follow=True)
    unclear = client.get(reverse("report_guide") + "?a=serious").content.decode()
    draft = client.post(reverse("begin_report"), {"way": TO_MINISTRY}, follow=True).content.decode()

    assert f'value="{TO_MINISTRY}"' in begin
    assert near.status_code == 200
    with acting_as(cast.electric):
        kinds = [
            draft_of(cast.electric, line.public_id).written.typed.get("event_kind") for line in drafts(cast.electric)
        ]
    assert sorted(kinds, key=str) == [None, "near_miss"]
    assert f'value="{TO_CENTER}"' in begin
    assert f'value="{TO_MINISTRY}"' in unclear
    assert "of 4 starred" in draft or "starred items are filled in" in draft


def test_lists_sheet_and_inquiries_say_that_it_is_a_consultation(cast) -> None:
    item = consulted(cast.electric)
    client = client_of(cast.ministry)

    listed = client.get(reverse("reports")).content.decode()
    shown = client.get(reverse("item", args=[item])).content.decode()
    asked = client.get(reverse("asked")).content.decode()

    assert ["Consultation" in page for page in (listed, shown, asked)] == [True, True, True]
    assert ASKED in asked
    for stranger in (cast.center, cast.bank, cast.gas_liaison):
        other = client_of(stranger)
        assert other.get(reverse("item", args=[item])).status_code == 404
        for name in ("home", "reports", "asked", "notices"):
            assert ASKED not in other.get(reverse(name)).content.decode()


def test_before_it_is_sent_its_writer_sees_that_only_the_asked_desk_gets_it(cast) -> None:
    draft = begun(cast.electric, TO_MINISTRY)
    caller = caller_of(cast.electric)

    preview = caller.read(f"/drafts/{draft.public_id}/preview")
    page = client_of(cast.electric).get(reverse("send_draft", args=[draft.public_id]))

    assert (preview["in_the_way"], len(preview["stations"])) == ([], 1)
    assert preview["audience"] is not None
    assert page.status_code == 200


def test_machines_consult_as_well(cast) -> None:
    caller = caller_of(cast.electric)
    ways = {way["id"]: way for way in caller.items("/ways")}

    draft = caller.made("/drafts", {"kind": "report", "way": TO_MINISTRY, "typed": {"summary": ASKED}})
    assert (draft["missing"], ways[TO_MINISTRY]["is_consultation"], ways["direct_report"]["is_consultation"]) == (
        [],
        True,
        False,
    )
    filed = caller.made("/reports", {"way": TO_MINISTRY, "typed": {"summary": ASKED}})

    lines = caller_of(cast.ministry).items("/editions")
    assert [(line["id"], line["is_consultation"]) for line in lines] == [(filed["id"], True)]
    assert caller_of(cast.bank).items("/editions") == []
