"""Dependency data lie beside a scheme: checked like it, no part of its edition, replaced by an installation's own."""

from pathlib import Path
from shutil import copytree

import pytest

from noroshi.schemes import DEFINITIONS, check, load_scheme
from noroshi.schemes.assembling import DEPENDENCIES
from noroshi.schemes.dependencies import (
    Dependencies,
    DependenciesBroken,
    Dependency,
    dependencies_of,
    read_dependencies,
)
from noroshi.schemes.library import contents_of

PLAN4 = load_scheme("plan4")
PLAN2 = load_scheme("plan2")
SHIPPED = DEFINITIONS / "plan4" / DEPENDENCIES


def shipped() -> Dependencies:
    found = dependencies_of(PLAN4)
    assert found is not None
    return found


def derived() -> Dependencies:
    found = dependencies_of(PLAN2)
    assert found is not None
    return found


def spoiled(right: str, wrong: str) -> bytes:
    text = SHIPPED.read_text()
    assert right in text
    return text.replace(right, wrong, 1).encode()


def test_plan_4_has_data_for_every_sector_it_knows() -> None:
    lines = shipped().lines

    assert {line.consumer for line in lines} == {sector.id for sector in PLAN4.sectors}


def test_plan_2_has_data_for_every_sector_it_knows() -> None:
    assert {line.consumer for line in derived().lines} == {sector.id for sector in PLAN2.sectors}


def test_the_data_of_plan_2_say_that_they_are_derived_and_say_nothing_that_plan_4_does_not() -> None:
    """Between the same sectors, at a time that plan 4 has between them, and never stronger."""
    assert derived().derived_from == "plan4"
    assert "第4次行動計画" in derived().source_ja
    for line in derived().lines:
        like = [
            one
            for one in shipped().lines
            if (one.supplier, one.consumer, one.after_minutes) == (line.supplier, line.consumer, line.after_minutes)
        ]
        assert like, line
        assert line.strength.rank >= min(one.strength.rank for one in like)
        assert line.is_documented == any(one.is_documented for one in like)


def test_plan_2_cites_its_own_annex_and_says_no_time() -> None:
    documented = [line for line in derived().lines if line.is_documented]

    assert {line.supplier for line in documented} == {"electricity", "information_communications", "water"}
    assert all(line.cite.startswith("第2次行動計画 別紙3 ④") for line in documented)
    assert not any(line.is_time_documented for line in derived().lines)


def test_what_is_derived_is_derived_from_a_scheme_that_there_is() -> None:
    content = (DEFINITIONS / "plan2" / DEPENDENCIES).read_text().replace('from = "plan4"', 'from = "plan5"')
    found = read_dependencies(Path("own.toml"), content.encode(), PLAN2)

    assert isinstance(found, tuple)
    assert "plan5" in found[0].what.en
    assert "plan4" in found[0].instead.en


def test_a_document_is_named_for_power_communications_and_water_alone() -> None:
    documented = {line.supplier for line in shipped().lines if line.is_documented}

    assert documented == {"electricity", "information_communications", "water"}


def test_no_document_says_when_so_that_every_time_is_an_assumption() -> None:
    assert not any(line.is_time_documented for line in shipped().lines)


def test_the_data_are_no_part_of_the_scheme_edition() -> None:
    assert DEPENDENCIES not in contents_of(DEFINITIONS / "plan4")


@pytest.mark.parametrize(
    ("right", "wrong", "key", "instead"),
    [
        ('supplier = "electricity"', 'supplier = "elektro"', "elektro", "electricity"),
        ('consumer = "railway"', 'consumer = "railways"', "railways", "railway"),
        ('needs = ["transmission_distribution"]', 'needs = ["telecom"]', "telecom", "transmission_distribution"),
        ('reaches = ["passenger_rail"]', 'reaches = ["passenger_rails"]', "passenger_rails", "passenger_rail"),
        ('strength = "stops"', 'strength = "ends"', "ends", "stops"),
        ("after_minutes = 0", "after_minutes = -1", "-1", "0"),
        ('scheme = "plan4"', 'scheme = "plan3"', "plan3", "plan4"),
        ('consumer = "railway"', 'consumer = "electricity"\nwhy = "x"', "why", "why_ja"),
    ],
)
def test_a_mistake_is_told_on_its_line(right: str, wrong: str, key: str, instead: str) -> None:
    content = spoiled(right, wrong)
    found = read_dependencies(SHIPPED, content, PLAN4)

    assert isinstance(found, tuple)
    line = content.decode().splitlines()[found[0].line - 1]
    assert key in found[0].what.en or key in line
    assert instead in found[0].instead.en


def test_a_sector_may_depend_on_itself_only_between_different_services() -> None:
    apart = OWN.replace('"medical"', '"water"')
    loop = read_dependencies(Path("own.toml"), apart.encode(), PLAN4)
    services = 'supplier = "electricity"\nneeds = ["generation"]\nreaches = ["transmission_distribution"]'
    between = OWN.replace('supplier = "water"', services).replace('"medical"', '"electricity"')

    assert isinstance(read_dependencies(Path("own.toml"), between.encode(), PLAN4), Dependencies)
    assert isinstance(loop, tuple)
    assert any("itself" in mistake.what.en for mistake in loop)


def test_an_installation_puts_its_own_in_place_of_all_that_came_along(tmp_path: Path) -> None:
    (tmp_path / "plan4.toml").write_text(OWN)

    found = dependencies_of(PLAN4, tmp_path)

    assert found is not None
    assert [(line.supplier, line.consumer) for line in found.lines] == [("water", "medical")]
    assert dependencies_of(PLAN4, tmp_path / "nowhere") == shipped()


def test_own_data_with_a_mistake_are_refused_and_nothing_else_is_put_in_their_place(tmp_path: Path) -> None:
    (tmp_path / "plan4.toml").write_text(OWN.replace("medical", "medicine"))

    with pytest.raises(DependenciesBroken) as refused:
        dependencies_of(PLAN4, tmp_path)

    assert str(tmp_path) not in refused.value.message("ja")


def test_the_checker_reads_them_with_the_scheme_and_alone(tmp_path: Path) -> None:
    copytree(DEFINITIONS / "plan4", tmp_path / "plan4")
    beside, own = tmp_path / "plan4" / DEPENDENCIES, tmp_path / "own.toml"
    assert check(tmp_path / "plan4") == []
    beside.write_bytes(spoiled('consumer = "railway"', 'consumer = "railways"'))
    own.write_text(OWN.replace("medical", "medicine"))

    assert [mistake.file for mistake in check(tmp_path / "plan4")] == [beside]
    assert [mistake.file for mistake in check(beside)] == [beside]
    assert [mistake.file for mistake in check(own)] == [own]


OWN = """format = 1
scheme = "plan4"
source_ja = "当センターの解析"
source_en = "Our own analysis"

[[dependency]]
supplier = "water"
consumer = "medical"
after_minutes = 120
strength = "stops"
why_ja = "透析"
why_en = "Dialysis"
cite = "解析報告書 3章"
after_cite = "解析報告書 3章 表2"
"""


def test_a_document_may_also_say_when() -> None:
    found = read_dependencies(Path("own.toml"), OWN.encode(), PLAN4)

    assert isinstance(found, Dependencies)
    assert isinstance(found.lines[0], Dependency)
    assert found.lines[0].is_time_documented
