"""Deeds that would carry an edition further than its originator allowed, or tell more about it than its reader may know."""

import pytest

from noroshi.audiences.everybody import forget
from noroshi.audiences.viewer import Public, Viewer, acting_as
from noroshi.directory.models import Desk, Group, GroupSeat, Organization
from noroshi.editions.actions import Statement, derive, hop, mark_again, recall, seal_edition
from noroshi.editions.actions.orders import Order, write_order
from noroshi.editions.errors import NobodyInRange, NotACarrier
from noroshi.editions.explaining import preview, readers_of
from noroshi.editions.exploring import Question, explore
from noroshi.editions.foretelling import foretell_hop
from noroshi.editions.models import Edition, EditionKind
from noroshi.editions.queries import edition_readable_by, receipts_readable_by
from noroshi.editions.read_by import readings_of_own
from noroshi.sharing.marking import PartMarking
from noroshi.sharing.parties import Naming, Party, UnknownParty, desk, organization
from noroshi.vocabulary import HopKind, Leg, Tlp
from noroshi.vocabulary.errors import NotFound, Refusal

pytestmark = pytest.mark.django_db

CANARY = "鵺の鳴く夜"


def reads(viewer, edition) -> bool:
    fresh = Viewer(viewer.seat) if isinstance(viewer, Viewer) else viewer
    with acting_as(fresh):
        try:
            return bool(edition_readable_by(fresh, edition.public_id))
        except NotFound:
            return False


def remark(cast, viewer, edition, marking):
    with acting_as(viewer):
        number = Edition.objects.get(public_id=edition.public_id).marking_number
        mark_again(viewer, edition.public_id, marking, read_number=number)


def test_passing_it_to_oneself_does_not_save_it_from_a_narrower_color(cast):
    edition = cast.report(cast.electric, Tlp.GREEN)
    cast.send(cast.electric, edition, cast.bank, cast.bank_ministry)

    cast.send(cast.bank, edition, cast.bank, kind=HopKind.RELAY)
    cast.send(cast.bank_ministry, edition, cast.bank_ministry, kind=HopKind.RELAY)
    cast.send(cast.bank_ministry, edition, cast.electric, kind=HopKind.RELAY)
    remark(cast, cast.electric, edition, cast.marking(cast.electric, Tlp.RED))

    assert not reads(cast.bank, edition)
    assert not reads(cast.bank_ministry, edition)


def test_an_operator_cannot_pass_it_on_through_a_group_that_it_fills_later(cast):
    edition = cast.report(cast.electric, Tlp.GREEN)
    cast.send(cast.electric, edition, cast.neighbor)
    group = Group.objects.create(handle="own", name_ja="自席の会", owner_id=cast.neighbor.desk_id)
    GroupSeat.objects.create(group=group, desk_id=cast.neighbor.desk_id)
    forget()

    with acting_as(cast.neighbor), pytest.raises(NotACarrier):
        hop(cast.neighbor, edition.public_id, kind=HopKind.RELAY, to=[Party(Naming.GROUP, str(group.pk))])


def test_an_operator_still_passes_it_on_inside_its_own_house(cast):
    edition = cast.report(cast.electric, Tlp.GREEN)
    cast.send(cast.electric, edition, cast.neighbor)
    other = Desk.objects.create(organization_id=cast.neighbor.organization_id, handle="hokuryo.field", name_ja="現場")
    forget()

    with acting_as(cast.neighbor):
        own = organization(cast.neighbor.organization_id)
        assert hop(cast.neighbor, edition.public_id, kind=HopKind.RELAY, to=[own, desk(other.pk)])


@pytest.mark.parametrize(
    "text", ["public:x", "everyone_in_range:1", "desk:", "organization", "sector", "kind:", "group:"]
)
def test_a_party_says_whom_it_means_or_names_nobody(text):
    with pytest.raises(UnknownParty):
        Party.parse(text)


@pytest.mark.parametrize("text", ["public", "everyone_in_range"])
def test_nobody_is_added_excluded_or_given_a_field_by_naming_everybody(cast, text):
    party = frozenset({Party.parse(text)})
    wrong = ({"additions": party}, {"exclusions": party}, {"parts": (PartMarking(frozenset({"title"}), None, party),)})

    for more in wrong:
        with pytest.raises(Refusal):
            cast.report(cast.electric, Tlp.RED, **more)


def derived_by(cast, viewer, source, tlp=Tlp.GREEN, content=None):
    marking = cast.marking(viewer, tlp, leg=Leg.CEPTOAR_TO_MINISTRY)
    with acting_as(viewer):
        return derive(viewer, [source.public_id], Statement(EditionKind.REPORT, content or {"title": "要約"}, marking))


def test_a_withheld_field_that_is_taken_along_takes_its_range_along(cast):
    only = frozenset({desk(cast.secretariat.desk_id)})
    source = cast.report(
        cast.electric,
        Tlp.GREEN,
        {"title": "題", "detail": CANARY},
        parts=(PartMarking(frozenset({"detail"}), Tlp.RED, only),),
        additions=only,
    )
    cast.send(cast.electric, source, cast.secretariat)

    for content in ({"title": CANARY}, {"title": "要約", "body": [{"text": f"曰く、{CANARY}。"}]}):
        copied = derived_by(cast, cast.secretariat, source, content=content)
        with pytest.raises(NobodyInRange):
            cast.send(cast.secretariat, copied, cast.ministry, kind=HopKind.RELAY)
    clean = derived_by(cast, cast.secretariat, source)
    cast.send(cast.secretariat, clean, cast.ministry, kind=HopKind.RELAY)
    assert reads(cast.ministry, clean)


def test_who_may_not_read_what_came_before_is_not_told_its_number_by_the_seal(cast):
    first = cast.report(cast.electric)
    with acting_as(cast.electric):
        statement = Statement(EditionKind.REPORT, {"title": "続報"}, cast.marking(cast.electric), matter=first.matter)
        second = seal_edition(cast.electric, statement)
    cast.send(cast.electric, second, cast.ministry)

    with acting_as(cast.ministry):
        read = edition_readable_by(cast.ministry, second.public_id)
    with acting_as(cast.electric):
        own = edition_readable_by(cast.electric, second.public_id)

    assert read.number is None
    assert "number" not in read.seal
    assert "number" not in read.seal["header"]
    assert read.is_whole
    assert own.number == 2
    assert own.seal["number"][1] == 2
    assert own.is_whole


def test_receipts_are_counted_by_what_their_keeper_sees(cast):
    edition = cast.report(cast.electric, Tlp.GREEN)
    cast.send(cast.electric, edition, cast.ministry)
    cast.send(cast.electric, edition, cast.bank)

    with acting_as(cast.bank):
        assert [receipt.number for receipt in receipts_readable_by(cast.bank, edition.public_id)] == [1]


@pytest.fixture
def two_editions(cast):
    """A matter of which a colleague without need to know reads the last edition only."""
    first = cast.report(cast.electric, Tlp.AMBER, {"title": CANARY})
    with acting_as(cast.electric):
        green = Statement(
            EditionKind.REPORT, {"title": "続報"}, cast.marking(cast.electric, Tlp.GREEN), matter=first.matter
        )
        return first, seal_edition(cast.electric, green)


def test_nobody_comes_to_know_a_matter_by_writing_into_it(cast, two_editions):
    first, second = two_editions
    author = cast.electric_colleague
    assert not reads(author, first)
    assert reads(author, second)

    amber = Statement(
        EditionKind.REPORT,
        {"title": "x"},
        cast.marking(author, Tlp.AMBER, sectors=frozenset({"gas"})),
        matter=first.matter,
    )
    with acting_as(author), pytest.raises(Refusal):
        seal_edition(author, amber)
    with acting_as(author), pytest.raises(Refusal):
        mark_again(author, second.public_id, cast.marking(author, Tlp.AMBER), read_number=1)

    assert not reads(author, first)


def test_a_colleague_goes_on_writing_without_stumbling_over_what_it_may_not_see(cast):
    first = cast.report(cast.electric, Tlp.GREEN)
    with acting_as(cast.electric):
        hidden = Statement(EditionKind.REPORT, {"title": CANARY}, cast.marking(cast.electric), matter=first.matter)
        seal_edition(cast.electric, hidden)
    author = cast.electric_colleague

    with acting_as(author):
        green = Statement(EditionKind.REPORT, {"title": "続報"}, cast.marking(author, Tlp.GREEN), matter=first.matter)
        third = seal_edition(author, green)
        assert edition_readable_by(author, third.public_id).number is None


@pytest.fixture
def confidential(cast):
    group = Group.objects.create(
        handle="himitsu", name_ja="秘匿の会", owner_id=cast.hub.desk_id, roster_is_confidential=True
    )
    for member in (cast.bank, cast.electric, cast.ministry, cast.hub, cast.police):
        GroupSeat.objects.create(group=group, desk_id=member.desk_id)
    forget()
    return group


def party_of(group) -> Party:
    return Party(Naming.GROUP, str(group.pk))


def posted(cast, group):
    edition = cast.report(cast.electric, additions=frozenset({party_of(group)}))
    with acting_as(cast.electric):
        hop(cast.electric, edition.public_id, kind=HopKind.POST, to=[party_of(group)])
    assert reads(cast.bank, edition)
    return edition


def told_readers(cast, edition) -> tuple[set[str], set[int]]:
    electric = Viewer(cast.electric.seat)
    with acting_as(electric):
        named = {row.handle for row, _ in readers_of(electric, edition.public_id) if row}
        page = readings_of_own(electric)
        return named, {row.desk.pk for row in page.rows if row.desk and edition.public_id in row.editions}


def test_a_member_that_left_the_confidential_group_is_not_named_afterwards(cast, confidential):
    edition = posted(cast, confidential)

    GroupSeat.objects.filter(group=confidential, desk=cast.bank.desk_id).delete()
    forget()

    assert told_readers(cast, edition) == (set(), set())


def test_members_are_not_named_once_the_group_is_marked_away_or_the_edition_recalled(cast, confidential):
    edition, other = posted(cast, confidential), posted(cast, confidential)

    remark(cast, cast.electric, edition, cast.marking(cast.electric))
    with acting_as(cast.electric):
        recall(cast.electric, other.public_id, read_number=1, reason="誤り")

    assert told_readers(cast, edition) == (set(), set())
    assert told_readers(cast, other) == (set(), set())


def test_who_read_before_a_recall_is_still_named(cast):
    edition = cast.report(cast.electric)
    cast.send(cast.electric, edition, cast.ministry)
    assert reads(cast.ministry, edition)
    with acting_as(cast.electric):
        recall(cast.electric, edition.public_id, read_number=1, reason="誤り")

    assert told_readers(cast, edition) == ({"meti"}, {cast.ministry.desk_id})


def everybody_named(shown) -> set[str]:
    return named(shown.held_now) | named(shown.at_most) | named(shown.never)


def named(reaches) -> set[str]:
    numbers = [reach.organization for reach in reaches]
    return set(Organization.objects.filter(pk__in=numbers).values_list("handle", flat=True))


def test_no_preview_spells_out_a_confidential_roster(cast, confidential):
    party = frozenset({party_of(confidential)})
    plain = cast.marking(cast.electric, Tlp.GREEN)
    part = PartMarking(frozenset({"contact"}), None, party)

    with acting_as(cast.electric):
        withheld = preview(plain.for_part(part))
        addressed = preview(cast.marking(cast.electric, Tlp.RED, destinations=party))
        without = preview(cast.marking(cast.electric, Tlp.RED))

    assert named(withheld.at_most) == {"shiomi"}
    assert {"aoshio", "fsa"} <= named(withheld.never)
    assert everybody_named(addressed) == everybody_named(without)
    assert [one.group for one in withheld.groups] == [confidential]


def test_only_who_knows_the_roster_excludes_a_confidential_group(cast, confidential):
    text = f"group:{confidential.public_id}"

    with acting_as(cast.electric), pytest.raises(UnknownParty):
        explore(cast.electric, Question(tlp=Tlp.GREEN, exclusions=[text]))
    with acting_as(cast.hub):
        assert explore(cast.hub, Question(tlp=Tlp.GREEN, exclusions=[text]))


def test_a_hop_neither_foretold_nor_tried_asks_who_is_in_a_confidential_group(cast, confidential):
    edition = posted(cast, confidential)
    for viewer in (cast.electric, cast.ministry):
        with acting_as(viewer):
            member = foretell_hop(viewer, edition.public_id, [desk(cast.bank.desk_id)])
            stranger = foretell_hop(viewer, edition.public_id, [desk(cast.bank_secretariat.desk_id)])
        assert (member.organizations, stranger.organizations) == (0, 0)

    for viewer in (cast.bank, cast.bank_secretariat):
        with pytest.raises(NobodyInRange):
            cast.send(cast.electric, edition, viewer, kind=HopKind.RELAY)


def test_a_standing_order_ends_with_the_office_that_gave_it(cast):
    with acting_as(cast.ministry):
        write_order(cast.ministry, Order(to=frozenset({desk(cast.bank.desk_id)})))
    Organization.objects.filter(pk=cast.ministry.organization_id).update(kinds=["operator"])
    forget()
    edition = cast.report(cast.electric, Tlp.GREEN)

    cast.send(cast.electric, edition, cast.ministry)

    assert reads(cast.ministry, edition)
    assert not reads(cast.bank, edition)


def test_a_liaison_desk_answers_for_no_sector_that_its_ministry_does_not_have(cast):
    Desk.objects.filter(pk=cast.ministry.desk_id).update(sectors=["banking"])
    forget()
    edition = cast.report(cast.bank, Tlp.AMBER, sectors=frozenset({"banking"}))

    with pytest.raises(NobodyInRange):
        cast.send(cast.bank, edition, cast.ministry)


def test_the_public_and_the_platform_read_nothing_of_all_this(cast, confidential):
    edition = posted(cast, confidential)

    assert not reads(Public(), edition)
    assert not reads(cast.platform, edition)
