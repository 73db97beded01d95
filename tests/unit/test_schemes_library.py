"""Schemes are read once, kept unchanged, chosen by the operator, and past editions stay readable."""

import dataclasses
import json
import random
import shutil
from datetime import date
from pathlib import Path

import pytest

from noroshi.schemes import (
    DEFINITIONS,
    NoSchemeInForce,
    SchemeBroken,
    SchemeUnknown,
    SnapshotSpoiled,
    all_schemes,
    keep,
    load_edition,
    load_scheme,
    read_snapshot,
    scheme_in_force,
    snapshot_of,
)
from noroshi.vocabulary import FormKind


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEFINITIONS, tmp_path / "shelf"))


def test_a_scheme_is_read_once() -> None:
    assert load_scheme("plan4") is load_scheme("plan4")


def test_a_scheme_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        load_scheme("plan4").edition = "another"


def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(SchemeUnknown):
        load_scheme("plan9")
    with pytest.raises(SchemeUnknown):
        load_scheme("../schemes")


@pytest.mark.parametrize(
    ("day", "chosen", "scheme"),
    [
        (date(2010, 1, 1), None, "plan2"),
        (date(2017, 4, 17), None, "plan2"),
        (date(2017, 4, 18), None, "plan4"),
        (date(2026, 1, 1), "plan2", "plan2"),
    ],
)
def test_the_choice_of_the_operator_wins_over_the_dates(day: date, chosen: str | None, scheme: str) -> None:
    assert scheme_in_force(day, chosen).id == scheme


def test_before_the_first_plan_no_scheme_is_in_force() -> None:
    with pytest.raises(NoSchemeInForce):
        scheme_in_force(date(1999, 1, 1))


def test_a_change_of_any_file_is_another_edition(shelf: Path, tmp_path: Path) -> None:
    changed = Path(shutil.copytree(shelf, tmp_path / "changed"))
    words = changed / "plan4" / "words.toml"
    words.write_text(words.read_text().replace("警報", "警報（新）"))

    assert load_scheme("plan4", shelf).key == load_scheme("plan4").key
    assert load_scheme("plan4", changed).key != load_scheme("plan4").key


def test_an_item_renders_with_the_edition_it_remembers(shelf: Path, tmp_path: Path) -> None:
    old = load_scheme("plan4", shelf)
    kept = tmp_path / "kept"
    keep(old, kept, shelf)
    keep(old, kept, shelf)
    revised = Path(shutil.copytree(shelf, tmp_path / "revised"))
    words = revised / "plan4" / "words.toml"
    words.write_text(words.read_text().replace('ja = "警報"', 'ja = "緊急警報"'))

    then = load_edition(old.key, [kept], revised).option_set("importance")
    now = load_scheme("plan4", revised).option_set("importance")

    assert then is not None
    assert now is not None
    assert then.options[0].ja == "警報"
    assert now.options[0].ja == "緊急警報"
    assert load_edition(old.key, [kept], revised) == old


def test_an_edition_that_nobody_kept_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SchemeUnknown):
        load_edition("plan4@0000000000000000", [tmp_path])
    with pytest.raises(SchemeUnknown):
        load_edition("../plan4@0", [tmp_path])


def test_a_spoiled_snapshot_is_refused(shelf: Path) -> None:
    scheme = load_scheme("plan4", shelf)
    snapshot = json.loads(snapshot_of(scheme, shelf))
    snapshot["files"]["duties.toml"] = ""

    with pytest.raises(SnapshotSpoiled):
        read_snapshot(scheme.key, json.dumps(snapshot).encode())
    with pytest.raises(SnapshotSpoiled):
        read_snapshot(scheme.key, b"not a snapshot")
    with pytest.raises(SnapshotSpoiled):
        read_snapshot(scheme.key, b'{"files": [1]}')


def test_a_snapshot_is_taken_only_of_the_files_that_were_read(shelf: Path) -> None:
    scheme = load_scheme("plan4", shelf)
    duties = shelf / "plan4" / "duties.toml"
    duties.write_text(duties.read_text() + "# later\n")

    with pytest.raises(SnapshotSpoiled):
        snapshot_of(scheme, shelf)


def test_a_folder_named_for_another_scheme_is_refused(shelf: Path) -> None:
    (shelf / "plan4").rename(shelf / "plan5")

    with pytest.raises(SchemeBroken):
        load_scheme("plan5", shelf)


def test_a_further_scheme_needs_only_its_folder(shelf: Path) -> None:
    (shelf / "plan4").rename(shelf / "plan5")
    header = shelf / "plan5" / "scheme.toml"
    header.write_text(
        header.read_text().replace('id = "plan4"', 'id = "plan5"').replace("valid_from = 2017", "valid_from = 2022")
    )

    assert [scheme.id for scheme in all_schemes(shelf)] == ["plan5", "plan2"]


def test_reference_numbers_are_drawn_inside_the_pattern() -> None:
    pattern = load_scheme("plan4").numbering.pattern_for(FormKind.ADVISORY)
    dice = random.Random(4)  # noqa: S311 - held still on purpose

    assert pattern is not None
    numbers = {pattern.draw(dice.choice) for _ in range(200)}

    assert len(numbers) == 200
    assert all(len(number) == 7 and number[0] == "T" and pattern.is_well_formed(number) for number in numbers)


def test_a_mistyped_reference_number_is_noticed() -> None:
    pattern = load_scheme("plan4").numbering.pattern_for(FormKind.REPORT)
    assert pattern is not None
    number = pattern.draw(random.Random(7).choice)  # noqa: S311 - held still on purpose

    for place in range(1, len(number)):
        for letter in pattern.alphabet.replace(number[place], ""):
            assert not pattern.is_well_formed(number[:place] + letter + number[place + 1 :])
    for place in range(1, len(number) - 1):
        left, right = number[place], number[place + 1]
        swapped = number[:place] + right + left + number[place + 2 :]
        assert pattern.is_well_formed(swapped) is (left == right)
    assert not pattern.is_well_formed("")
    assert not pattern.is_well_formed(number.lower())


def test_plan_2_gives_no_numbers() -> None:
    assert load_scheme("plan2").numbering.pattern_for(FormKind.REPORT) is None
