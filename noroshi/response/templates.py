"""The templates that come along: orders by kind of event, read once, in both languages."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from noroshi.vocabulary import AssetKind, Text

TEMPLATES: Final = Path(__file__).with_name("templates.toml")


@dataclass(frozen=True, slots=True)
class OrderTemplate:
    """`when` it fits: kinds of events, causes, or the kind of thing it came as."""

    id: str
    when: frozenset[str]
    title: Text
    what: Text
    verify: Text
    hours: int
    asset_kinds: tuple[AssetKind, ...]


@cache
def templates() -> tuple[OrderTemplate, ...]:
    found = tomllib.loads(TEMPLATES.read_text(encoding="utf-8"))["template"]
    return tuple(_template(one) for one in found)


def template(key: str) -> OrderTemplate | None:
    return next((one for one in templates() if one.id == key), None)


def _template(one: dict[str, Any]) -> OrderTemplate:
    return OrderTemplate(
        id=one["id"],
        when=frozenset(one["when"]),
        title=_text(one, "title"),
        what=_text(one, "what"),
        verify=_text(one, "verify"),
        hours=one["hours"],
        asset_kinds=tuple(AssetKind.of(kind) for kind in one["asset_kinds"]),
    )


def _text(one: dict[str, Any], name: str) -> Text:
    return Text(one[f"{name}_ja"], one[f"{name}_en"])
