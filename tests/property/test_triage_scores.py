"""Scores by whatever figures: the clock never changes an order, the lines make up the score, a bar is where the score says it is."""

from datetime import UTC, datetime, timedelta
from math import exp, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noroshi.triage.factors import DAYS, FLOOR, IMPORTANCE, RELEVANCE, RELIABILITY
from noroshi.triage.scoring import Facts, bar, scored, weight_of
from noroshi.triage.topics import is_version, product_topic, topics_of
from noroshi.vocabulary import Freshness, Relevance, Reliability

START = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 700 * 86_400).map(lambda seconds: START - timedelta(seconds=seconds))
LATER = st.integers(0, 900 * 86_400).map(lambda seconds: START + timedelta(seconds=seconds))
CONFIDENCE = st.none() | st.integers(0, 100)


def facts(confidence, start, freshness, reliability=Reliability.B, relevance=Relevance.SECTOR):
    return Facts(weight_of(confidence, start, freshness), confidence, reliability, freshness, relevance)


@given(CONFIDENCE, MOMENTS, CONFIDENCE, MOMENTS, st.sampled_from(Freshness), LATER, LATER)
def test_the_order_never_depends_on_now(one, began, other, began_too, freshness, now, later):
    first, second = facts(one, began, freshness), facts(other, began_too, freshness)

    for moment in (now, later):
        higher = scored(first, moment).score - scored(second, moment).score
        heavier = first.weight - second.weight
        assert abs(heavier) < 1e-9 or higher * heavier >= 0


@given(CONFIDENCE, MOMENTS, st.sampled_from(Freshness), st.sampled_from(Reliability), st.sampled_from(Relevance), LATER)
def test_the_lines_of_an_explanation_make_up_the_score(confidence, start, freshness, reliability, relevance, now):
    found = scored(facts(confidence, start, freshness, reliability, relevance), now)

    assert found.score == pytest.approx(prod(line.factor for line in found.lines))
    assert found.score == pytest.approx(exp(sum(line.points for line in found.lines)))
    assert 0 <= found.score <= 1


@given(CONFIDENCE, MOMENTS, st.sampled_from(Freshness), st.floats(FLOOR, 1), LATER)
def test_what_is_heavier_than_the_bar_scores_above_the_threshold(confidence, start, freshness, threshold, now):
    one = facts(confidence, start, freshness)
    rest = RELIABILITY[one.reliability] * IMPORTANCE[freshness] * RELEVANCE[one.relevance]

    is_above = one.weight >= bar(threshold, rest, freshness, now)

    score = scored(one, now).score
    assert abs(score - threshold) < 1e-9 or is_above == (score >= threshold)


@given(st.sampled_from(Freshness), CONFIDENCE, MOMENTS)
def test_a_year_of_days_wears_off_the_same_share_whenever_it_passes(freshness, confidence, start):
    one = facts(confidence, start, freshness)
    days = timedelta(days=DAYS[freshness])

    assert scored(one, START + days).score == pytest.approx(scored(one, START).score / exp(1))


def test_a_product_is_the_same_however_it_is_written_and_a_version_narrows_it():
    whole = "cpe:2.3:a:Maker:Thing:2.0:*:*:*:*:*:*:*"

    assert product_topic(whole) == product_topic("maker:thing")
    assert set(topics_of(["finance"], ["maker:thing:2.0"]).values()) == {
        Relevance.GENERAL,
        Relevance.SECTOR,
        Relevance.PRODUCT,
    }
    assert is_version(["maker:thing:2.0"], [whole])
    assert is_version(["maker:thing"], [whole])
    assert not is_version(["maker:thing:3.0"], [whole])
