"""The life of one piece of information: sealed, opened by hops, marked again, recalled; and everybody who must not see it."""

import uuid
from dataclasses import replace

import pytest
from django.db import connection
from psycopg import sql

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.editions.actions import Statement, mark_again, publish, recall, seal_edition
from noroshi.editions.errors import (
    AlreadyRecalled,
    ConfirmationMissing,
    ContentMissing,
    MarkingChangedMeanwhile,
    NobodyInRange,
    NotACarrier,
    NotPublishable,
    OnlyTheOriginator,
    OutsideRange,
)
from noroshi.editions.models import Edition, Hop, MarkingRecord, Part
from noroshi.editions.queries import Wanted, edition_readable_by, editions_readable_by, receipts_readable_by
from noroshi.sharing.marking import ClearWithExclusion, PartMarking, StatutoryWithoutMinistry
from noroshi.sharing.parties import Naming, Party, organization
from noroshi.vocabulary import HopKind, Tlp
from noroshi.vocabulary.errors import NotFound

pytestmark = pytest.mark.django_db

EVERYONE = "everyone_in_range"


def reads(viewer, edition) -> bool:
    """Whether a viewer finds it: by id, in the list, and in a raw query alike; the three must agree."""
    fresh = Viewer(viewer.seat) if isinstance(viewer, Viewer) else viewer
    with acting_as(fresh):
        listed = edition.public_id in {line.public_id for line in editions_readable_by(fresh, Wanted())}
        raw = Edition.objects.filter(public_id=edition.public_id).exists()
        try:
            opened = bool(edition_readable_by(fresh, edition.public_id))
        except NotFound:
            opened = False
    assert listed == raw == opened
    return opened


def test_a_sealed_edition_is_held_by_its_own_desk_alone(cast):
    edition = cast.report(cast.electric)

    assert reads(cast.electric, edition)
    strangers = (cast.ministry, cast.center, cast.bank, cast.secretariat, cast.neighbor, cast.platform, cast.anonymous)
    assert not any(reads(stranger, edition) for stranger in strangers)


def test_without_a_viewer_every_shared_table_is_empty(cast):
    cast.send(cast.electric, cast.report(cast.electric, Tlp.GREEN), cast.ministry)

    with connection.cursor() as cursor:
        for table in ("edition", "part", "markingrecord", "hop", "derivation"):
            cursor.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(f"editions_{table}")))
            assert cursor.fetchone() == (0,)


def test_a_hop_opens_it_to_its_recipients_and_to_nobody_else(cast):
    edition = cast.report(cast.electric)

    cast.send(cast.electric, edition, cast.ministry)

    assert reads(cast.ministry, edition)
    assert not reads(cast.center, edition)
    assert not reads(cast.gas_liaison, edition)


def test_the_ministry_passes_it_on_to_the_center(cast):
    edition = cast.report(cast.electric)
    cast.send(cast.electric, edition, cast.ministry)

    cast.send(cast.ministry, edition, cast.center, kind=HopKind.RELAY)

    assert reads(cast.center, edition)
    assert not reads(cast.center_general, edition)


def test_green_is_a_ceiling_and_not_a_publication(cast):
    edition = cast.report(cast.electric, Tlp.GREEN)

    cast.send(cast.electric, edition, cast.ministry)

    assert not reads(cast.bank, edition)
    assert not reads(cast.neighbor, edition)


def test_issuing_green_to_everyone_in_range_reaches_the_bank_but_not_the_hub(cast):
    edition = cast.report(cast.electric, Tlp.GREEN)

    cast.send(cast.electric, edition, EVERYONE, kind=HopKind.ISSUE)

    assert reads(cast.bank, edition)
    assert not reads(cast.hub, edition)
    assert not reads(cast.isac, edition)


def test_a_hop_to_somebody_outside_the_range_is_refused_and_changes_nothing(cast):
    edition = cast.report(cast.electric)

    with pytest.raises(NobodyInRange):
        cast.send(cast.electric, edition, cast.bank)

    assert not reads(cast.bank, edition)


def test_a_colleague_without_need_to_know_finds_nothing_within_amber(cast):
    assert not reads(cast.electric_colleague, cast.report(cast.electric))
    assert reads(cast.electric_colleague, cast.report(cast.electric, Tlp.GREEN))


def test_an_outside_person_reads_only_while_the_nda_runs(cast):
    edition = cast.report(cast.electric)

    assert reads(cast.consultant, edition)
    assert not reads(cast.contractor, edition)


def test_whose_nda_has_ended_writes_nothing_but_clear(cast):
    with pytest.raises(OutsideRange):
        cast.report(cast.contractor, Tlp.GREEN)

    assert cast.report(cast.contractor, Tlp.CLEAR)


def test_an_author_without_need_to_know_is_assigned_to_the_own_matter(cast):
    edition = cast.report(cast.electric_executive)

    assert reads(cast.electric_executive, edition)
    assert not reads(cast.electric_executive, cast.report(cast.electric))


def test_an_operator_does_not_pass_on_to_other_organizations_what_it_received(cast):
    edition = cast.report(cast.electric)
    cast.send(cast.electric, edition, cast.neighbor)

    with pytest.raises(NotACarrier):
        cast.send(cast.neighbor, edition, cast.secretariat, kind=HopKind.RELAY)


def test_an_excluded_ministry_never_reads_even_when_everybody_else_does(cast):
    ministry = organization(cast.ministry.organization_id)
    edition = cast.report(cast.electric, Tlp.GREEN, exclusions=frozenset({ministry}))

    cast.send(cast.electric, edition, EVERYONE, kind=HopKind.ISSUE)

    assert reads(cast.bank, edition)
    assert not reads(cast.ministry, edition)


def test_clear_with_an_exclusion_is_refused(cast):
    with pytest.raises(ClearWithExclusion):
        cast.report(cast.electric, Tlp.CLEAR, exclusions=frozenset({organization(cast.ministry.organization_id)}))


def test_a_statutory_report_cannot_exclude_its_ministry(cast):
    ministry = cast.ministry.organization_id

    with pytest.raises(StatutoryWithoutMinistry):
        cast.report(
            cast.electric, is_statutory=True, provider_ministry=ministry, exclusions=frozenset({organization(ministry)})
        )


def test_an_added_party_outside_the_color_may_receive_it(cast):
    edition = cast.report(cast.electric, additions=frozenset({organization(cast.hub.organization_id)}))

    assert not reads(cast.hub, edition)
    cast.send(cast.electric, edition, cast.hub)
    assert reads(cast.hub, edition)


def test_an_analysis_partner_may_and_an_agency_without_agreement_may_not(cast):
    edition = cast.report(cast.electric)
    cast.send(cast.electric, edition, cast.partner)

    assert reads(cast.partner, edition)
    with pytest.raises(NobodyInRange):
        cast.send(cast.electric, edition, cast.agency)


def test_red_stays_between_sender_and_receiver(cast):
    edition = cast.report(cast.electric, Tlp.RED, receivers=frozenset({cast.ministry.desk_id}))
    cast.send(cast.electric, edition, cast.ministry)

    with pytest.raises(NobodyInRange):
        cast.send(cast.ministry, edition, cast.center, kind=HopKind.RELAY)

    assert not reads(cast.center, edition)


# ------------------------------------------------------------------ withheld fields
def withheld(cast, *readers):
    return PartMarking(fields=frozenset({"operator_name"}), readers=frozenset(readers))


def content_for(viewer, edition):
    fresh = Viewer(viewer.seat)
    with acting_as(fresh):
        return edition_readable_by(fresh, edition.public_id)


def test_a_withheld_field_is_absent_for_others_and_the_rest_still_verifies(cast):
    edition = cast.report(
        cast.electric,
        content={"title": "停電", "operator_name": "汐見電力"},
        parts=(withheld(cast, organization(cast.ministry.organization_id)),),
    )
    cast.send(cast.electric, edition, cast.ministry)
    cast.send(cast.ministry, edition, cast.center, kind=HopKind.RELAY)

    assert content_for(cast.ministry, edition).content == {"title": "停電", "operator_name": "汐見電力"}
    read = content_for(cast.center, edition)
    assert read.content == {"title": "停電"}
    assert read.is_whole
    assert "汐見電力" not in str(read.seal)


def test_the_number_of_withheld_fields_does_not_show_in_the_seal(cast):
    open_ = cast.report(cast.electric, content={"title": "a"})
    hidden = cast.report(cast.electric, content={"title": "a", "operator_name": "b"}, parts=(withheld(cast),))

    assert len(open_.seal["fields"]) == len(hidden.seal["fields"])


def test_a_withheld_field_for_nobody_is_for_its_own_desk_only(cast):
    edition = cast.report(
        cast.electric, content={"title": "停電", "operator_name": "汐見電力"}, parts=(withheld(cast),)
    )
    cast.send(cast.electric, edition, cast.ministry)

    assert "operator_name" not in content_for(cast.ministry, edition).content
    assert content_for(cast.electric, edition).content["operator_name"] == "汐見電力"


def test_withholding_a_field_later_keeps_the_seal_and_takes_it_from_readers(cast):
    edition = cast.report(cast.electric, content={"title": "停電", "operator_name": "汐見電力"})
    cast.send(cast.electric, edition, cast.ministry)
    assert "operator_name" in content_for(cast.ministry, edition).content

    with acting_as(cast.electric):
        again = replace(cast.marking(cast.electric), parts=(withheld(cast),))
        mark_again(cast.electric, edition.public_id, again, read_number=1, reason="企業名を伏せる")

    read = content_for(cast.ministry, edition)
    assert read.content == {"title": "停電"}
    assert read.is_whole
    assert read.seal == edition.seal


# ------------------------------------------------------------------ marking again, recall
def test_only_the_originator_marks_again(cast):
    edition = cast.report(cast.electric)
    cast.send(cast.electric, edition, cast.ministry)

    with acting_as(cast.ministry), pytest.raises(OnlyTheOriginator):
        mark_again(cast.ministry, edition.public_id, cast.marking(cast.ministry, Tlp.CLEAR), read_number=1)


def test_the_second_of_two_who_mark_is_told_and_nothing_is_lost(cast):
    edition = cast.report(cast.electric)

    with acting_as(cast.electric):
        mark_again(cast.electric, edition.public_id, cast.marking(cast.electric, Tlp.GREEN), read_number=1)
    with acting_as(cast.electric), pytest.raises(MarkingChangedMeanwhile):
        mark_again(cast.electric, edition.public_id, cast.marking(cast.electric, Tlp.RED), read_number=1)

    with acting_as(cast.electric):
        assert list(MarkingRecord.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
        assert edition_readable_by(cast.electric, edition.public_id).tlp is Tlp.GREEN


def test_narrowing_takes_it_from_those_outside_the_new_range(cast):
    edition = cast.report(cast.electric, Tlp.GREEN)
    cast.send(cast.electric, edition, cast.bank, cast.ministry)
    assert reads(cast.bank, edition)

    with acting_as(cast.electric):
        mark_again(cast.electric, edition.public_id, cast.marking(cast.electric, Tlp.AMBER), read_number=1)

    assert not reads(cast.bank, edition)
    assert reads(cast.ministry, edition)


def test_who_carried_it_keeps_it_when_the_color_narrows(cast):
    edition = cast.report(cast.electric)
    cast.send(cast.electric, edition, cast.ministry)
    cast.send(cast.ministry, edition, cast.center, kind=HopKind.RELAY)

    with acting_as(cast.electric):
        mark_again(cast.electric, edition.public_id, cast.marking(cast.electric, Tlp.RED), read_number=1)

    assert reads(cast.ministry, edition)
    assert not reads(cast.center, edition)


def test_a_later_exclusion_beats_who_carried_it(cast):
    edition = cast.report(cast.electric)
    cast.send(cast.electric, edition, cast.ministry)
    cast.send(cast.ministry, edition, cast.center, kind=HopKind.RELAY)

    with acting_as(cast.electric):
        again = cast.marking(cast.electric, exclusions=frozenset({organization(cast.ministry.organization_id)}))
        mark_again(cast.electric, edition.public_id, again, read_number=1)

    assert not reads(cast.ministry, edition)
    with acting_as(cast.ministry):
        assert len(receipts_readable_by(cast.ministry, edition.public_id)) == 2


def test_recall_ends_it_everywhere_keeps_receipts_and_destroys_nothing(cast):
    edition = cast.report(cast.electric)
    cast.send(cast.electric, edition, cast.ministry)
    before = content_for(cast.electric, edition)

    with acting_as(cast.electric):
        recall(cast.electric, edition.public_id, read_number=1, reason="誤報")

    assert not reads(cast.ministry, edition)
    with acting_as(cast.ministry):
        assert Hop.objects.filter(edition_public_id=edition.public_id).exists()
        assert not Part.objects.filter(edition__public_id=edition.public_id).exists()
    after = content_for(cast.electric, edition)
    assert (after.content, after.seal, after.is_whole) == (before.content, before.seal, True)


def test_a_recalled_edition_goes_nowhere(cast):
    edition = cast.report(cast.electric)
    with acting_as(cast.electric):
        recall(cast.electric, edition.public_id, read_number=1, reason="誤報")

    with pytest.raises(AlreadyRecalled):
        cast.send(cast.electric, edition, cast.ministry)


def test_marking_records_with_their_exclusions_are_for_the_own_desk_only(cast):
    edition = cast.report(cast.electric, exclusions=frozenset({organization(cast.bank.organization_id)}))
    cast.send(cast.electric, edition, cast.ministry)

    with acting_as(cast.ministry):
        assert MarkingRecord.objects.count() == 0


# ------------------------------------------------------------------ publishing
def test_publishing_is_its_own_deed_with_its_own_confirmation(cast):
    edition = cast.report(cast.electric, Tlp.CLEAR, content={"title": "お知らせ", "contact.person": "佐伯 涼"})
    with acting_as(cast.electric), pytest.raises(ConfirmationMissing):
        publish(cast.electric, edition.public_id, is_confirmed=False)
    assert not reads(cast.anonymous, edition)

    with acting_as(cast.electric):
        publish(cast.electric, edition.public_id, is_confirmed=True)

    with acting_as(cast.anonymous):
        assert edition_readable_by(cast.anonymous, edition.public_id).content == {"title": "お知らせ"}


def test_what_is_not_clear_cannot_be_published(cast):
    edition = cast.report(cast.electric, Tlp.GREEN)

    with acting_as(cast.electric), pytest.raises(NotPublishable):
        publish(cast.electric, edition.public_id, is_confirmed=True)


def test_the_public_party_is_not_a_way_around_publishing(cast):
    edition = cast.report(cast.electric, Tlp.CLEAR)

    with pytest.raises(NotPublishable):
        cast.send(cast.electric, edition, str(Party(Naming.PUBLIC)))


# ------------------------------------------------------------------ numbers
def test_a_follow_up_is_numbered_in_its_matter(cast):
    first = cast.report(cast.electric)
    with acting_as(cast.electric):
        second = seal_edition(
            cast.electric,
            Statement(
                kind="report", content={"title": "続報"}, marking=cast.marking(cast.electric), matter=first.matter
            ),
        )

    assert (first.number, second.number) == (1, 2)


def test_a_reader_who_lacks_the_first_sees_no_number_on_the_second(cast):
    first = cast.report(cast.electric)
    with acting_as(cast.electric):
        second = seal_edition(
            cast.electric,
            Statement(
                kind="report", content={"title": "続報"}, marking=cast.marking(cast.electric), matter=first.matter
            ),
        )
    cast.send(cast.electric, second, cast.ministry)

    assert content_for(cast.ministry, second).number is None
    cast.send(cast.electric, first, cast.ministry)
    assert content_for(cast.ministry, second).number == 2


def test_nobody_else_continues_a_matter(cast):
    first = cast.report(cast.electric)
    cast.send(cast.electric, first, cast.ministry)

    with acting_as(cast.ministry), pytest.raises(NotFound):
        seal_edition(
            cast.ministry,
            Statement(
                kind="report", content={"title": "続報"}, marking=cast.marking(cast.ministry), matter=first.matter
            ),
        )


def test_an_edition_without_content_is_refused(cast):
    with pytest.raises(ContentMissing):
        cast.report(cast.electric, content={"title": "  "})


def test_a_missing_and_a_forbidden_edition_answer_alike(cast):
    edition = cast.report(cast.electric)

    with acting_as(cast.bank):
        with pytest.raises(NotFound) as forbidden:
            edition_readable_by(cast.bank, edition.public_id)
        with pytest.raises(NotFound) as missing:
            edition_readable_by(cast.bank, uuid.uuid4())
    assert str(forbidden.value) == str(missing.value)
