"""For any dependencies and any outages: no effect before its cause, nothing surer or stronger than its cause, more outages never later."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from noroshi.schemes import load_scheme
from noroshi.schemes.dependencies import Dependencies, Dependency
from noroshi.schemes.spreading import Effect, Outage, reached
from noroshi.vocabulary import EffectStrength

PLAN4 = load_scheme("plan4")
SERVICES = {sector.id: tuple(service.id for service in sector.services) for sector in PLAN4.sectors}
NINE = datetime(2026, 11, 22, 9, tzinfo=UTC)
SECTORS = st.sampled_from(sorted(SERVICES))


@st.composite
def dependency(draw: st.DrawFn) -> Dependency:
    supplier, consumer = draw(SECTORS), draw(SECTORS)
    return Dependency(
        supplier,
        consumer,
        draw(st.integers(0, 60 * 24 * 20)),
        draw(st.sampled_from(EffectStrength)),
        "理由",
        "because",
        tuple(draw(st.lists(st.sampled_from(SERVICES[supplier]), unique=True, max_size=2))),
        tuple(draw(st.lists(st.sampled_from(SERVICES[consumer]), unique=True, max_size=2))),
        draw(st.sampled_from(["", "資料"])),
    )


DATA = st.lists(dependency(), max_size=25).map(lambda lines: Dependencies(1, "plan4", "", "", tuple(lines)))
OUTAGES = st.lists(
    st.builds(Outage, SECTORS, st.integers(0, 3000).map(lambda minutes: NINE + timedelta(minutes=minutes))),
    min_size=1,
    max_size=4,
)


def earliest(effects: tuple[Effect, ...]) -> dict[tuple[str, int], datetime]:
    """By service and strength, counting what is stronger as well."""
    found: dict[tuple[str, int], datetime] = {}
    for one in effects:
        for rank in range(one.strength.rank, len(EffectStrength)):
            found[one.service, rank] = min(one.at, found.get((one.service, rank), one.at))
    return found


@given(DATA, OUTAGES)
def test_no_effect_comes_before_its_cause_nor_is_surer_or_stronger_than_it(
    data: Dependencies, outages: list[Outage]
) -> None:
    for one in reached(PLAN4, data, outages):
        for before, after in pairwise(one.way):
            assert after.line is not None
            assert after.at == before.at + timedelta(minutes=after.line.after_minutes)
            assert after.strength.rank >= before.strength.rank
            assert after.likelihood.rank >= before.likelihood.rank


@given(DATA, OUTAGES)
def test_every_way_begins_at_an_outage_and_passes_no_service_twice_as_strong(
    data: Dependencies, outages: list[Outage]
) -> None:
    begun = {(one.sector, one.at) for one in outages}
    for one in reached(PLAN4, data, outages):
        passed = [(each.service, each.strength) for each in one.way]
        assert (one.way[0].sector, one.way[0].at) in begun
        assert len(set(passed)) == len(passed)


@given(DATA, OUTAGES, OUTAGES)
def test_another_outage_never_makes_anything_later_nor_hides_it(
    data: Dependencies, outages: list[Outage], more: list[Outage]
) -> None:
    few, many = earliest(reached(PLAN4, data, outages)), earliest(reached(PLAN4, data, [*outages, *more]))

    assert all(many[key] <= at for key, at in few.items())


@given(DATA, OUTAGES)
def test_each_service_is_told_at_most_once_a_strength_and_stronger_only_later(
    data: Dependencies, outages: list[Outage]
) -> None:
    effects = reached(PLAN4, data, outages)
    for service in {one.service for one in effects}:
        own = [one for one in effects if one.service == service]
        assert all(
            before.at < after.at and before.strength.rank > after.strength.rank for before, after in pairwise(own)
        )
