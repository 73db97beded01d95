"""The lines of keys in a TOML text."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from noroshi.schemes import DEFINITIONS
from noroshi.schemes.lines import Path, locate

TEXT = '''# a comment with [brackets] and = signs
title = "a # b" # after
"quoted key" = 1
a.b = 2

[first.inner]
list = [
  1, # one
  { x = "]", y = [2,
    3] },
]
long = """
[[not.a.table]]
still = "text" """
raw = \'\'\'
z = 1
\'\'\'

[[many]]
id = 1
[[many.part]]
id = 'p'
[[many.part]]
id = "q"
[[many]]
id = 2
at = 2017-04-18 07:32:00
[many.inner]
deep = true
'''


def test_keys_are_found_on_their_lines() -> None:
    lines = locate(TEXT)

    assert lines["title",] == 2
    assert lines["quoted key",] == 3
    assert lines["a", "b"] == 4
    assert lines["first", "inner", "list", 1, "y", 1] == 10
    assert lines["first", "inner", "raw"] == 15
    assert lines["many", 0, "part", 1, "id"] == 24
    assert lines["many", 1] == 25
    assert lines["many", 1, "inner", "deep"] == 29


@pytest.mark.parametrize(
    "file", sorted(DEFINITIONS.glob("*/*.toml")), ids=lambda file: f"{file.parent.name}-{file.stem}"
)
def test_every_key_of_every_definition_has_its_line(file: Any) -> None:
    text = file.read_text()
    rows = text.split("\n")
    lines = locate(text)

    for path in paths(tomllib.loads(text)):
        assert path in lines
        if isinstance(path[-1], str):
            assert path[-1] in rows[lines[path] - 1]


def paths(value: Any, here: Path = ()) -> Iterator[Path]:
    """Every path of a parsed document."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in inner:
        yield (*here, key)
        yield from paths(below, (*here, key))
