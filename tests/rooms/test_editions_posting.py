"""Who may post where: the house decides for its desks, the owner for its group, and nobody else."""

import pytest

from noroshi.audiences.everybody import forget
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import Desk, Group, GroupSeat
from noroshi.editions.actions import hop
from noroshi.editions.posting import MayNotPostThere, MayNotWriteThis, rule_desk, rule_group, rules
from noroshi.sharing.parties import Naming, Party
from noroshi.sharing.posting import Posters
from noroshi.vocabulary import HopKind, Tlp
from noroshi.vocabulary.errors import NotFound, NotYours
from tests.rooms.test_attacks_canary import caller_of, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings):
    settings.SECOND_FACTOR_REQUIRED = False


def desk_of(viewer):
    return Desk.objects.get(pk=viewer.desk_id).public_id


@pytest.fixture
def club(cast):
    """Owned by the ISAC, with both electric companies in it."""
    group = Group.objects.create(handle="club", name_ja="会", owner_id=cast.isac.desk_id)
    for member in (cast.electric, cast.neighbor):
        GroupSeat.objects.create(group=group, desk_id=member.desk_id)
    forget()
    return group


def rule(viewer, club, posters, *named):
    with acting_as(Viewer(viewer.seat)):
        rule_group(viewer, club.public_id, posters, [desk_of(one) for one in named])


def post(cast, club, by):
    party = Party(Naming.GROUP, str(club.pk))
    edition = cast.report(by, Tlp.GREEN, additions=frozenset({party}))
    with acting_as(Viewer(by.seat)):
        return hop(by, edition.public_id, kind=HopKind.POST, to=[party])


def test_without_a_rule_every_member_posts(cast, club):
    assert post(cast, club, cast.electric)


def test_the_owner_may_keep_posting_to_itself(cast, club):
    rule(cast.isac, club, Posters.OWNER)

    with pytest.raises(MayNotPostThere):
        post(cast, club, cast.electric)


def test_the_owner_may_name_who_posts(cast, club):
    rule(cast.isac, club, Posters.NAMED, cast.electric)

    assert post(cast, club, cast.electric)
    with pytest.raises(MayNotPostThere):
        post(cast, club, cast.neighbor)


def test_nobody_but_the_owner_rules_a_group(cast, club):
    with pytest.raises(NotYours):
        rule(cast.electric, club, Posters.OWNER)
    with pytest.raises(NotFound):
        rule(cast.bank, club, Posters.OWNER)


def test_a_house_says_what_its_desks_send(cast):
    with acting_as(Viewer(cast.electric.seat)):
        rule_desk(cast.electric, desk_of(cast.electric), ["notice"])

    with pytest.raises(MayNotWriteThis):
        cast.report(cast.electric)
    with acting_as(Viewer(cast.electric.seat)):
        rule_desk(cast.electric, desk_of(cast.electric), None)
    assert cast.report(cast.electric)


def test_only_the_administrator_of_the_own_house_does(cast):
    with acting_as(Viewer(cast.electric_colleague.seat)), pytest.raises(NotYours):
        rule_desk(cast.electric_colleague, desk_of(cast.electric), [])
    with acting_as(Viewer(cast.electric.seat)), pytest.raises(NotFound):
        rule_desk(cast.electric, desk_of(cast.bank), [])


def test_who_it_binds_reads_the_rule_and_a_stranger_nothing(cast, club):
    rule(cast.isac, club, Posters.NAMED, cast.electric)

    for member in (cast.electric, cast.neighbor, cast.isac):
        with acting_as(Viewer(member.seat)):
            (shown,) = (one for one in rules(member) if one.group == club)
        assert shown.posters is Posters.NAMED
        assert [desk.pk for desk in shown.named] == [cast.electric.desk_id]
    with acting_as(Viewer(cast.bank.seat)):
        assert all(one.group != club for one in rules(cast.bank))


def test_names_of_a_confidential_group_are_its_owners_alone(cast, club):
    club.roster_is_confidential = True
    club.save()
    rule(cast.isac, club, Posters.NAMED, cast.electric)

    with acting_as(Viewer(cast.neighbor.seat)):
        (shown,) = (one for one in rules(cast.neighbor) if one.group == club)
    assert shown.named == ()


def test_pages_and_machines_do_the_same(cast, club):
    page = client_of(cast.isac).get("/posting/").content.decode()
    done = client_of(cast.isac).post("/posting/", {"of": "group", "id": str(club.public_id), "posters": "owner"})
    listed = caller_of(cast.neighbor).get("/posting-rules").json()["items"]
    refused = caller_of(cast.neighbor).post(f"/posting-rules/groups/{club.public_id}", {"posters": "members"})

    assert "会" in page
    assert done.status_code == 302
    assert [one["posters"] for one in listed if one["group"] == str(club.public_id)] == ["owner"]
    assert refused.status_code == 403
    assert "会" not in client_of(cast.bank).get("/posting/").content.decode()
