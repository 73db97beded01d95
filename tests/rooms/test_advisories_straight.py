"""Straight from the center only as a warning under an agreement: by every other way an advisory goes through the ministry."""

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from noroshi.advisories.actions import begin_advisory, issue_advisory, relay_advisory
from noroshi.advisories.hindrances import hindrances
from noroshi.audiences.everybody import forget
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import Group, GroupSeat
from noroshi.drafting.queries import draft
from noroshi.drafting.sending import filled
from noroshi.editions.actions import hop
from noroshi.editions.errors import ThroughTheLiaison
from noroshi.editions.foretelling import foretell_hop
from noroshi.editions.wishes import parties
from noroshi.emergency.actions import warn_directly
from noroshi.sharing.parties import Naming, Party
from noroshi.vocabulary import HopKind
from tests.cast import Cast
from tests.drafted import amended
from tests.rooms.test_attacks_canary import caller_of
from tests.rooms.test_emergency import REASON, home, reads, warning
from tests.rooms.test_pages_drafts import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def ways_down(cast: Cast) -> list[str]:
    """Every naming by which an operator or a CEPTOAR is reached."""
    world = cast.world
    return [
        f"organization:{home(cast, 'hokuryo')}",
        f"organization:{home(cast, 'shiomi')}",
        f"desk:{world.desks['shiomi.csirt'].public_id}",
        f"desk:{world.desks['electricity_ceptoar.secretariat'].public_id}",
        f"ceptoar_members:{home(cast, 'electricity_ceptoar')}",
        "kind:operator",
        "kind:ceptoar",
        "sector:electricity",
        "everyone_in_range",
    ]


def passes(viewer: Viewer, edition: UUID, *to: str, kind: HopKind = HopKind.RELAY) -> None:
    with acting_as(viewer):
        hop(viewer, edition, kind=kind, to=parties(viewer, to))


@pytest.mark.parametrize("importance", ["warning", "caution"])
def test_no_hop_of_the_center_reaches_those_below_whatever_names_them(cast: Cast, importance: str) -> None:
    edition = warning(cast, tlp="green", importance=importance)

    for to in ways_down(cast):
        for kind in (HopKind.SUBMIT, HopKind.RELAY, HopKind.ISSUE, HopKind.POST):
            with pytest.raises(ThroughTheLiaison):
                passes(cast.center, edition, to, kind=kind)
    with acting_as(cast.center), pytest.raises(ThroughTheLiaison):
        relay_advisory(cast.center, edition, to=[ways_down(cast)[0]])

    assert not any(reads(one, edition) for one in (cast.electric, cast.neighbor, cast.secretariat))


def test_the_liaison_takes_it_down_and_the_center_may_tell_another_ministry(cast: Cast) -> None:
    edition = warning(cast, tlp="green")

    passes(cast.center, edition, f"desk:{cast.world.desks['fsa.finance'].public_id}")
    with acting_as(cast.ministry):
        relay_advisory(cast.ministry, edition, to=[ways_down(cast)[3]])
    passes(cast.secretariat, edition, ways_down(cast)[4])

    assert all(reads(one, edition) for one in (cast.bank_ministry, cast.secretariat, cast.electric))


def test_whom_the_liaison_has_told_is_no_hindrance_to_telling_others(cast: Cast) -> None:
    edition = warning(cast, tlp="green")
    passes(cast.ministry, edition, ways_down(cast)[3])

    passes(cast.center, edition, ways_down(cast)[3], f"desk:{cast.world.desks['fsa.finance'].public_id}")

    assert reads(cast.bank_ministry, edition)


def test_by_the_agreement_it_still_goes_directly(cast: Cast) -> None:
    edition = warning(cast)

    with acting_as(cast.center):
        warn_directly(cast.center, edition, to=[home(cast, "hokuryo")], reason=REASON)

    assert reads(cast.neighbor, edition)


def test_it_is_not_issued_to_an_operator_either_and_that_is_said_before(cast: Cast) -> None:
    with acting_as(cast.center):
        begun = begin_advisory(cast.center)
        wish = {"destinations": [ways_down(cast)[0]]}
        made = amended(cast.center, begun, tlp="green", wish=wish, threat_summary="弱点")
        found = hindrances(cast.center, draft(cast.center, made.public_id), filled(cast.center, made.row))
        assert ThroughTheLiaison in {type(one) for one in found}
        with pytest.raises(ThroughTheLiaison):
            issue_advisory(cast.center, made.public_id, version=made.version)


def test_a_group_of_the_center_is_no_way_round_and_a_group_of_others_has_its_own_rules(cast: Cast) -> None:
    own, foreign = _group(cast.center, cast.electric), _group(cast.secretariat, cast.electric, cast.center)
    edition = warning(cast, tlp="green")

    center = Viewer(cast.center.seat)
    with acting_as(center), pytest.raises(ThroughTheLiaison):
        hop(center, edition, kind=HopKind.POST, to=[own])
    with acting_as(center):
        hop(center, edition, kind=HopKind.POST, to=[foreign])

    assert reads(Viewer(cast.electric.seat), edition)


def test_before_sending_the_refusal_is_said_with_the_way_out(cast: Cast) -> None:
    edition = warning(cast, tlp="green")

    with acting_as(cast.center), pytest.raises(ThroughTheLiaison) as refused:
        foretell_hop(cast.center, edition, parties(cast.center, [ways_down(cast)[1]]))
    body = {"kind": "relay", "to": [ways_down(cast)[1]]}
    answer = caller_of(cast.center).post(f"/editions/{edition}/hops", body)

    assert "リエゾン" in refused.value.message("ja")
    assert (answer.status_code, answer.json()["code"]) == (409, "through_the_liaison")


def test_a_stranger_is_told_that_there_is_no_such_advisory(cast: Cast) -> None:
    edition = warning(cast, tlp="green")
    body = {"kind": "relay", "to": [ways_down(cast)[1]]}

    assert caller_of(cast.bank).post(f"/editions/{edition}/hops", body).status_code == 404
    assert client_of(cast.bank).get(reverse("pass_on", args=[edition])).status_code == 404


def test_the_page_offers_only_what_may_be_and_leads_to_the_direct_way(cast: Cast) -> None:
    edition, mild = warning(cast, tlp="green"), warning(cast, tlp="green", importance="caution")
    shown, other = (_page(cast.center, one) for one in (edition, mild))

    assert f"organization:{home(cast, 'fsa')}" in shown
    assert not any(f'value="{one}"' in shown for one in ways_down(cast) if not one.startswith("sector"))
    assert reverse("warn_directly", args=[edition]) in shown
    assert reverse("warn_directly", args=[mild]) not in other
    assert 'value="everyone_in_range"' in _page(cast.ministry, edition)


def test_chosen_by_address_it_is_told_on_the_page_and_nothing_is_sent(cast: Cast) -> None:
    edition = warning(cast, tlp="green")
    address = reverse("pass_on", args=[edition])
    shown = client_of(cast.center).get(address, {"to": ways_down(cast)[1]}).content.decode()
    answer = client_of(cast.center).post(address, {"to": ways_down(cast)[1], "kind": "relay"})

    assert "handling agreement" in shown
    assert answer.status_code == 409
    assert not reads(cast.electric, edition)


def _page(viewer: Viewer, edition: UUID) -> str:
    return client_of(viewer).get(reverse("pass_on", args=[edition])).content.decode()


def _group(owner: Viewer, *members: Viewer) -> Party:
    group = Group.objects.create(handle=f"g{owner.desk_id}", name_ja="連絡会", owner_id=owner.desk_id)
    for member in (owner, *members):
        GroupSeat.objects.create(group=group, desk_id=member.desk_id)
    forget()
    return Party(Naming.GROUP, str(group.pk))
