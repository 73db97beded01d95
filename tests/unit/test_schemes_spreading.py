"""What an outage may reach and when: each step by its line, likelihood falling, circles ending by themselves."""

from datetime import UTC, datetime, timedelta

from noroshi.schemes import load_scheme
from noroshi.schemes.dependencies import Dependencies, Dependency, dependencies_of
from noroshi.schemes.spreading import HORIZON, Outage, Step, spread
from noroshi.vocabulary import EffectStrength, Likelihood

PLAN4 = load_scheme("plan4")
NINE = datetime(2026, 11, 22, 9, tzinfo=UTC)


def needs(supplier: str, consumer: str, minutes: int, strength: str = "stops", cite: str = "") -> Dependency:
    return Dependency(supplier, consumer, minutes, EffectStrength.of(strength), "理由", "because", cite=cite)


def steps(*lines: Dependency, failing: tuple[str, ...] = ("water",)) -> tuple[Step, ...]:
    data = Dependencies(1, "plan4", "", "", lines)
    return spread(PLAN4, data, [Outage(sector, NINE) for sector in failing]).steps


def told(found: tuple[Step, ...]) -> list[tuple[str, int, str, str]]:
    return [
        (one.sector, int((one.at - NINE).total_seconds() // 60), one.strength.value, one.likelihood.value)
        for one in found
    ]


def test_without_lines_nothing_is_reached() -> None:
    assert steps() == ()


def test_nothing_that_did_not_fail_reaches_anything() -> None:
    assert steps(needs("gas", "medical", 0)) == ()


def test_times_add_up_and_likelihood_falls_with_every_step() -> None:
    found = steps(
        needs("water", "chemical", 60, cite="資料"), needs("chemical", "medical", 30), needs("medical", "credit", 5)
    )

    assert told(found) == [
        ("chemical", 60, "stops", "expected"),
        ("medical", 90, "stops", "possible"),
        ("credit", 95, "stops", "conceivable"),
    ]
    assert found[-1].way == ("water", "chemical", "medical", "credit")


def test_a_first_step_by_assumption_is_only_possible() -> None:
    assert told(steps(needs("water", "medical", 0))) == [("medical", 0, "stops", "possible")]


def test_strength_never_rises_along_the_way_and_what_is_only_hindered_goes_no_further() -> None:
    found = steps(
        needs("water", "chemical", 1, "lessened"), needs("chemical", "medical", 1), needs("medical", "credit", 1)
    )
    assert [one.strength.value for one in found] == ["lessened"] * 3

    assert len(steps(needs("water", "chemical", 1, "hindered"), needs("chemical", "medical", 1))) == 1


def test_a_weaker_effect_that_comes_first_does_not_hide_the_stronger_that_follows() -> None:
    found = steps(needs("water", "medical", 10, "hindered"), needs("water", "medical", 99), needs("medical", "gas", 1))

    assert told(found) == [
        ("medical", 10, "hindered", "possible"),
        ("medical", 99, "stops", "possible"),
        ("gas", 100, "stops", "conceivable"),
    ]


def test_a_weaker_effect_that_comes_later_is_not_told() -> None:
    assert len(steps(needs("water", "medical", 10), needs("water", "medical", 99, "hindered"))) == 1


def test_a_circle_ends_and_never_comes_back_to_what_failed() -> None:
    found = steps(needs("water", "medical", 1), needs("medical", "water", 1), needs("medical", "medical", 0))

    assert told(found) == [("medical", 1, "stops", "possible")]


def test_only_the_named_services_fail_and_only_those_that_are_needed_reach() -> None:
    data = dependencies_of(PLAN4)
    assert data is not None
    cable = spread(PLAN4, data, [Outage("information_communications", NINE, ("cable_tv",))])
    telecom = spread(PLAN4, data, [Outage("information_communications", NINE, ("telecom",))])

    assert cable.steps == ()
    assert "credit" in telecom.sectors


def test_what_lies_beyond_the_horizon_is_not_foretold() -> None:
    beyond = int(HORIZON / timedelta(minutes=1)) + 1

    assert steps(needs("water", "medical", beyond)) == ()


def test_power_reaches_railways_at_once_and_card_payment_by_telecommunications_a_day_later() -> None:
    data = dependencies_of(PLAN4)
    assert data is not None
    found = spread(PLAN4, data, [Outage("electricity", NINE)]).steps
    railway = next(one for one in found if one.sector == "railway")
    card = next(one for one in found if one.sector == "credit" and one.strength is EffectStrength.STOPS)

    assert (railway.at, railway.likelihood, railway.line.cite[:6]) == (NINE, Likelihood.EXPECTED, "手引書 表1")
    assert card.at == NINE + timedelta(days=1)
    assert card.way == ("electricity", "information_communications", "credit")
