"""The nine sharing patterns: chosen, previewed, set up, undone; each only by a house that it is for."""

import uuid
from typing import Final

import pytest
from django.utils import timezone

from noroshi.audiences.everybody import forget
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import Agreement, Desk, Group, Membership, Organization
from noroshi.editions.models import StandingOrder
from noroshi.sheets.actions import set_up_pattern, undo_pattern
from noroshi.sheets.models import SetUp
from noroshi.sheets.patterns import patterns
from noroshi.sheets.setting_up import PartnersNeeded, PatternNotForThisHouse, in_force, offered, planned
from noroshi.vocabulary import DeskKind
from noroshi.vocabulary.errors import NotFound, NotYours
from tests.cast import Cast
from tests.rooms.test_sheets import named, seen, shared

pytestmark = pytest.mark.django_db


def desk_of(viewer: Viewer) -> uuid.UUID:
    return Desk.objects.get(pk=viewer.desk_id).public_id


def handles(made: SetUp) -> set[str]:
    return set(Group.objects.get(pk=made.group_id).seats.values_list("desk__handle", flat=True))


def as_kind(viewer: Viewer, kind: str) -> None:
    Organization.objects.filter(pk=viewer.organization_id).update(kinds=[kind])
    Membership.objects.filter(pk=viewer.seat.membership_id).update(is_administrator=True)
    forget()


def known_to_each_other(one: Viewer, other: Viewer) -> None:
    sides = {"first_id": one.organization_id, "second_id": other.organization_id}
    Agreement.objects.create(
        kind=Agreement.Kind.NDA, signed_date=timezone.localdate(), confirmed_at=timezone.now(), **sides
    )
    forget()


def test_all_nine_of_the_table_are_there_in_its_order() -> None:
    assert [one.number for one in patterns()] == list(range(1, 10))


def test_each_kind_of_house_is_offered_its_own(cast: Cast) -> None:
    expected = {
        cast.electric: {1, 2},
        cast.isac: {3, 4},
        cast.secretariat: {3},
        cast.hub: {5, 6},
        cast.ministry: set(),
        cast.center: set(),
    }
    for viewer, numbers in expected.items():
        with acting_as(viewer):
            assert {one.number for one in offered(viewer)} == numbers
    with acting_as(cast.electric), pytest.raises(PatternNotForThisHouse):
        set_up_pattern(cast.electric, "hub_as_isac")


def test_operators_share_directly_with_whom_they_chose(cast: Cast) -> None:
    with acting_as(cast.electric):
        plan = planned(cast.electric, "operators", [desk_of(cast.neighbor)])
        assert [desk.pk for desk in plan.partners] == [cast.neighbor.desk_id]
        made = set_up_pattern(cast.electric, "operators", [desk_of(cast.neighbor)], name="北と潮")

    to = f"group:{Group.objects.get(pk=made.group_id).public_id}"
    sheet = shared(cast.neighbor, "green", [to])
    assert seen(cast.electric, sheet)
    for stranger in (cast.bank, cast.isac, cast.hub, cast.ministry):
        assert not seen(stranger, sheet)


def test_the_hub_passes_on_to_isacs_at_once_and_undoing_ends_it(cast: Cast) -> None:
    with acting_as(cast.hub):
        made = set_up_pattern(cast.hub, "hub_to_isac", [desk_of(cast.isac)])
    first = shared(cast.electric, "clear", named(cast, "organization:miotsukushi"))
    assert seen(cast.isac, first)

    with acting_as(cast.hub):
        undo_pattern(cast.hub, made.public_id)
        assert in_force(cast.hub) == []
    second = shared(cast.electric, "clear", named(cast, "organization:miotsukushi"))

    assert not seen(cast.isac, second)
    assert not seen(cast.isac, first)
    assert not Group.objects.get(pk=made.group_id).is_active
    assert StandingOrder.objects.get(pk=made.order_id).ended_at is not None


def test_inside_one_house_its_desks_sit_together(cast: Cast) -> None:
    with acting_as(cast.electric):
        plan = planned(cast.electric, "inside", [])
        made = set_up_pattern(cast.electric, "inside")

    assert plan.missing == ()
    assert {"shiomi.csirt", "shiomi.board", "shiomi.systems"} <= handles(made)


def test_a_firm_without_a_csirt_gets_a_field_desk_and_executives_and_no_csirt(cast: Cast) -> None:
    """The field desk is both: a CSIRT is not founded by choosing a pattern."""
    house = Desk.objects.filter(organization=cast.electric.organization_id)
    house.filter(kind__in=["field", "executive"]).update(is_active=False)
    house.filter(pk=cast.electric.desk_id).update(kind="general")

    with acting_as(cast.electric):
        assert planned(cast.electric, "inside", []).missing == (DeskKind.FIELD, DeskKind.EXECUTIVE)
        made = set_up_pattern(cast.electric, "inside")

    assert {"shiomi.field", "shiomi.executive"} <= handles(made)
    assert not house.filter(kind="csirt", is_active=True).exists()


CHOICES: Final = {
    "inside": ("electric", ""),
    "operators": ("electric", "neighbor"),
    "through_isac": ("isac", "electric"),
    "isac_to_isac": ("isac", "agency"),
    "hub_to_isac": ("hub", "isac"),
    "hub_as_isac": ("hub", "bank"),
    "provider_to_hub": ("vendor", "hub"),
    "provider_to_isac": ("vendor", "isac"),
    "provider_to_operator": ("maintainer", "electric"),
}
"""Who chooses it, and with whom. For these, vendor and maintainer provide information and the agency is an ISAC."""


@pytest.mark.parametrize("key", CHOICES)
def test_each_of_the_nine_carries_a_sheet_to_those_it_names_and_to_nobody_else(cast: Cast, key: str) -> None:
    chooser, partner = (getattr(cast, name) if name else None for name in CHOICES[key])
    as_kind(cast.vendor, "information_provider")
    as_kind(cast.maintainer, "information_provider")
    as_kind(cast.agency, "isac")
    known_to_each_other(cast.hub, cast.bank)

    with acting_as(chooser):
        made = set_up_pattern(chooser, key, [desk_of(partner)] if partner else [])
    to = f"group:{Group.objects.get(pk=made.group_id).public_id}"
    sheet = shared(Viewer(chooser.seat), "green", [to])

    within = [cast.electric_executive] if partner is None else [partner]
    for viewer in within:
        assert seen(Viewer(viewer.seat), sheet)
    for stranger in {cast.neighbor, cast.ministry, cast.center, cast.bank} - {chooser, *within}:
        assert not seen(Viewer(stranger.seat), sheet)


def test_partners_are_needed_and_only_known_ones_are_found(cast: Cast) -> None:
    with acting_as(cast.electric), pytest.raises(PartnersNeeded):
        set_up_pattern(cast.electric, "operators")
    with acting_as(cast.electric), pytest.raises(NotFound):
        set_up_pattern(cast.electric, "operators", [desk_of(cast.bank)])


def test_a_stranger_undoes_nothing_and_a_plain_member_sets_up_nothing(cast: Cast) -> None:
    with acting_as(cast.electric):
        made = set_up_pattern(cast.electric, "operators", [desk_of(cast.neighbor)])

    with acting_as(cast.bank), pytest.raises(NotFound):
        undo_pattern(cast.bank, made.public_id)
    with acting_as(cast.electric_colleague), pytest.raises(NotYours):
        set_up_pattern(cast.electric_colleague, "operators", [desk_of(cast.neighbor)])
