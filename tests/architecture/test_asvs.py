"""Every requirement of the security standard is answered, and an answer names what exists."""

import ast
import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLE: dict[str, Any] = tomllib.loads((ROOT / "docs" / "security" / "asvs.toml").read_text("utf-8"))
ROWS: list[dict[str, Any]] = TABLE["row"]
LEVEL_THREE = {
    *("8.1.3", "8.1.4", "8.2.4", "8.3.2", "8.3.3", "8.4.2"),
    *("14.2.5", "14.2.6", "14.2.7", "14.2.8", "16.5.4"),
}


def test_levels_one_and_two_are_whole() -> None:
    """ASVS 5.0.0 has 70 requirements of level 1 and 183 of level 2."""
    levels = Counter(row["level"] for row in ROWS)

    assert (levels[1], levels[2]) == (70, 183)


def test_level_three_is_whole_where_promised() -> None:
    assert {row["id"] for row in ROWS if row["level"] == 3} == LEVEL_THREE


def test_each_requirement_stands_once_and_in_order() -> None:
    numbers = [tuple(int(part) for part in row["id"].split(".")) for row in ROWS]

    assert numbers == sorted(set(numbers))
    assert {f"V{number[0]}" for number in numbers} == TABLE["chapters"].keys()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_each_requirement_has_an_answer_that_exists(row: dict[str, Any]) -> None:
    assert row.keys() & {"test", "document", "reason", "part"}
    assert [path for path in row.get("document", []) if not (ROOT / path).is_file()] == []
    assert [path for path in row.get("test", []) if not _is_a_test(path)] == []


def _is_a_test(node: str) -> bool:
    file, _, name = node.partition("::")
    return re.fullmatch(r"test_\w+", name) is not None and name in _tests_of(ROOT / file)


@cache
def _tests_of(path: Path) -> frozenset[str]:
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
