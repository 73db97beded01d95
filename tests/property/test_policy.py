"""The policy attacked with random worlds. No database: the clauses are plain Python."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from noroshi.sharing.ceiling import ceiling
from noroshi.sharing.decisions import decide, may_be_public
from noroshi.sharing.definitions import Definition, parse, seats
from noroshi.sharing.desks import Desks
from noroshi.sharing.facts import Topic, meets
from noroshi.sharing.parties import any_holds
from noroshi.sharing.plain import marking_of, to_plain
from noroshi.sharing.redaction import join, split
from noroshi.vocabulary import Tlp
from tests.property.worlds import TODAY, desks, destinations, few_parties, markings, people, plan4_table

TABLE = plan4_table()
carriers = st.frozensets(st.integers(1, 12), max_size=2)


@given(desks(), markings, few_parties, carriers)
def test_the_audience_is_inside_the_ceiling_at_every_instant(world, marking, opened, carried):
    definition = Definition(marking, opened=opened, carriers=carried)

    held = seats(definition, world, TABLE)

    assert set(held) <= ceiling(marking, world, TABLE, carried).desks()


@given(desks(), few_parties, destinations)
def test_parties_hold_the_same_desks_whether_one_is_asked_or_all(world, named, ministries):
    parties = named | ministries

    held = Desks(world).held_by(parties)

    assert held == {desk.desk for desk in world if any_holds(parties, desk)}


@given(desks(), markings, few_parties, few_parties, carriers)
def test_a_hop_takes_nothing_from_anybody(world, marking, first, second, carried):
    before = Definition(marking, opened=first, carriers=carried)

    after = before.opened_to(second, by=world[0].desk)

    assert set(seats(before, world, TABLE)) <= set(seats(after, world, TABLE))


@given(desks(), markings, st.data())
def test_widening_the_color_never_takes_anything_from_anybody(world, marking, data):
    wider = data.draw(st.sampled_from([tlp for tlp in Tlp if tlp.width >= marking.tlp.width]))

    before = ceiling(marking, world, TABLE)
    after = ceiling(replace(marking, tlp=wider), world, TABLE)

    assert before.desks() <= after.desks()


@given(desks(), markings, people, st.data())
def test_widening_the_color_never_asks_more_of_anybody(world, marking, person, data):
    wider = data.draw(st.sampled_from([tlp for tlp in Tlp if tlp.width >= marking.tlp.width]))
    topic = Topic(marking.sectors)

    for desk in world:
        before = decide(marking, desk, TABLE)
        after = decide(replace(marking, tlp=wider), desk, TABLE)
        assert not before.allows(person, topic, TODAY) or after.allows(person, topic, TODAY)


@given(desks(), markings, carriers)
def test_exclusion_always_wins_but_over_the_originator(world, marking, carried):
    for desk in world:
        if any_holds(marking.exclusions, desk) and desk.desk != marking.originator:
            assert not decide(marking, desk, TABLE, carried).allowed


GOVERNMENT = {"ministry", "center", "crisis_ministry", "security_ministry", "disaster_ministry", "coordination_center"}


@given(desks(), markings, carriers, few_parties)
def test_a_label_keeps_every_government_desk_out_but_the_one_that_wrote_it(world, marking, carried, opened):
    barred = replace(marking, bars_government=True)

    held = seats(Definition(barred, opened=opened, carriers=carried), world, TABLE)
    limits = ceiling(barred, world, TABLE, carried)

    for desk in world:
        if {kind.value for kind in desk.kinds} & GOVERNMENT and desk.desk != marking.originator:
            assert desk.desk not in held
            assert not limits.decisions[desk.desk].allowed


@given(desks(), markings, carriers)
def test_a_label_against_government_takes_nothing_from_anybody_else(world, marking, carried):
    free = replace(marking, bars_government=False, caps=())
    barred = replace(free, bars_government=True)

    for desk in world:
        if not {kind.value for kind in desk.kinds} & GOVERNMENT:
            assert decide(barred, desk, TABLE, carried) == decide(free, desk, TABLE, carried)


@given(desks(), markings)
def test_a_field_kept_from_an_addition_stays_with_those_who_would_hold_it_without_that_addition(world, marking):
    """The independent model: the marking as if the party had never been added."""
    for part in marking.parts:
        for_part = marking.for_part(replace(part, tlp=None))
        without = replace(marking, additions=marking.additions - part.kept_from)
        for desk in world:
            reads = decide(for_part, desk, TABLE).allowed
            named = part.readers is None or any_holds(part.readers, desk)
            assert not reads or desk.desk == marking.originator or (named and decide(without, desk, TABLE).allowed)


@given(desks(), markings, carriers, few_parties)
def test_a_recall_leaves_the_originator_alone(world, marking, carried, opened):
    recalled = Definition(replace(marking, is_recalled=True), opened=opened, carriers=carried)

    assert set(seats(recalled, world, TABLE)) <= {marking.originator}


@given(desks(), markings, few_parties)
def test_the_originator_always_keeps_its_own(world, marking, opened):
    assert marking.originator in seats(Definition(marking, opened=opened), world, TABLE)


@given(desks(), markings)
def test_a_derived_edition_goes_no_further_than_each_of_its_sources(world, marking):
    for desk in world:
        if desk.desk != marking.originator and decide(marking, desk, TABLE).allowed:
            for cap in marking.caps:
                as_source = replace(
                    marking, **{name: getattr(cap, name) for name in cap.__dataclass_fields__}, originator=0, caps=()
                )
                assert decide(as_source, desk, TABLE).allowed


@given(desks(), markings, people)
def test_somebody_outside_whose_nda_ended_reads_nothing_but_clear(world, marking, person):
    if person.is_in_range(TODAY):
        return
    for desk in world:
        if decide(marking, desk, TABLE).allows(person, Topic(marking.sectors), TODAY):
            assert marking.tlp is Tlp.CLEAR


@given(markings, people, desks())
def test_within_red_and_amber_everybody_needs_to_know(marking, person, world):
    topic = Topic(marking.sectors)
    if marking.tlp not in {Tlp.RED, Tlp.AMBER} or person.needs_to_know(topic):
        return
    for desk in world:
        decision = decide(marking, desk, TABLE)
        by_table_without_need = decision.clause == "the_table_names_it"
        assert by_table_without_need or not decision.allows(person, topic, TODAY)


@given(desks(), markings)
def test_what_may_be_public_is_inside_everybodys_ceiling(world, marking):
    if may_be_public(marking) and marking.class_floor is None and not marking.is_secret:
        assert all(decision.allowed for decision in ceiling(marking, world, TABLE).decisions.values()) or marking.caps


@given(desks(), markings)
def test_a_part_goes_no_further_than_the_whole(world, marking):
    whole = ceiling(marking, world, TABLE).desks()

    for part in marking.parts:
        assert ceiling(marking.for_part(part), world, TABLE).desks() <= whole


@given(markings)
def test_redaction_keeps_every_field_once_and_reveals_none(marking):
    content = {"title": "停電", "text": "概要", "operator_name": "汐見電力"}

    parts = split(content, marking)

    assert join([taken for _, taken in parts]) == content
    assert sum(len(taken) for _, taken in parts) == len(content)
    withheld = set().union(*(part.fields for part in marking.parts)) if marking.parts else set()
    assert withheld.isdisjoint(parts[0][1])


@given(markings, few_parties, carriers)
def test_a_definition_reads_back_as_the_same_sentence(marking, opened, carried):
    definition = Definition(marking, opened=opened, carriers=carried, matter="m1", scheme="plan4@x")

    assert parse(definition.canonical()).digest() == definition.digest()


@given(markings)
def test_a_marking_written_whole_reads_back_the_same(marking):
    assert to_plain(marking_of(to_plain(marking))) == to_plain(marking)


@given(desks(), markings, few_parties, carriers)
def test_a_definition_read_back_seats_the_same_desks(world, marking, opened, carried):
    definition = Definition(marking, opened=opened, carriers=carried)

    assert seats(parse(definition.canonical()), world, TABLE) == seats(definition, world, TABLE)


@given(st.frozensets(st.sampled_from(["persons", "need_to_know"])), people)
def test_each_requirement_can_only_narrow(requires, person):
    topic = Topic(frozenset({"electricity"}), "m1")

    if meets(requires, person, topic, TODAY):
        assert all(meets(frozenset({one}), person, topic, TODAY) for one in requires)


@given(st.lists(desks(), min_size=1, max_size=3), markings, few_parties, carriers)
def test_desks_asked_together_answer_as_if_each_were_asked(worlds, marking, opened, carried):
    twins = tuple(
        replace(desk, desk=100 * place + desk.desk, organization=100 * place + desk.organization)
        for place, world in enumerate([worlds[0], *worlds])
        for desk in world
    )
    definition = Definition(marking, opened=opened, carriers=carried)

    together = seats(definition, twins, TABLE)
    limits = ceiling(marking, twins, TABLE, carried).decisions

    one_by_one = {desk.desk: definition.seat(desk, TABLE) for desk in twins}
    assert together == {desk: asked for desk, asked in one_by_one.items() if asked is not None}
    assert limits == {desk.desk: decide(marking, desk, TABLE, carried) for desk in twins}
