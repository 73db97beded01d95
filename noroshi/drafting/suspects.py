"""Everything that a draft or an edition says in words, by field, so that it can be looked through for what gives a source away."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from noroshi.vocabulary import Said


def texts_of(content: Mapping[str, Any]) -> dict[str, str]:
    """Everything that an edition says in words, by field: `timeline.3.entry`, `attachments.0.name`."""
    return {name: text for field, raw in content.items() for name, text in _texts(field, raw)}


def _texts(field: str, raw: Any) -> Iterator[tuple[str, str]]:
    if isinstance(raw, Mapping) and "value" in raw:
        yield from _texts(field, Said.of(raw).value)
        yield from _texts(f"{field}.basis", Said.of(raw).basis)
        yield from _texts(f"{field}.correction", Said.of(raw).correction)
    elif isinstance(raw, Mapping):
        yield from (pair for name, cell in raw.items() for pair in _texts(f"{field}.{name}", cell))
    elif isinstance(raw, Sequence) and not isinstance(raw, str):
        yield from (pair for place, cell in enumerate(raw) for pair in _texts(f"{field}.{place}", cell))
    elif isinstance(raw, str) and raw:
        yield field, raw
