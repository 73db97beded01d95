"""Typed figures against the printed levels: breached, not breached, or not decided yet."""

import pytest

from noroshi.drafting.figures import FigureUnreadable, read_figure
from noroshi.drafting.levels import levels_answer
from noroshi.schemes import load_scheme
from noroshi.schemes.sectors import Sector
from noroshi.vocabulary import Metric
from noroshi.vocabulary.errors import Refusal

SCHEME = load_scheme("plan4")
USERS, MINUTES, KW, HOUSEHOLDS, HOURS = (
    Metric.USERS,
    Metric.DURATION_MIN,
    Metric.SUPPLY_LOSS_KW,
    Metric.HOUSEHOLDS,
    Metric.RECOVERY_HOURS,
)


def sector(sector_id: str) -> Sector:
    found = SCHEME.sector(sector_id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("metric", "typed", "amount"),
    [
        (USERS, "3万", 30_000),
        (USERS, "30,000", 30_000),
        (USERS, "３００００", 30_000),
        (USERS, "３０，０００人", 30_000),
        (USERS, "約3万5千人", 35_000),
        (USERS, "3.5万人程度", 35_000),
        (USERS, "1億2000万", 120_000_000),
        (USERS, "3千", 3_000),
        (USERS, "3千万", 30_000_000),
        (USERS, "1億2千万", 120_000_000),
        (USERS, "1.2百万人", 1_200_000),
        (USERS, "30000 users", 30_000),
        (USERS, "0", 0),
        (USERS, "", None),
        (USERS, "  ", None),
        (MINUTES, "90", 90),
        (MINUTES, "90分", 90),
        (MINUTES, "1.5時間", 90),
        (MINUTES, "1時間30分", 90),
        (MINUTES, "1時間半", 90),
        (MINUTES, "2日", 2880),
        (MINUTES, "1 hour 30 min", 90),
        (MINUTES, "90 min", 90),
        (HOURS, "24", 24),
        (HOURS, "90分", 1.5),
        (KW, "10万kW", 100_000),
        (KW, "100MW", 100_000),
        (KW, "100,000", 100_000),
        (HOUSEHOLDS, "30戸", 30),
    ],
)
def test_a_figure_is_read_as_people_type_it(metric: Metric, typed: str, amount: float | None) -> None:
    assert read_figure(metric, typed) == amount


@pytest.mark.parametrize(
    ("metric", "typed"),
    [
        *((USERS, typed) for typed in ("多数", "-3", "3万分", "1,00", "1〜2万", "3万以上5万以下", "3千万5億")),
        *((USERS, typed) for typed in ("1e9", "３万３万", "3.4.5", "半", "3人半", "3万弱")),
        *((MINUTES, typed) for typed in ("1時間30", "30分1時間", "10人", "1分1分", "1:30", "inf", "nan")),
    ],
)
def test_a_figure_is_not_guessed_at(metric: Metric, typed: str) -> None:
    with pytest.raises(FigureUnreadable):
        read_figure(metric, typed)


@pytest.mark.parametrize("typed", [3, None, ["3"], "3\x00", "3" * 100])
def test_what_is_no_line_of_text_is_refused(typed: object) -> None:
    with pytest.raises(Refusal):
        read_figure(USERS, typed)


@pytest.mark.parametrize(
    ("sector_id", "service", "typed", "breached"),
    [
        ("electricity", "", {"supply_loss_kw": "10万", "duration_min": "10分"}, True),
        ("electricity", "", {"supply_loss_kw": "10万", "duration_min": "9"}, False),
        ("electricity", "", {"supply_loss_kw": "9万", "duration_min": ""}, False),
        ("electricity", "", {"supply_loss_kw": "10万"}, None),
        ("electricity", "", {}, None),
        ("gas", "", {"households": "30"}, True),
        ("gas", "", {"households": "29"}, False),
        ("railway", "", {"duration_min": "1"}, True),
        ("railway", "", {"duration_min": "0"}, False),
        ("railway", "", {}, None),
        ("information_communications", "telecom", {"users": "3万", "duration_min": "2時間"}, True),
        ("information_communications", "telecom", {"users": "3万", "duration_min": "20"}, False),
        ("information_communications", "broadcasting", {"duration_min": "20"}, True),
        ("information_communications", "", {"duration_min": "20"}, True),
        ("information_communications", "", {"duration_min": "14"}, False),
    ],
)
def test_the_sector_s_levels_are_tested(
    sector_id: str, service: str, typed: dict[str, str], breached: bool | None
) -> None:
    assert levels_answer(sector(sector_id), typed, service).is_breached is breached


def test_only_the_sector_s_metrics_are_asked_with_label_and_unit() -> None:
    asked = levels_answer(sector("electricity"), {"supply_loss_kw": "100MW"}).asked

    assert [(one.metric, one.label("ja"), one.unit("ja"), one.amount) for one in asked] == [
        (MINUTES, "継続時間(分)", "分", None),
        (KW, "供給支障電力(kW)", "kW", 100_000),
    ]


def test_each_level_is_told_once_with_its_services_its_place_and_what_is_missing() -> None:
    finance, telecoms = (
        levels_answer(sector("finance"), {}),
        levels_answer(sector("information_communications"), {"users": "3万"}),
    )

    assert [(one.services, one.cite) for one in finance.findings] == [((), "手引書 表2")]
    assert [[service.id for service in one.services] for one in telecoms.findings] == [
        ["telecom"],
        ["broadcasting"],
        ["broadcasting"],
        ["broadcasting"],
        ["cable_tv"],
    ]
    assert telecoms.findings[0].missing == (MINUTES,)


def test_the_level_is_told_in_words() -> None:
    found = levels_answer(sector("electricity"), {}).findings[0]

    assert found.text("ja") == "システムの不具合 → 供給支障事故: 供給支障電力 100,000kW以上 かつ 継続時間 10分以上"
    assert "100,000 kW or more and duration 10 min or more" in found.text("en")


def test_a_bad_figure_is_a_mistake_and_decides_nothing() -> None:
    answer = levels_answer(sector("gas"), {"households": "many", "users": "x", "no_such": "1"})

    assert answer.mistakes == {"households": ["figure_unreadable"], "no_such": ["field_unknown"]}
    assert answer.is_breached is None


@pytest.mark.parametrize("one", SCHEME.sectors, ids=lambda one: one.id)
def test_every_sector_has_a_level_to_show(one: Sector) -> None:
    answer = levels_answer(one, {})

    assert answer.findings
    assert answer.asked
    assert all(finding.text(lang) and finding.cite for finding in answer.findings for lang in ("ja", "en"))
