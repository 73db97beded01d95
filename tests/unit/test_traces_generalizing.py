"""Times, numbers and words of a sector told less exactly; and how many operators still fit what is told."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from noroshi.traces.figures import figures_in
from noroshi.traces.generalizing import (
    Step,
    changed,
    day_span,
    moment_words,
    numbers_in,
    sector_words_in,
    times_in,
    with_all,
)
from noroshi.traces.narrowness import Clue, OperatorFacts, Width, narrowness


@pytest.mark.parametrize(
    ("step", "ja", "en"),
    [
        (Step.HOUR, "2026年11月21日 13時台", "2026-11-21, 13:00 to 13:59"),
        (Step.HALF_DAY, "2026年11月21日 午後", "2026-11-21, afternoon"),
        (Step.DAY, "2026年11月21日", "2026-11-21"),
        (Step.MONTH, "2026年11月", "2026-11"),
    ],
)
def test_a_moment_is_told_as_coarsely_as_asked(step: Step, ja: str, en: str) -> None:
    moment = datetime(2026, 11, 21, 13, 42)  # noqa: DTZ001 - only what is written counts

    assert (moment_words(moment, step), moment_words(moment, step, lang="en")) == (ja, en)


@pytest.mark.parametrize(
    ("text", "step", "instead"),
    [
        ("11月21日10時20分に停止", Step.HOUR, "11月21日 10時台に停止"),
        ("11月21日10時20分に停止", Step.HALF_DAY, "11月21日 午前に停止"),
        ("2026年11月21日 13:05頃に停止", Step.DAY, "2026年11月21日に停止"),
        ("１１月２１日１０時２０分に停止", Step.HALF_DAY, "11月21日 午前に停止"),
        ("午後3時15分に復旧", Step.HOUR, "15時台に復旧"),
        ("10:20に検知", Step.DAY, "同日に検知"),
        ("11月21日に判明", Step.MONTH, "11月に判明"),
        ("11月21日に判明", Step.HALF_DAY, "11月21日に判明"),
    ],
)
def test_times_in_a_text_are_rounded(text: str, step: Step, instead: str) -> None:
    assert with_all(text, times_in(text, step)) == instead


@pytest.mark.parametrize(
    "text", ["192.0.2.1:443 に接続", "CVE-2026-12345", "版は 7.2.3", "比は3:1", "約3時間", "00:1a:2b:3c:4d:5e"]
)
def test_what_is_no_time_stays(text: str) -> None:
    assert times_in(text, Step.DAY) == []


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("1,234件", "約1,000件"),
        ("約1,200件", "約1,000件"),
        ("12拠点", "約10拠点"),
        ("１７台", "約20台"),
        ("2万3千人", "2万3千人"),
        ("3台", "3台"),
        ("12 terminals were cut off", "about 10 terminals were cut off"),
        ("About 1,234 infected terminals", "About 1,000 infected terminals"),
        ("and 87 remote maintenance servers", "and about 90 remote maintenance servers"),
        ("2.5 million users and 17 million users", "2.5 million users and about 20 million users"),
        ("3 terminals, 20 servers", "3 terminals, 20 servers"),
        ("version 12 of the terminals", "version 12 of the terminals"),
        ("192.0.2.12 hosts", "192.0.2.12 hosts"),
        ("on 2026-11-21 users", "on 2026-11-21 users"),
        ("1000人", "1000人"),
        ("2026年11月", "2026年11月"),
        ("10.0.0.12台", "10.0.0.12台"),
    ],
)
def test_numbers_of_things_are_rounded_to_one_digit(text: str, instead: str) -> None:
    assert with_all(text, numbers_in(text)) == instead


def test_words_of_a_sector_become_words_of_any() -> None:
    text = "患者の電子カルテが見られない。"

    assert with_all(text, sector_words_in(text)) == "利用者の業務システムが見られない。"


def test_everything_at_once_never_changes_a_passage_twice() -> None:
    assert (
        changed("11月21日10時20分、預金者1,234人", step=Step.DAY, numbers=True, sector=True)
        == "11月21日、利用者約1,000人"
    )


def test_a_month_has_all_its_days() -> None:
    assert day_span(date(2026, 12, 24), Step.MONTH) == (date(2026, 12, 1), date(2026, 12, 31))
    assert day_span(date(2026, 11, 21), Step.DAY) == (date(2026, 11, 21), date(2026, 11, 21))


FACTS = (
    OperatorFacts("large", frozenset({"electricity"}), size=2_000_000, places=frozenset({"east"})),
    OperatorFacts("small", frozenset({"electricity"}), size=40_000, places=frozenset({"west"})),
    OperatorFacts("gas", frozenset({"gas"}), size=900_000, days=frozenset({date(2026, 11, 20)})),
    OperatorFacts("unknown", frozenset({"electricity", "gas"})),
)


def test_sector_and_size_together_may_leave_few() -> None:
    found = narrowness(Clue(frozenset({"electricity"}), size=500_000), FACTS)

    assert found.fitting == ("large", "unknown")
    assert found.width is Width.FEW
    assert found.is_too_narrow


def test_a_day_on_which_one_is_known_points_to_it() -> None:
    day = date(2026, 11, 20)

    exact = narrowness(Clue(frozenset({"gas"}), days=(day, day)), FACTS)

    assert exact.width is Width.ONE
    assert exact.best_advice == "days"


def test_a_day_on_which_nobody_is_known_rules_nobody_out() -> None:
    day = date(2026, 1, 1)

    assert len(narrowness(Clue(days=(day, day)), FACTS).fitting) == len(FACTS)


def test_an_exact_figure_points_to_whom_it_was_told_of_and_a_round_one_to_nobody() -> None:
    facts = [OperatorFacts(str(at)) for at in range(40)]
    known = [replace(facts[0], figures=figures_in("制御端末1,234台が停止")), *facts[1:]]

    exact = narrowness(Clue(figures=figures_in("1,234 terminals stopped")), known)

    assert (exact.width, exact.best_advice) == (Width.ONE, "size")
    assert narrowness(Clue(figures=figures_in("約1,000台が停止")), known).width is Width.MANY


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        ("利用者123,456人", {("users", 123456)}),
        ("約12.3万世帯で停電", {("users", 123000)}),
        ("2.35 million customers and 17 branches", {("users", 2350000)}),
        ("12台", set()),
        ("12 terminals", set()),
        ("約1,000台", set()),
        ("被害額は1億2,345万円", {("amounts", 23450000)}),
        ("192.0.2.123 hosts, port 8443", set()),
        ("487 infected maintenance terminals", {("terminals", 487)}),
    ],
)
def test_figures_that_could_be_looked_up_are_told_from_those_that_fit_everybody(
    text: str, telling: set[tuple[str, int]]
) -> None:
    assert {(one.kind, one.number) for one in figures_in(text) if one.is_telling} == telling


def test_a_place_points_to_whom_it_is_known_of() -> None:
    facts = [OperatorFacts("there", places=frozenset({"潮見市"})), *(OperatorFacts(str(at)) for at in range(40))]

    found = narrowness(Clue(places=frozenset({"潮見市"})), facts)

    assert (found.width, found.best_advice) == (Width.ONE, "places")
    assert narrowness(Clue(places=frozenset({"別の市"})), facts).width is Width.MANY


def test_what_fits_nobody_points_to_nobody() -> None:
    found = narrowness(Clue(frozenset({"water"})), FACTS)

    assert found.width is Width.NOBODY
    assert not found.is_too_narrow


def test_many_are_not_too_narrow() -> None:
    facts = [OperatorFacts(str(at), frozenset({"medical"})) for at in range(40)]

    assert narrowness(Clue(frozenset({"medical"})), facts).width is Width.MANY


def test_nothing_is_advised_where_nothing_helps() -> None:
    facts = [OperatorFacts("only", frozenset({"airport"}))]

    assert narrowness(Clue(frozenset({"airport"})), facts).best_advice == ""
