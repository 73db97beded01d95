"""A holder asks for a wider range: only the originator gives it, no more than was asked, and silence is a no."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from noroshi.asking.actions import answer, answer_widening, ask_to_widen, pass_on
from noroshi.asking.errors import AnswerUnfit, InquiryEnded, NobodyToAsk, NothingWider
from noroshi.asking.queries import asked_here, inquiry
from noroshi.asking.widening import Wider
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import Organization
from noroshi.editions.actions import mark_again, recall
from noroshi.editions.errors import NobodyInRange, OnlyTheOriginator
from noroshi.editions.explaining import marking_of_own
from noroshi.editions.models import Edition, MarkingRecord
from noroshi.editions.queries import edition_readable_by
from noroshi.ledger.models import Entry
from noroshi.reports.actions import begin_anonymized
from noroshi.sharing.marking import PartMarking
from noroshi.vocabulary import HopKind, InquiryKind, InquiryState, Tlp
from noroshi.vocabulary.errors import NotFound
from tests.drafted import amended, reported, sent
from tests.rooms.test_attacks_canary import caller_of, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings):
    settings.SECOND_FACTOR_REQUIRED = False


CONTENT = {"title": "変電所の保守端末から不審な通信", "operator_name": "汐見電力", "systems": "保守端末"}
WHY = "同じ機器を使う金融分野にも知らせたい"


def house(viewer):
    return f"organization:{Organization.objects.get(pk=viewer.organization_id).public_id}"


def held(cast, **more):
    """By the ministry; the electric company wrote it."""
    edition = cast.report(cast.electric, content=CONTENT, **more)
    cast.send(cast.electric, edition, cast.ministry)
    return edition


def asks(cast, edition, wider=None, who=None):
    asker = who or cast.ministry
    with acting_as(Viewer(asker.seat)) as _:
        return ask_to_widen(asker, edition.public_id, wider or Wider(to=(house(cast.bank),)), WHY)


def says(viewer, asked, given=None, **more):
    with acting_as(Viewer(viewer.seat)):
        return answer_widening(viewer, asked.public_id, given, **more)


def passes_on(cast, edition, *to):
    return cast.send(cast.ministry, edition, *to, kind=HopKind.RELAY)


def reads(viewer, edition):
    with acting_as(Viewer(viewer.seat)):
        return edition_readable_by(viewer, edition.public_id).content


def test_a_yes_lets_it_go_where_it_could_not_go(cast):
    edition = held(cast)
    with pytest.raises(NobodyInRange):
        passes_on(cast, edition, cast.bank)

    asked = asks(cast, edition)
    says(cast.electric, asked, as_asked=True)
    passes_on(cast, edition, cast.bank)

    assert reads(cast.bank, edition)["operator_name"] == "汐見電力"
    with acting_as(cast.ministry):
        assert inquiry(cast.ministry, asked.public_id).state is InquiryState.YES


def test_a_yes_with_edits_keeps_fields_from_the_new_ones_alone(cast):
    edition = held(cast)
    asked = asks(cast, edition)

    says(cast.electric, asked, Wider(to=(house(cast.bank),), kept=("operator_name",)))
    passes_on(cast, edition, cast.bank, cast.neighbor)

    assert set(reads(cast.bank, edition)) == {"title", "systems"}
    assert reads(cast.neighbor, edition)["operator_name"] == "汐見電力"
    with acting_as(cast.ministry):
        assert inquiry(cast.ministry, asked.public_id).state is InquiryState.YES_WITH_EDITS


def test_a_wider_color_opens_nothing_that_was_held_back(cast):
    parts = (
        PartMarking(frozenset({"systems"}), Tlp.RED),
        PartMarking(frozenset({"operator_name"}), readers=frozenset()),
    )
    edition = held(cast, parts=parts)
    asked = asks(cast, edition, Wider(Tlp.GREEN, (house(cast.bank),)))

    says(cast.electric, asked, as_asked=True)
    passes_on(cast, edition, cast.bank)

    assert set(reads(cast.bank, edition)) == {"title"}
    assert edition_now(cast, edition).tlp is Tlp.GREEN


def edition_now(cast, edition):
    with acting_as(Viewer(cast.electric.seat)):
        return edition_readable_by(cast.electric, edition.public_id)


def test_a_no_changes_nothing(cast):
    edition = held(cast)
    asked = asks(cast, edition)

    says(cast.electric, asked, text="できません")

    with pytest.raises(NobodyInRange):
        passes_on(cast, edition, cast.bank)
    assert edition_now(cast, edition).marking_number == 1


def test_silence_is_a_no(cast):
    edition = held(cast)
    asked = asks(cast, edition)

    with pytest.MonkeyPatch.context() as clock:
        clock.setattr(timezone, "now", lambda: asked.expires_at + timedelta(minutes=1))
        with pytest.raises(InquiryEnded):
            says(cast.electric, asked, as_asked=True)
        with acting_as(Viewer(cast.ministry.seat)):
            assert inquiry(cast.ministry, asked.public_id).state is InquiryState.EXPIRED

    assert edition_now(cast, edition).marking_number == 1


@pytest.mark.parametrize("who", ["ministry", "neighbor", "bank", "secretariat", "center", "vendor"])
def test_nobody_but_the_originator_can_widen(cast, who):
    edition = held(cast)
    cast.send(cast.electric, edition, cast.neighbor)
    asked = asks(cast, edition)
    other = getattr(cast, who)

    with pytest.raises((AnswerUnfit, NotFound)):
        says(other, asked, as_asked=True)
    with acting_as(cast.electric):
        marking, number = marking_of_own(cast.electric, edition.public_id)
    with acting_as(other), pytest.raises((OnlyTheOriginator, NotFound)):
        mark_again(other, edition.public_id, replace(marking, tlp=Tlp.GREEN), read_number=number)
    assert edition_now(cast, edition).marking_number == 1


@pytest.mark.parametrize("more", ["further color", "further party", "nothing"])
def test_an_answer_gives_no_more_than_was_asked_for(cast, more):
    edition = held(cast)
    asked = asks(cast, edition)
    given = {
        "further color": Wider(Tlp.GREEN, (house(cast.bank),)),
        "further party": Wider(to=(house(cast.bank), house(cast.vendor))),
        "nothing": Wider(),
    }[more]

    with pytest.raises(AnswerUnfit):
        says(cast.electric, asked, given)


def test_a_plain_answer_is_none_to_this(cast):
    asked = asks(cast, held(cast))

    with acting_as(cast.electric), pytest.raises(AnswerUnfit):
        answer(cast.electric, asked.public_id, InquiryState.YES)


def test_what_is_no_wider_is_not_asked_for(cast):
    edition = held(cast)

    with pytest.raises(NothingWider):
        asks(cast, edition, Wider(Tlp.AMBER))


def test_the_originator_asks_nobody_and_a_stranger_finds_nothing(cast):
    edition = held(cast)

    with pytest.raises(NobodyToAsk):
        asks(cast, edition, who=cast.electric)
    with pytest.raises(NotFound):
        asks(cast, edition, who=cast.bank)


def test_the_whole_story_is_written_down(cast):
    edition = held(cast)
    asked = asks(cast, edition)

    says(cast.electric, asked, as_asked=True)

    with acting_as(cast.electric):
        latest = MarkingRecord.objects.get(edition=edition, number=2)
        assert WHY in latest.reason
        deeds = set(Entry.objects.filter(object_ids__contains=[asked.public_id]).values_list("deed", flat=True))
    assert {"answer_inquiry"} <= deeds
    with acting_as(cast.ministry):
        assert not MarkingRecord.objects.filter(edition=edition).exists()


def test_of_an_anonymized_item_the_secretariat_is_asked_and_the_source_hears_it_from_there(cast):
    source = cast.report(cast.electric, content=CONTENT)
    cast.send(cast.electric, source, cast.secretariat)
    clean = cast.report(cast.secretariat, content={"title": "保守端末からの通信"})
    cast.send(cast.secretariat, clean, cast.ministry)

    asked = asks(cast, clean)

    assert asked.to_desk_id == cast.secretariat.desk_id
    with acting_as(Viewer(cast.electric.seat)):
        assert asked_here(cast.electric) == []


def anonymized(cast):
    """With the link to its source at the secretariat, relayed to the ministry."""
    source = reported(cast.electric, "anonymized_report")
    with acting_as(cast.secretariat):
        draft = amended(cast.secretariat, begin_anonymized(cast.secretariat, source), summary="会員で通信", systems="")
    derived = sent(cast.secretariat, draft)
    with acting_as(cast.secretariat):
        return source, Edition.objects.get(public_id=derived)


def passed_through(cast):
    """The ministry's request, and the secretariat's own to the source."""
    source, derived = anonymized(cast)
    upper = asks(cast, derived)
    with acting_as(cast.secretariat):
        lower = pass_on(cast.secretariat, upper.public_id, text="別の分野にも知らせてよいでしょうか")
    return source, derived, upper, lower


def test_a_yes_of_an_anonymous_source_comes_back_through_the_secretariat(cast):
    source, derived, upper, lower = passed_through(cast)

    assert (lower.edition.public_id, lower.to_desk_id) == (source, cast.electric.desk_id)
    with pytest.raises(NobodyInRange):
        passes_on(cast, derived, cast.bank)
    says(cast.electric, lower, as_asked=True)
    with pytest.raises(NobodyInRange):
        passes_on(cast, derived, cast.bank)
    says(cast.secretariat, upper, as_asked=True)

    passes_on(cast, derived, cast.bank)
    assert reads(cast.bank, derived)["summary"] == "会員で通信"
    for viewer in (cast.bank, cast.ministry):
        with acting_as(viewer), pytest.raises(NotFound):
            edition_readable_by(viewer, source)


def test_after_a_no_of_an_anonymous_source_the_secretariat_can_give_nothing(cast):
    source, derived, upper, lower = passed_through(cast)
    says(cast.electric, lower, text="控えてください")

    says(cast.secretariat, upper, as_asked=True)

    with pytest.raises(NobodyInRange):
        passes_on(cast, derived, cast.bank)
    with acting_as(Viewer(cast.bank.seat)), pytest.raises(NotFound):
        edition_readable_by(cast.bank, derived.public_id)
    with acting_as(cast.electric):
        assert MarkingRecord.objects.filter(edition__public_id=source).count() == 1


def test_neither_end_of_a_request_through_the_secretariat_learns_of_the_other(cast):
    _source, _derived, upper, lower = passed_through(cast)
    says(cast.electric, lower, as_asked=True, text="差し支えありません")

    with acting_as(cast.electric):
        seen = inquiry(cast.electric, lower.public_id)
        assert (seen.by_desk.pk, seen.above, seen.below) == (cast.secretariat.desk_id, None, ())
        assert WHY not in seen.text
        with pytest.raises(NotFound):
            inquiry(cast.electric, upper.public_id)
    with acting_as(cast.ministry):
        seen = inquiry(cast.ministry, upper.public_id)
        assert (seen.to_desk.pk, seen.above, seen.below) == (cast.secretariat.desk_id, None, ())
        assert seen.is_open
        with pytest.raises(NotFound):
            inquiry(cast.ministry, lower.public_id)
    with acting_as(cast.secretariat):
        assert [leg.public_id for leg in inquiry(cast.secretariat, upper.public_id).below] == [lower.public_id]


def test_a_recalled_item_is_not_widened(cast):
    edition = held(cast)
    asked = asks(cast, edition)
    with acting_as(cast.electric):
        recall(cast.electric, edition.public_id, read_number=1, reason="誤り")

    with pytest.raises(Exception, match="recalled"):
        says(cast.electric, asked, as_asked=True)


def test_the_request_stays_between_the_two(cast):
    asked = asks(cast, held(cast))

    for other in (cast.center, cast.neighbor, cast.secretariat, cast.vendor):
        with acting_as(other), pytest.raises(NotFound):
            inquiry(other, asked.public_id)
    with acting_as(cast.electric):
        assert inquiry(cast.electric, asked.public_id).kind is InquiryKind.WIDENING
        with pytest.raises(Exception, match="nobody further back"):
            pass_on(cast.electric, asked.public_id)


def pages(viewer, path, data=None):
    client = client_of(viewer)
    return client.get(path) if data is None else client.post(path, data)


def test_it_is_asked_and_answered_on_pages(cast):
    edition = held(cast)
    opened = pages(cast.ministry, f"/items/{edition.public_id}/widen/")
    asked = pages(cast.ministry, f"/items/{edition.public_id}/widen/", {"to": house(cast.bank), "text": WHY, "tlp": ""})
    shown = pages(cast.electric, asked.url)
    done = pages(cast.electric, asked.url, {"deed": "yes", "to": house(cast.bank), "kept": "operator_name"})

    assert opened.status_code == 200
    assert "As it is asked, to" in shown.content.decode() or "as it is asked, to" in shown.content.decode()
    assert done.status_code == 302
    passes_on(cast, edition, cast.bank)
    assert "operator_name" not in reads(cast.bank, edition)
    assert "yes, with changes" in pages(cast.ministry, asked.url).content.decode().lower()


def test_strangers_find_neither_page(cast):
    edition = held(cast)
    asked = asks(cast, edition)

    for other in (cast.bank, cast.vendor, cast.center):
        assert pages(other, f"/items/{edition.public_id}/widen/").status_code == 404
        assert pages(other, f"/asked/{asked.public_id}/widening/").status_code == 404
        assert pages(other, f"/asked/{asked.public_id}/widening/", {"deed": "yes"}).status_code == 404


def test_it_is_asked_and_answered_by_machine(cast):
    edition = held(cast)
    ministry, electric = caller_of(cast.ministry), caller_of(cast.electric)

    asked = ministry.post(f"/editions/{edition.public_id}/widening", {"to": [house(cast.bank)], "text": WHY})
    number = asked.json()["id"]
    said = electric.post(f"/inquiries/{number}/widening", {"as_asked": True})

    assert asked.status_code == 201
    assert said.json()["state"] == "yes"
    assert caller_of(cast.bank).post(f"/inquiries/{number}/widening", {"as_asked": True}).status_code == 404
