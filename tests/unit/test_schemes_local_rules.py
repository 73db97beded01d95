"""Local rules stand beside the scheme with their differences, and never widen it."""

from pathlib import Path

import pytest

import noroshi.schemes
from noroshi.schemes import (
    DifferenceKind,
    SchemeBroken,
    all_schemes,
    check,
    differences,
    load_local_rules,
    load_scheme,
)

EXAMPLE = Path(noroshi.schemes.__file__).parent / "examples" / "local_rules.toml"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    copy = tmp_path / "rules.toml"
    copy.write_bytes(EXAMPLE.read_bytes())
    return copy


def kinds(file: Path) -> list[DifferenceKind]:
    found = differences(load_scheme("plan4"), load_local_rules(file, all_schemes()))
    return [difference.kind for difference in found]


def replace(file: Path, right: str, wrong: str) -> None:
    text = file.read_text()
    assert right in text
    file.write_text(text.replace(right, wrong))


def test_each_difference_is_laid_beside_the_scheme() -> None:
    assert kinds(EXAMPLE) == [
        DifferenceKind.RENAMED,
        DifferenceKind.NARROWER,
        DifferenceKind.STRICTER,
        DifferenceKind.STRICTER,
        DifferenceKind.ADDED,
    ]


def test_what_agrees_is_no_difference(rules: Path) -> None:
    replace(rules, 'ja = "お知らせ"\nen = "For information"', 'ja = "参考情報"\nen = "Reference"')
    replace(rules, "50000", "100000")
    replace(rules, '"operator_name"', '"reported_at"')
    replace(rules, '"any_olympic_organization", "any_cyberspace_business"', "")

    assert kinds(rules) == [DifferenceKind.ADDED]


@pytest.mark.parametrize(
    ("service", "figures", "kind"),
    [
        ("transmission_distribution", '{ metric = "duration_min", op = ">=", value = 10 }', DifferenceKind.STRICTER),
        ("general_gas", '{ metric = "households", op = ">=", value = 50 }', DifferenceKind.LOOSER),
        ("general_gas", '{ metric = "users", op = ">=", value = 50 }', DifferenceKind.OTHER),
        ("air_transport", '{ metric = "duration_min", op = ">=", value = 30 }', DifferenceKind.LOOSER),
        ("broadcasting", '{ metric = "duration_min", op = ">=", value = 5 }', DifferenceKind.OTHER),
    ],
)
def test_local_levels_are_stricter_or_looser(rules: Path, service: str, figures: str, kind: DifferenceKind) -> None:
    text = rules.read_text()
    start, end = text.index("[[level]]"), text.index("[[agreement]]")
    rules.write_text(f'{text[:start]}[[level]]\nservice = "{service}"\nall = [{figures}]\n\n{text[end:]}')

    assert kind in kinds(rules)


@pytest.mark.parametrize(
    ("right", "wrong", "instead"),
    [
        ('scheme = "plan4"', 'scheme = "plan5"', "plan4"),
        ('set = "importance"', 'set = "importance_"', "importance"),
        ('option = "reference"', 'option = "referens"', "reference"),
        ('field = "operator_name"', 'field = "operater_name"', "operator_name"),
        ('service = "transmission_distribution"', 'service = "transmission_dist"', "transmission_distribution"),
        ('"any_olympic_organization"', '"sender_desk"', "any_"),
        ("agreed_on = 2018-10-01", "agreed_on = 1", "a date"),
        ("agreed_on = 2018-10-01", "agreed_on = ", "key"),
    ],
)
def test_a_mistake_in_local_rules_is_told_on_its_line(rules: Path, right: str, wrong: str, instead: str) -> None:
    line = rules.read_text()[: rules.read_text().index(right)].count("\n") + 1
    replace(rules, right, wrong)

    (mistake,) = check(rules)

    assert (mistake.line, instead in mistake.instead.en) == (line, True), mistake
    with pytest.raises(SchemeBroken):
        load_local_rules(rules, all_schemes())


def test_the_example_has_no_mistakes() -> None:
    assert check(EXAMPLE) == []
