"""The two locks against each other and against the policy read person by person, in random worlds on a real database."""

import uuid
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from noroshi.audiences.actions import definition_of, reread
from noroshi.audiences.everybody import everybody, forget
from noroshi.audiences.kept_schemes import table_of
from noroshi.audiences.queries import audience_ids, readable_by
from noroshi.audiences.viewer import Public, Viewer, acting_as
from noroshi.directory.facts import person_facts
from noroshi.directory.models import Assignment, Desk, Membership, Organization, Person, StandingDuty
from noroshi.directory.seated import seated
from noroshi.editions.actions import Statement, hop, mark_again, recall, seal_edition
from noroshi.editions.errors import AlreadyRecalled, NeedToKnowMissing, NobodyInRange, NotACarrier, OutsideRange
from noroshi.editions.models import Edition, Part
from noroshi.editions.naming import name_matter
from noroshi.sharing.decisions import decide
from noroshi.sharing.definitions import parse
from noroshi.sharing.marking import ClearWithExclusion, Marking, PartMarking
from noroshi.sharing.parties import Naming, Party
from noroshi.vocabulary import DeskKind, HopKind, Leg, OrganizationKind, Role, TableVariant, Tie, Tlp
from noroshi.vocabulary.errors import NotFound

SECTORS = ("electricity", "finance")
pytestmark = pytest.mark.django_db
REFUSED = (AlreadyRecalled, ClearWithExclusion, NeedToKnowMissing, NobodyInRange, NotACarrier, NotFound, OutsideRange)

few = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@contextmanager
def undone():
    """Whatever an example writes is gone before the next one."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass
class World:
    viewers: list[Viewer]
    desks: list[Desk]


@st.composite
def plans(draw):
    organizations = draw(
        st.lists(
            st.tuples(
                st.sampled_from(
                    [
                        OrganizationKind.OPERATOR,
                        OrganizationKind.MINISTRY,
                        OrganizationKind.CEPTOAR,
                        OrganizationKind.CENTER,
                    ]
                ),
                st.sampled_from(SECTORS),
                st.lists(
                    st.sampled_from([DeskKind.CSIRT, DeskKind.LIAISON, DeskKind.CIP, DeskKind.SECRETARIAT]),
                    min_size=1,
                    max_size=2,
                ),
            ),
            min_size=3,
            max_size=5,
        )
    )
    people = draw(
        st.lists(
            st.tuples(
                st.sampled_from(list(Role)),
                st.sampled_from(list(Tie)),
                st.sampled_from([None, -1, 0, 30]),
                st.booleans(),
                st.booleans(),
            ),
            min_size=10,
            max_size=10,
        )
    )
    return organizations, people


def build(plan) -> World:
    organizations, people = plan
    desks, viewers, today = [], [], timezone.localdate()
    for kind, sector, desk_kinds in organizations:
        home = Organization.objects.create(
            handle=uuid.uuid4().hex[:12], name_ja="組織", kinds=[kind.value], sectors=[sector]
        )
        desks += [
            Desk.objects.create(organization=home, handle=uuid.uuid4().hex[:12], name_ja="席", kind=each.value)
            for each in desk_kinds
        ]
    for number, (role, tie, nda, is_poc, has_duty) in enumerate(people):
        desk = desks[number % len(desks)]
        somebody = Person.objects.create(login=uuid.uuid4().hex, name_ja="人")
        nda_until = None if nda is None else today + timedelta(days=nda)
        seat = Membership.objects.create(
            person=somebody, desk=desk, role=role.value, tie=tie.value, nda_until=nda_until, is_poc=is_poc
        )
        if has_duty:
            StandingDuty.objects.create(membership=seat, sector=SECTORS[number % 2])
        viewers.append(Viewer(seated(somebody.pk, desk.pk)))
    forget()
    return World(viewers, desks)


def party(world: World, number: int) -> Party:
    desk = world.desks[number % len(world.desks)]
    choices = (
        Party(Naming.DESK, str(desk.pk)),
        Party(Naming.ORGANIZATION, str(desk.organization_id)),
        Party(Naming.SECTOR, SECTORS[number % 2]),
        Party(Naming.EVERYONE_IN_RANGE),
    )
    return choices[number % 4]


def particular(world: World, number: int) -> Party:
    """Somebody whom a marking may add, exclude or give a field to: never everybody."""
    return party(world, number - number % 4 + number % 3)


deeds = st.lists(
    st.tuples(
        st.sampled_from(["seal", "hop", "mark", "recall", "assign", "move"]),
        st.integers(0, 40),
        st.integers(0, 40),
        st.sampled_from(list(Tlp)),
    ),
    min_size=3,
    max_size=9,
)


def live(world: World, steps) -> list[uuid.UUID]:
    """Deeds in random order by random people; what a room refuses has not happened."""
    made: list[tuple[uuid.UUID, Viewer]] = []
    for deed, first, second, tlp in steps:
        actor = world.viewers[first % len(world.viewers)]
        try:
            with acting_as(actor):
                if deed == "seal" or not made:
                    made.append((seal_edition(actor, statement(world, actor, second, tlp)).public_id, actor))
                else:
                    change(world, deed, actor, made[second % len(made)], first, tlp)
        except REFUSED:
            continue
    return [edition for edition, _ in made]


def statement(world: World, actor: Viewer, number: int, tlp: Tlp) -> Statement:
    excluded = frozenset({particular(world, number)}) if number % 5 == 0 and tlp is not Tlp.CLEAR else frozenset()
    parts = (
        (PartMarking(frozenset({"operator_name"}), None, frozenset({particular(world, number + 1)})),)
        if number % 3 == 0
        else (PartMarking(frozenset({"operator_name"}), kept_from=frozenset({particular(world, number + 2)})),)
        if number % 3 == 1
        else ()
    )
    marking = Marking(
        tlp=tlp,
        variant=list(TableVariant)[number % 3],
        leg=list(Leg)[number % 5],
        sectors=frozenset({SECTORS[number % 2]}),
        originator=actor.desk_id,
        exclusions=excluded,
        additions=frozenset({particular(world, number + 2)}) if number % 4 == 0 else frozenset(),
        parts=parts,
        bars_government=number % 7 == 3 and tlp is not Tlp.CLEAR,
    )
    return Statement(kind="report", content={"title": "題", "operator_name": "汐見電力"}, marking=marking)


def change(world: World, deed: str, actor: Viewer, made, number: int, tlp: Tlp) -> None:
    edition, owner = made
    match deed:
        case "hop":
            hop(actor, edition, kind=HopKind.RELAY, to=[party(world, number)])
        case "mark":
            with acting_as(owner):
                current = Edition.objects.get(public_id=edition)
                mark_again(
                    owner,
                    edition,
                    replace(statement(world, owner, number, tlp).marking),
                    read_number=current.marking_number,
                )
        case "recall":
            with acting_as(owner):
                recall(owner, edition, read_number=Edition.objects.get(public_id=edition).marking_number, reason="誤り")
        case "assign":
            matter = Edition.objects.filter(public_id=edition).values_list("matter", flat=True).first()
            if matter:
                Assignment.objects.get_or_create(
                    membership_id=actor.seat.membership_id,
                    matter=matter,
                    ended_at=None,
                    defaults={"assigned_by_id": actor.seat.person_id},
                )
                name_matter(matter)
        case "move":
            home = Desk.objects.get(pk=actor.desk_id).organization
            home.sectors = [SECTORS[number % 2]]
            home.save()
            forget()
            reread(home.desks.values_list("pk", flat=True))


def locked_ids(viewer) -> set[int]:
    with acting_as(viewer), connection.cursor() as cursor:
        cursor.execute("select unnest(noroshi_viewer_audiences())")
        return {row[0] for row in cursor.fetchall()}


def policy_ids(viewer: Viewer) -> set[int]:
    """The independent model: every definition read for this desk and this person."""
    own = next(desk for desk in everybody() if desk.desk == viewer.desk_id)
    person, today, found = person_facts(viewer.seat.membership_id), timezone.localdate(), set()
    with connection.cursor() as cursor:
        cursor.execute("select set_config('noroshi.viewer', 'system:rereading', true)")
        cursor.execute("select id from noroshi_definitions()")
        numbers = [row[0] for row in cursor.fetchall()]
        cursor.execute("select id, definition from noroshi_definitions()")
        definitions = dict(cursor.fetchall())
        cursor.execute("select set_config('noroshi.viewer', '', true)")
    for number in numbers:
        definition = parse(definitions[number])
        holds = (
            definition.marking.originator == own.desk
            or own.desk in definition.carriers
            or any(p.holds(own) for p in definition.opened)
        )
        decision = decide(definition.marking, own, table_of(definition.scheme), definition.carriers)
        if (holds and decision.allows(person, definition.topic, today)) or definition.is_public:
            found.add(number)
    return found


@few
@given(plans(), deeds)
def test_room_lock_and_policy_agree_for_every_person(plan, steps):
    with undone():
        world = build(plan)
        live(world, steps)

        for viewer in world.viewers:
            fresh = Viewer(viewer.seat)
            with acting_as(fresh):
                room = set(audience_ids(fresh))
            assert room == locked_ids(fresh) == policy_ids(fresh)


@few
@given(plans(), deeds)
def test_a_raw_query_finds_what_the_room_finds_and_nothing_else(plan, steps):
    with undone():
        world = build(plan)
        live(world, steps)

        for viewer in world.viewers:
            fresh = Viewer(viewer.seat)
            with acting_as(fresh):
                raw = set(Edition.objects.values_list("pk", flat=True))
                assert raw == set(readable_by(fresh, Edition.objects.all()).values_list("pk", flat=True))
                assert set(Part.objects.values_list("edition_id", flat=True)) <= raw
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from editions_edition")
            assert cursor.fetchone() == (0,)


@few
@given(plans(), deeds)
def test_the_excluded_the_recalled_and_the_withheld_stay_closed(plan, steps):
    with undone():
        world = build(plan)
        editions = live(world, steps)

        for viewer in world.viewers:
            fresh = Viewer(viewer.seat)
            with acting_as(fresh):
                for edition in Edition.objects.filter(public_id__in=editions).exclude(originator_desk=fresh.desk_id):
                    definition = definition_of(edition.audience_id)
                    own = next(desk for desk in everybody() if desk.desk == fresh.desk_id)
                    assert not edition.is_recalled
                    assert not any(each.holds(own) for each in definition.marking.exclusions)
                    assert not (definition.marking.bars_government and own.kinds & {"ministry", "center"})
                    for part in Part.objects.filter(edition=edition, is_open=False):
                        of_part = definition_of(part.audience_id).marking
                        assert of_part.only is None or any(each.holds(own) for each in of_part.only)
                        assert of_part.additions <= definition.marking.additions


@few
@given(plans(), deeds)
def test_the_public_reads_nothing_that_was_not_published(plan, steps):
    with undone():
        live(build(plan), steps)

        with acting_as(Public()):
            assert Edition.objects.count() == 0
