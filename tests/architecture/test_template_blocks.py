"""A name that one block of a page sets is not there in another: a button built on it would lead nowhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import noroshi.web

TEMPLATES = Path(noroshi.web.__path__[0]) / "templates"
BLOCK = re.compile(r"{% block (\w+) %}(.*?){% endblock %}", re.DOTALL)
SETS = re.compile(r" as (\w+) %}")


def pages() -> list[Path]:
    return [path for path in sorted(TEMPLATES.rglob("*.html")) if "{% extends" in path.read_text(encoding="utf-8")]


def borrowed(source: str) -> Iterator[tuple[str, str]]:
    """Block and name: set in another block only, and used here."""
    blocks = BLOCK.findall(source)
    sets = {block: set(SETS.findall(body)) for block, body in blocks}
    for block, body in blocks:
        elsewhere = set().union(*(names for other, names in sets.items() if other != block)) - sets[block]
        yield from ((block, name) for name in elsewhere if re.search(rf"(href=|{{{{ |if ){name}\b", body))


@pytest.mark.parametrize("path", pages(), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_block_uses_a_name_that_another_block_sets(path: Path) -> None:
    assert list(borrowed(path.read_text(encoding="utf-8"))) == []


def test_a_name_of_another_block_is_found() -> None:
    page = '{% block head %}{% url "a" as a_url %}{% endblock %}{% block content %}<a href="{{ a_url }}">{% endblock %}'

    assert list(borrowed(page)) == [("content", "a_url")]
