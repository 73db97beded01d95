"""The way of a report: operator, ministry, center; through the secretariat without the name; numbered where it arrives."""

from datetime import timedelta

import pytest
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.actions.duties import assign_matter
from noroshi.directory.models import Membership
from noroshi.drafting import actions as drafting
from noroshi.drafting.ending import ended
from noroshi.drafting.errors import DraftSent, SchemeChanged
from noroshi.drafting.models import Draft
from noroshi.drafting.queries import draft, drafts
from noroshi.drafting.written import Written
from noroshi.editions.actions import hop, write_order
from noroshi.editions.actions.orders import Order
from noroshi.editions.errors import AnonymizeFirst, NeedToKnowMissing
from noroshi.editions.models import Edition, Registration
from noroshi.editions.queries import Wanted, edition_readable_by, editions_readable_by
from noroshi.reports.actions import begin_anonymized, begin_completion, begin_follow_up, begin_report, relay_report
from noroshi.reports.errors import NotOnTheWay, StatutoryNotAnonymous
from noroshi.reports.queries import follow_ups_due, may, parcel, waiting_reports
from noroshi.sharing.parties import desk
from noroshi.vault.actions import take_in
from noroshi.vault.queries import files_of_draft
from noroshi.vocabulary import HopKind
from noroshi.vocabulary.errors import ChangedMeanwhile, InvalidFields, NotFound
from tests.drafted import amended, draft_report, reported, sent

pytestmark = pytest.mark.django_db


def reads(viewer: Viewer, edition_id) -> bool:
    with acting_as(Viewer(viewer.seat)):
        return Edition.objects.filter(public_id=edition_id).exists()


def in_hand(viewer: Viewer) -> list:
    with acting_as(viewer):
        return [one.line.public_id for one in waiting_reports(viewer)]


def test_a_report_begins_with_what_desk_and_person_answer(cast):
    with acting_as(cast.electric):
        begun = begin_report(cast.electric, "direct_report")

    typed = begun.written.typed
    assert typed["source_person"]
    assert typed["source_telephone"]
    assert typed["sector"] == "electricity"
    assert begun.state == "open"


def test_starred_items_suffice_and_the_color_is_one_of_them(cast):
    with acting_as(cast.electric):
        begun = begin_report(cast.electric, "direct_report")
        with pytest.raises(InvalidFields) as refused:
            sent(cast.electric, begun)
        draft_ = amended(cast.electric, begun)

    assert set(refused.value.fields) == {"sharing_scope"}
    assert reads(cast.ministry, sent(cast.electric, draft_))


def test_operator_ministry_center(cast):
    edition = reported(cast.electric, "direct_report")
    assert reads(cast.ministry, edition)
    assert not reads(cast.center, edition)
    assert in_hand(cast.ministry) == [edition]

    with acting_as(cast.ministry):
        relay_report(cast.ministry, edition)

    assert reads(cast.center, edition)
    assert in_hand(cast.ministry) == []
    for stranger in (cast.bank, cast.electric_colleague, cast.contractor, cast.gas_liaison, cast.neighbor, cast.police):
        assert not reads(stranger, edition)


def test_the_number_is_given_on_arrival_and_everybody_on_the_way_sees_it(cast):
    edition = reported(cast.electric, "direct_report")
    with acting_as(cast.electric):
        assert edition_readable_by(cast.electric, edition).reference_number == ""
    with acting_as(cast.ministry):
        relay_report(cast.ministry, edition)

    numbers = set()
    for viewer in (cast.electric, cast.ministry, cast.center):
        with acting_as(viewer):
            numbers.add(edition_readable_by(viewer, edition).reference_number)
            numbers |= {
                line.reference_number for line in editions_readable_by(viewer, Wanted()) if line.public_id == edition
            }
    assert len(numbers) == 1
    assert numbers != {""}
    with acting_as(Viewer(cast.bank.seat)):
        assert not Registration.objects.exists()


def test_relaying_twice_is_one_hop_and_one_number(cast):
    edition = reported(cast.electric, "direct_report")
    with acting_as(cast.ministry):
        first = relay_report(cast.ministry, edition)
        second = relay_report(cast.ministry, edition)
    assert first.public_id == second.public_id
    with acting_as(cast.center):
        assert Registration.objects.count() == 1


def test_a_second_press_sends_nothing_twice(cast):
    draft_ = draft_report(cast.electric)
    assert sent(cast.electric, draft_) == sent(cast.electric, draft_)
    with acting_as(cast.electric):
        assert Edition.objects.count() == 1


def test_a_follow_up_carries_the_number_and_says_what_changed(cast):
    edition = reported(cast.electric, "direct_report", outlook="continuing")
    with acting_as(cast.ministry):
        relay_report(cast.ministry, edition)
    with acting_as(cast.electric):
        assert [line.public_id for line in follow_ups_due(cast.electric)] == [edition]
        begun = begin_follow_up(cast.electric, edition)
        draft_ = amended(cast.electric, begun, outlook="closed", lessons="経路を見直した")
    second = sent(cast.electric, draft_)

    with acting_as(cast.electric):
        reading = edition_readable_by(cast.electric, second)
        assert follow_ups_due(cast.electric) == []
        number = edition_readable_by(cast.electric, edition).reference_number
    assert reading.number == 2
    assert reading.reference_number == number
    assert in_hand(cast.ministry) == [second]


def test_only_the_writers_desk_continues_a_report(cast):
    edition = reported(cast.electric, "direct_report")
    for other in (cast.ministry, cast.bank, cast.electric_colleague):
        with acting_as(other), pytest.raises(NotFound):
            begin_follow_up(other, edition)


def test_the_secretariat_takes_the_name_out(cast):
    edition = reported(cast.electric, "anonymized_report")
    assert reads(cast.secretariat, edition)
    assert not reads(cast.ministry, edition)

    with acting_as(cast.secretariat):
        begun = begin_anonymized(cast.secretariat, edition)
        draft_ = amended(cast.secretariat, begun, summary="会員の保守端末から不審な通信", systems="")
    anonymized = sent(cast.secretariat, draft_)

    assert in_hand(cast.secretariat) == []
    assert reads(cast.ministry, anonymized)
    assert not reads(cast.ministry, edition)
    assert not reads(cast.electric, anonymized)
    with acting_as(cast.ministry):
        reading = edition_readable_by(cast.ministry, anonymized)
        assert reading.content["operator_name"] == {"value": "", "anonymized": True}
        assert not Draft.objects.exists()
        relay_report(cast.ministry, anonymized)
    with acting_as(cast.center):
        assert edition_readable_by(cast.center, anonymized).reference_number


def test_what_came_by_the_anonymous_way_never_goes_on_under_its_name(cast):
    edition = reported(cast.electric, "anonymized_report")
    ministry = desk(cast.ministry.desk_id)
    with acting_as(cast.secretariat):
        assert may(cast.secretariat, edition_readable_by(cast.secretariat, edition)) == {"anonymize"}
        with pytest.raises(AnonymizeFirst):
            relay_report(cast.secretariat, edition)
        with pytest.raises(AnonymizeFirst):
            hop(cast.secretariat, edition, kind=HopKind.RELAY, to=[ministry])
    assert not reads(cast.ministry, edition)


def test_a_standing_order_never_passes_on_what_must_lose_its_name_first(cast):
    with acting_as(cast.secretariat):
        write_order(cast.secretariat, Order(to=frozenset({desk(cast.ministry.desk_id)})))
    edition = reported(cast.electric, "anonymized_report")
    assert reads(cast.secretariat, edition)
    assert not reads(cast.ministry, edition)


def test_a_statutory_matter_does_not_go_by_the_anonymous_way_alone(cast):
    draft_ = draft_report(cast.electric, "anonymized_report", wish={"is_statutory": True})
    with pytest.raises(StatutoryNotAnonymous):
        sent(cast.electric, draft_)


def test_a_ministry_completes_as_its_own_edition(cast):
    edition = reported(cast.electric, "statutory_report")
    with acting_as(cast.ministry):
        begun = begin_completion(cast.ministry, edition)
        draft_ = amended(cast.ministry, begun, lessons="所管省庁で補足した")
    completed = sent(cast.ministry, draft_)

    assert in_hand(cast.ministry) == []
    assert reads(cast.center, completed)
    assert not reads(cast.center, edition)
    with acting_as(cast.center):
        assert edition_readable_by(cast.center, completed).reference_number


def test_past_the_ministry_the_ministry_never_gets_it(cast):
    edition = reported(cast.electric, "report_past_ministry")
    assert reads(cast.center, edition)
    assert not reads(cast.ministry, edition)


def test_red_reaches_exactly_the_stations_of_the_way(cast):
    edition = reported(cast.electric, "direct_report", tlp="red")
    assert reads(cast.ministry, edition)
    with acting_as(cast.ministry):
        relay_report(cast.ministry, edition)
    assert reads(cast.center, edition)
    assert not reads(cast.gas_liaison, edition)
    assert not reads(cast.center_general, edition)


def test_an_operator_neither_relays_nor_completes(cast):
    edition = reported(cast.electric, "direct_report")
    with acting_as(cast.electric):
        with pytest.raises(NotOnTheWay):
            relay_report(cast.electric, edition)
        with pytest.raises(NotOnTheWay):
            begin_completion(cast.electric, edition)
        line = edition_readable_by(cast.electric, edition)
        assert may(cast.electric, line) == {"follow_up"}


def test_going_on_is_offered_to_those_who_may(cast):
    """A draft is as strict as RED until somebody says otherwise, also of what everybody at the desk reads."""
    edition = reported(cast.electric, "direct_report", tlp="green")
    for viewer, deeds in ((cast.electric, {"follow_up"}), (cast.electric_colleague, set())):
        with acting_as(viewer):
            assert may(viewer, edition_readable_by(viewer, edition)) == deeds
    with acting_as(cast.electric_colleague), pytest.raises(NeedToKnowMissing):
        begin_follow_up(cast.electric_colleague, edition)


def test_the_writer_sees_how_far_it_has_come_and_what_is_ahead(cast):
    edition = reported(cast.electric, "direct_report")
    with acting_as(cast.electric):
        before = parcel(cast.electric, edition)
    assert [one.deed for one in before.passed] == ["submit"]
    assert len(before.ahead) == 2

    with acting_as(cast.ministry):
        relay_report(cast.ministry, edition)
        with pytest.raises(NotFound):
            parcel(cast.ministry, edition)
    with acting_as(cast.electric):
        after = parcel(cast.electric, edition)
    assert [one.deed for one in after.passed] == ["submit", "relay", "number"]
    assert after.has_arrived
    assert after.reference_number


def test_drafts_are_their_desks_own(cast):
    draft_ = draft_report(cast.electric)
    with acting_as(cast.electric):
        assert [one.public_id for one in drafts(cast.electric)] == [draft_.public_id]
    for stranger in (cast.bank, cast.ministry, cast.electric_colleague, cast.contractor, cast.neighbor, cast.platform):
        with acting_as(Viewer(stranger.seat)):
            assert drafts(stranger) == []
            assert not Draft.objects.exists()
            with pytest.raises(NotFound):
                draft(stranger, draft_.public_id)


def test_who_saves_second_is_told_and_nothing_is_lost(cast):
    draft_ = draft_report(cast.electric)
    with acting_as(cast.consultant):
        mine = Written({**draft_.written.typed, "summary": "先に保存"}, draft_.written.marks, draft_.written.wish)
        drafting.save(cast.consultant, draft_.public_id, mine, version=draft_.version)
    second = Written({**draft_.written.typed, "summary": "後から保存"}, draft_.written.marks, draft_.written.wish)
    with acting_as(cast.electric), pytest.raises(ChangedMeanwhile) as told:
        drafting.save(cast.electric, draft_.public_id, second, version=draft_.version)

    assert told.value.current["typed"]["summary"] == "先に保存"
    with acting_as(cast.electric):
        assert draft(cast.electric, draft_.public_id).written.typed["summary"] == "先に保存"


def test_the_same_save_again_is_done_already(cast):
    draft_ = draft_report(cast.electric)
    with acting_as(cast.electric):
        again = drafting.save(cast.electric, draft_.public_id, draft_.written, version=draft_.version - 1)
    assert again.version == draft_.version


def test_a_discarded_draft_can_be_put_back(cast):
    draft_ = draft_report(cast.electric)
    with acting_as(cast.electric):
        drafting.discard(cast.electric, draft_.public_id, version=draft_.version)
        assert drafts(cast.electric) == []
        assert drafting.put_back(cast.electric, draft_.public_id).state == "open"


def test_a_sent_draft_is_kept_as_sent(cast):
    draft_ = draft_report(cast.electric)
    sent(cast.electric, draft_)
    with acting_as(cast.electric):
        with pytest.raises(DraftSent):
            drafting.save(cast.electric, draft_.public_id, Written({}), version=draft_.version)
        assert draft(cast.electric, draft_.public_id).written == draft_.written


def test_a_form_that_changed_meanwhile_is_looked_at_before_sending(cast):
    draft_ = draft_report(cast.electric)
    with acting_as(cast.electric):
        Draft.objects.filter(public_id=draft_.public_id).update(scheme="plan4@an-earlier-one")
        with pytest.raises(SchemeChanged):
            sent(cast.electric, draft_)
        renewed = drafting.renew(cast.electric, draft_.public_id)
    assert renewed.written.typed == draft_.written.typed
    assert sent(cast.electric, renewed)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"no_such_field": "x"}, "no_such_field"),
        ({"summary": "a\u202eb"}, "summary"),
        ({"summary": "nul\x00"}, "summary"),
        ({"summary": "長" * 20_001}, "summary"),
    ],
)
def test_what_no_text_may_hold_is_refused_by_field_and_nothing_is_saved(cast, typed, field):
    draft_ = draft_report(cast.electric)
    with acting_as(cast.electric):
        with pytest.raises(InvalidFields) as refused:
            drafting.save(
                cast.electric, draft_.public_id, Written({**draft_.written.typed, **typed}), version=draft_.version
            )
        assert draft(cast.electric, draft_.public_id).written == draft_.written
    assert set(refused.value.fields) == {field}


def test_who_is_assigned_to_the_matter_reads_the_draft_and_its_files(cast):
    draft_ = draft_report(cast.electric)
    with acting_as(cast.electric):
        take_in(
            cast.electric,
            audience_id=draft_.audience_id,
            draft=draft_.public_id,
            field="attachments",
            name="経路図.txt",
            chunks=[b"a", b"b"],
        )
    colleague = Viewer(cast.electric_colleague.seat)
    with acting_as(colleague):
        assert files_of_draft(colleague, draft_.public_id) == []

    with acting_as(cast.electric):
        membership = Membership.objects.get(pk=cast.electric_colleague.seat.membership_id)
        assign_matter(actor=cast.electric.seat, membership=membership.public_id, matter=draft_.matter)

    colleague = Viewer(cast.electric_colleague.seat)
    with acting_as(colleague):
        assert draft(colleague, draft_.public_id).title
        assert [one.name for one in files_of_draft(colleague, draft_.public_id)] == ["経路図.txt"]


def test_only_what_was_discarded_long_ago_has_ended(cast):
    old, young = draft_report(cast.electric), draft_report(cast.electric)
    with acting_as(cast.electric):
        for one in (old, young):
            drafting.discard(cast.electric, one.public_id, version=one.version)
        Draft.objects.filter(public_id=old.public_id).update(discarded_at=timezone.now() - timedelta(days=91))
        assert ended([old.public_id, young.public_id]) == {old.public_id}
