"""How sure a sender of MISP is, by the tags of its taxonomies."""

import pytest

from noroshi.stix.misp.certainty import certainty
from tests.unit.test_misp_weaknesses import attribute, read_of


@pytest.mark.parametrize(
    ("tag", "number"),
    [
        ('misp:confidence-level="usually-confident"', 75),
        ('admiralty-scale:information-credibility="2"', 70),
        ('admiralty-scale:information-credibility="6"', None),
        ('estimative-language:likelihood-probability="roughly-even-chance"', 50),
        ('estimative-language:likelihood-probability="almost-certain"', 95),
        ('estimative-language:confidence-in-analytic-judgment="moderate"', 50),
        ('admiralty-scale:source-reliability="a"', None),
        ('misp:confidence-level="surely"', None),
        ("tlp:green", None),
        ("=", None),
    ],
)
def test_a_tag_of_a_known_taxonomy_is_a_number(tag, number):
    assert certainty([tag]) == number


def test_what_stands_at_the_value_counts_before_what_stands_at_its_event():
    sure, doubtful = 'misp:confidence-level="completely-confident"', 'admiralty-scale:information-credibility="4"'

    assert certainty([doubtful], [sure]) == 30
    assert certainty(["tlp:green"], [sure]) == 100
    assert certainty([sure, doubtful]) == 30
    assert certainty() is None


def test_an_indicator_and_a_weakness_carry_it_as_stix_does():
    tag = 'admiralty-scale:information-credibility="2"'

    found = read_of(
        attribute(1, "domain", "evil.kirisame.top", tag, to_ids=True),
        attribute(2, "vulnerability", "CVE-2026-1234"),
    )

    assert found["indicator"].confidence == 70
    assert found["vulnerability"].confidence is None
    assert found["report"].confidence is None
