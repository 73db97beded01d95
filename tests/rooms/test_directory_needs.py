"""Need to know, contacts, agreements, handling rules: given by somebody else, recorded, and seen by whom they concern."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from noroshi.directory.actions.agreements import confirm_agreement, end_agreement, record_agreement
from noroshi.directory.actions.contacts import confirm_contact, schedule_contact_checks
from noroshi.directory.actions.desks import edit_desk
from noroshi.directory.actions.duties import assign_matter, end_assignment, end_duty, give_duty
from noroshi.directory.actions.rules import edit_handling_rule, withdraw_handling_rule, write_handling_rule
from noroshi.directory.actions.seats import edit_membership, end_membership
from noroshi.directory.facts import desk_facts, desks_of_partners, person_facts
from noroshi.directory.models import ContactCheck
from noroshi.directory.queries import agreements, contacts, handling_rules, overdue_contacts, people_of_own_organization
from noroshi.sharing.facts import Topic
from noroshi.vocabulary.errors import InvalidFields, NotFound, NotYours, Refusal
from tests.rooms.directory_world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def test_a_duty_gives_need_to_know_until_it_ends(world: World) -> None:
    seat = world.membership("suzuki@denryoku")
    administrator = world.seat("sato@denryoku")
    topic = Topic(sectors=frozenset({"gas"}))
    assert not person_facts(seat.pk).needs_to_know(topic)

    give_duty(actor=administrator, membership=seat.public_id, sector="gas")
    give_duty(actor=administrator, membership=seat.public_id, sector="gas")
    assert person_facts(seat.pk).needs_to_know(topic)

    end_duty(actor=administrator, membership=seat.public_id, sector="gas")
    assert not person_facts(seat.pk).needs_to_know(topic)
    with pytest.raises(NotFound):
        end_duty(actor=administrator, membership=seat.public_id, sector="gas")


def test_a_duty_for_an_unknown_sector_is_refused(world: World) -> None:
    seat = world.membership("suzuki@denryoku")
    with pytest.raises(InvalidFields) as refused:
        give_duty(actor=world.seat("sato@denryoku"), membership=seat.public_id, sector="moon")
    assert refused.value.fields == {"sector": ["sector_unknown"]}


def test_nobody_gives_need_to_know_to_themselves(world: World) -> None:
    own = world.membership("sato@denryoku")
    actor = world.seat("sato@denryoku")
    for attempt in (
        lambda: give_duty(actor=actor, membership=own.public_id, sector="gas"),
        lambda: assign_matter(actor=actor, membership=own.public_id, matter=uuid4()),
        lambda: edit_membership(actor=actor, membership=own.public_id, version=own.version, is_deputy=True),
        lambda: edit_membership(actor=actor, membership=own.public_id, version=own.version, role="secretariat"),
    ):
        with pytest.raises(Refusal) as refused:
            attempt()
        assert refused.value.code == "not_for_yourself"


def test_the_contact_of_a_desk_assigns_colleagues_to_a_matter(world: World) -> None:
    contact = world.hire_at("denryoku.csirt", "poc", "planning", is_poc=True)
    seat, matter = world.membership("suzuki@denryoku"), uuid4()

    made = assign_matter(actor=world.seat("poc@denryoku"), membership=seat.public_id, matter=matter, reason="夜間対応")

    assert contact.is_poc
    assert person_facts(seat.pk).matters == {str(matter)}
    seen = {row.login: row for row in people_of_own_organization(world.seat("sato@denryoku"))}
    assert seen["suzuki@denryoku"].memberships[0].assignments[0].reason == "夜間対応"
    other_desk = people_of_own_organization(world.seat("tanaka@denryoku"))
    assert "夜間対応" not in str(other_desk)
    end_assignment(actor=world.seat("poc@denryoku"), assignment=made.public_id)
    assert person_facts(seat.pk).matters == frozenset()


def test_a_colleague_without_need_to_know_assigns_nobody(world: World) -> None:
    world.hire_at("denryoku.csirt", "second", "planning")
    seat = world.membership("second@denryoku")

    with pytest.raises(NotYours):
        assign_matter(actor=world.seat("suzuki@denryoku"), membership=seat.public_id, matter=uuid4())


def test_a_new_contact_is_to_be_confirmed_within_seven_days_and_then_every_ninety(world: World) -> None:
    seat = world.membership("sato@denryoku")
    today = timezone.localdate()
    check = seat.contact_checks.get()
    assert (check.reason, check.due_date) == ("move", today + timedelta(days=7))

    confirm_contact(actor=world.seat("sato@denryoku"), membership=seat.public_id)

    assert seat.contact_checks.get(confirmed_at=None).due_date == today + timedelta(days=90)
    assert seat.contact_checks.exclude(confirmed_at=None).get().confirmed_by == seat.person


def test_a_move_of_person_or_telephone_brings_the_check_forward(world: World) -> None:
    seat = world.membership("sato@denryoku")
    soon = timezone.localdate() + timedelta(days=7)
    confirm_contact(actor=world.seat("sato@denryoku"), membership=seat.public_id)

    desk = world.desk("denryoku.csirt")
    edit_desk(actor=world.seat("sato@denryoku"), desk=desk.public_id, version=desk.version, telephone="00-0000-0001")
    assert seat.contact_checks.get(confirmed_at=None).due_date == soon

    clerk = world.membership("suzuki@denryoku")
    edit_membership(
        actor=world.seat("sato@denryoku"), membership=clerk.public_id, version=clerk.version, is_deputy=True
    )
    assert clerk.contact_checks.get().due_date == soon


def test_scheduling_is_repeatable_and_forgets_who_is_no_contact_any_more(world: World) -> None:
    today = timezone.localdate()
    ContactCheck.objects.filter(membership__person__login="root@platform").delete()
    ContactCheck.objects.filter(membership__person__login="kato@ginko").update(confirmed_at=timezone.now())
    assert schedule_contact_checks(today=today) == 2
    assert schedule_contact_checks(today=today) == 0

    seat = world.membership("kato@ginko")
    end_membership(actor=world.seat("kato@ginko"), membership=seat.public_id)
    schedule_contact_checks(today=today)
    assert not ContactCheck.objects.filter(membership=seat, confirmed_at=None).exists()


def test_overdue_contacts_are_listed_for_who_looks_after_them(world: World) -> None:
    later = timezone.localdate() + timedelta(days=8)
    for login in ("sato@denryoku", "liaison@keisan", "jimu@denki"):
        assert "denryoku.csirt" in [row.desk.handle for row in overdue_contacts(world.seat(login), later)]
    assert {row.desk.handle for row in overdue_contacts(world.seat("chief@center"), later)} >= {
        "denryoku.csirt",
        "ginko.csirt",
    }
    for login in ("kato@ginko", "moderator@isac"):
        assert "denryoku.csirt" not in [row.desk.handle for row in overdue_contacts(world.seat(login), later)]
    assert overdue_contacts(world.seat("sato@denryoku")) == []


def test_a_contact_is_confirmed_by_itself_or_its_administrator_only(world: World) -> None:
    seat = world.membership("sato@denryoku")
    with pytest.raises(NotYours):
        confirm_contact(actor=world.seat("suzuki@denryoku"), membership=seat.public_id)
    with pytest.raises(NotFound):
        confirm_contact(actor=world.seat("kato@ginko"), membership=seat.public_id)
    with pytest.raises(NotFound):
        confirm_contact(actor=world.seat("sato@denryoku"), membership=world.membership("suzuki@denryoku").public_id)


def test_contacts_of_a_known_organization_are_shown_and_of_an_unknown_one_not_found(world: World) -> None:
    (shown,) = contacts(world.seat("jimu@denki"), world.id("denryoku"))
    assert (shown.name_ja, shown.is_poc, shown.may_confirm) == ("satoの名", True, False)
    with pytest.raises(NotFound):
        contacts(world.seat("kato@ginko"), world.id("denryoku"))


def partner(world: World, **more: object) -> object:
    return record_agreement(
        actor=world.seat("moderator@isac"),
        own=world.id("isac"),
        other=world.id("center"),
        kind="analysis_partner",
        signed_date=date(2026, 4, 1),
        **more,
    ).public_id


def test_an_agreement_gives_nothing_until_the_other_side_confirms(world: World) -> None:
    desk = world.desk("isac.hub")
    made = partner(world)
    assert not desk_facts([desk.pk])[0].is_analysis_partner
    with pytest.raises(Refusal) as refused:
        confirm_agreement(actor=world.seat("moderator@isac"), agreement=made)
    assert refused.value.code == "other_side_confirms"
    with pytest.raises(NotFound):
        confirm_agreement(actor=world.seat("kato@ginko"), agreement=made)

    confirm_agreement(actor=world.seat("chief@center"), agreement=made)
    assert desk_facts([desk.pk])[0].is_analysis_partner

    end_agreement(actor=world.seat("moderator@isac"), agreement=made)
    assert not desk_facts([desk.pk])[0].is_analysis_partner


def test_an_agreement_ends_with_its_last_day(world: World) -> None:
    made = partner(world, ends_date=timezone.localdate() - timedelta(days=1))

    confirm_agreement(actor=world.seat("chief@center"), agreement=made)

    assert not desk_facts([world.desk("isac.hub").pk])[0].is_analysis_partner
    assert agreements(world.seat("chief@center"))[0].has_ended


def test_agreements_are_read_by_their_two_sides(world: World) -> None:
    partner(world)

    assert len(agreements(world.seat("chief@center"))) == 1
    for login in ("kato@ginko", "liaison@keisan", "root@platform"):
        assert agreements(world.seat(login)) == []


def test_an_agreement_that_ends_before_it_began_or_with_itself_is_refused(world: World) -> None:
    with pytest.raises(InvalidFields) as refused:
        partner(world, ends_date="2026-03-31")
    assert refused.value.fields == {"ends_date": ["ends_before_it_began"]}
    with pytest.raises(InvalidFields) as refused:
        record_agreement(
            actor=world.seat("moderator@isac"),
            own=world.id("isac"),
            other=world.id("isac"),
            kind="nda",
            signed_date="2026-04-01",
        )
    assert refused.value.fields == {"other": ["two_parties_needed"]}


def test_handling_rules_are_read_by_members_and_by_nobody_else(world: World) -> None:
    made = write_handling_rule(
        actor=world.seat("jimu@denki"), title_ja="取扱い", text_ja="会員限り", valid_from="2026-04-01"
    )

    for login in ("suzuki@denryoku", "jimu@denki"):
        assert [row.id for row in handling_rules(world.seat(login))] == [made.public_id]
    for login in ("kato@ginko", "moderator@isac", "root@platform", "chief@center"):
        assert handling_rules(world.seat(login)) == []
    withdraw_handling_rule(actor=world.seat("jimu@denki"), rule=made.public_id)
    assert handling_rules(world.seat("suzuki@denryoku")) == []


def test_only_the_own_organization_writes_its_rules(world: World) -> None:
    made = write_handling_rule(
        actor=world.seat("jimu@denki"), title_ja="取扱い", text_ja="会員限り", valid_from="2026-04-01"
    )
    for login in ("kato@ginko", "sato@denryoku", "root@platform"):
        with pytest.raises(NotFound):
            edit_handling_rule(actor=world.seat(login), rule=made.public_id, version=1, title_ja="x")
    with pytest.raises(NotYours):
        write_handling_rule(actor=world.seat("suzuki@denryoku"), title_ja="x", text_ja="x", valid_from="2026-04-01")
    with pytest.raises(InvalidFields) as refused:
        write_handling_rule(actor=world.seat("jimu@denki"), title_en="x")
    assert refused.value.fields == {
        "title_ja": ["text_missing"],
        "text_ja": ["text_missing"],
        "valid_from": ["text_missing"],
    }


def test_desks_whose_facts_change_by_date_are_those_of_both_sides(world: World) -> None:
    assert desks_of_partners() == set()

    partner(world)

    assert desks_of_partners() == {world.desk("isac.hub").pk, world.desk("center.cip").pk}
