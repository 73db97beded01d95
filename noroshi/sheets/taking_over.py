"""What a report, an advisory or another sheet says, in the fields of a sheet."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from noroshi.editions.queries import Reading
from noroshi.vocabulary import Said

WHENCE: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("title",),
    "event_kind": ("event_kind",),
    "occurred_at": ("occurred_at",),
    "what_happened": ("what_happened", "summary", "threat_summary", "threat_target"),
    "measures": ("measures", "course_of_action"),
    "indicators": ("indicators",),
    "analysis": ("analysis", "supplement", "others"),
    "identifiers": ("identifiers",),
}
"""Field of a sheet by the fields it is read from. Who it was, systems and contacts are never among them."""


def taken_over(reading: Reading) -> dict[str, Any]:
    """As typed; the title of a form without one is the first line of what it tells."""
    said = {name: _joined(reading, names) for name, names in WHENCE.items()}
    found = {name: value for name, value in said.items() if value}
    found.setdefault("title", reading.title)
    if reading.importance:
        found["importance"] = reading.importance.value
    return found


def _joined(reading: Reading, names: Iterable[str]) -> Any:
    values = [value for name in names if (value := Said.of(reading.content.get(name, "")).value)]
    texts = [value for value in values if isinstance(value, str)]
    return "\n".join(texts) if texts else values[0] if values else ""
