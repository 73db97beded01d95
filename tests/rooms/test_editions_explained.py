"""Why do I see this, who holds it, how far may it go, who has read it: each to those who may know, nobody else."""

import pytest

from noroshi.audiences.everybody import forget
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import Group, GroupSeat, Organization
from noroshi.editions.actions import hop
from noroshi.editions.explaining import marking_of_own, preview, reach_of, readers_of, why
from noroshi.editions.queries import Wanted, edition_readable_by, editions_readable_by
from noroshi.ledger.models import Entry
from noroshi.sharing.parties import Naming, Party, organization
from noroshi.vocabulary import HopKind, Tlp
from noroshi.vocabulary.errors import NotFound

pytestmark = pytest.mark.django_db


def names(reaches) -> set[str]:
    numbers = [reach.organization for reach in reaches]
    return set(Organization.objects.filter(pk__in=numbers).values_list("handle", flat=True))


def test_the_reason_names_the_clause_and_its_place(cast):
    edition = cast.report(cast.electric)
    cast.send(cast.electric, edition, cast.ministry)

    with acting_as(cast.electric):
        assert why(cast.electric, edition.public_id).decision.clause == "originator_reads_its_own"
    with acting_as(cast.ministry):
        reason = why(cast.ministry, edition.public_id)
    assert reason.decision.clause == "the_table_names_it"
    assert "図4" in reason.decision.cite
    assert reason.asks_need_to_know


def test_who_does_not_read_is_told_no_reason(cast):
    edition = cast.report(cast.electric)

    with acting_as(cast.bank), pytest.raises(NotFound):
        why(cast.bank, edition.public_id)


def test_the_preview_says_who_may_and_who_never(cast):
    marking = cast.marking(cast.electric, exclusions=frozenset({organization(cast.ministry.organization_id)}))

    with acting_as(cast.electric):
        shown = preview(marking)

    assert "electricity_ceptoar" in names(shown.at_most)
    assert "meti" in names(shown.never)
    assert "aoshio" not in names(shown.at_most)
    assert names(shown.held_now) == {"shiomi"}


def test_held_now_follows_the_hops_and_stays_below_the_most(cast):
    edition = cast.report(cast.electric)
    cast.send(cast.electric, edition, cast.ministry)

    with acting_as(cast.electric):
        reach = reach_of(cast.electric, edition.public_id)

    assert names(reach.held_now) == {"shiomi", "meti"}
    assert reach.desks_now < reach.desks_at_most


def test_only_the_originator_is_told_who_holds_it_and_how_it_is_marked(cast):
    edition = cast.report(cast.electric)
    cast.send(cast.electric, edition, cast.ministry)

    with acting_as(cast.ministry):
        for ask in (reach_of, readers_of, marking_of_own):
            with pytest.raises(NotFound):
                ask(cast.ministry, edition.public_id)


def test_the_provider_sees_which_organization_has_read(cast):
    edition = cast.report(cast.electric)
    cast.send(cast.electric, edition, cast.ministry)
    with acting_as(cast.ministry):
        edition_readable_by(cast.ministry, edition.public_id)

    with acting_as(cast.electric):
        readers = readers_of(cast.electric, edition.public_id)

    assert [(reader.handle, times) for reader, times in readers if reader] == [("meti", 1)]


@pytest.fixture
def confidential(cast):
    group = Group.objects.create(
        handle="himitsu", name_ja="秘匿の会", owner_id=cast.hub.desk_id, roster_is_confidential=True
    )
    for member in (cast.bank, cast.electric, cast.hub):
        GroupSeat.objects.create(group=group, desk_id=member.desk_id)
    forget()
    return group


def test_members_of_a_confidential_group_are_neither_named_nor_counted(cast, confidential):
    party = Party(Naming.GROUP, str(confidential.pk))
    without = cast.marking(cast.electric)

    with acting_as(cast.electric):
        before = preview(without)
        after = preview(cast.marking(cast.electric, additions=frozenset({party})), [party])

    assert names(after.at_most) == names(before.at_most)
    assert after.desks_now == before.desks_now
    assert after.others == before.others
    assert [shown.group for shown in after.groups] == [confidential]


def test_a_reading_by_a_member_of_a_confidential_group_has_no_name(cast, confidential):
    party = Party(Naming.GROUP, str(confidential.pk))
    edition = cast.report(cast.electric, additions=frozenset({party}))
    with acting_as(cast.electric):
        hop(cast.electric, edition.public_id, kind=HopKind.POST, to=[party])
    bank = Viewer(cast.bank.seat)
    with acting_as(bank):
        assert edition_readable_by(bank, edition.public_id)

    with acting_as(cast.electric):
        readers = readers_of(cast.electric, edition.public_id)

    assert readers == [(None, 1)]


def test_one_list_is_one_entry_that_names_the_set(cast):
    editions = [cast.report(cast.electric) for _ in range(3)]

    with acting_as(cast.electric):
        editions_readable_by(cast.electric, Wanted())
        entry = Entry.objects.filter(deed="read", answer="list").latest("pk")

    assert {edition.public_id for edition in editions} <= set(entry.object_ids)
    assert "不審な通信" not in str(entry.detail)


def test_a_stranger_reads_no_entry_about_what_it_may_not_read(cast):
    edition = cast.report(cast.electric)
    with acting_as(cast.electric):
        edition_readable_by(cast.electric, edition.public_id)

    with acting_as(cast.bank):
        assert not Entry.objects.filter(object_ids__contains=[edition.public_id]).exists()


def test_clear_may_go_to_everybody_and_says_so(cast):
    with acting_as(cast.electric):
        assert preview(cast.marking(cast.electric, Tlp.CLEAR)).is_public
        assert not preview(cast.marking(cast.electric, Tlp.GREEN)).is_public
