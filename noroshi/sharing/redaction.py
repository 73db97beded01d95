"""Fields that a reader may not hold are absent: no placeholder, no count, no hint that something was there."""

from collections.abc import Iterable, Mapping
from typing import Final

from noroshi.sharing.marking import Marking

CHANNEL: Final = "source_channel"
"""How a report came in tells of who reports: it is held back with any field of that block."""
BLOCK: Final = "source_"
TERMS: Final = "handling_terms"
"""What the handling note says by its structure; sealed beside the content, no field of any form."""


def split(content: Mapping[str, object], marking: Marking) -> list[tuple[Marking, dict[str, object]]]:
    """The open part first, then one for each range of its own; a field named twice goes to the first that names it."""
    rest = dict(content)
    parts: list[tuple[Marking, dict[str, object]]] = []
    for part in marking.parts:
        taken = {name: rest.pop(name) for name in sorted(_with_channel(part.fields)) if name in rest}
        if taken:
            parts.append((marking.for_part(part), taken))
    return [(marking, rest), *parts]


def join(parts: list[Mapping[str, object]]) -> dict[str, object]:
    """What a reader holds, put together again from the parts that the locks let through."""
    return {name: value for part in parts for name, value in part.items()}


def _with_channel(fields: Iterable[str]) -> set[str]:
    found = set(fields)
    return found | {CHANNEL} if any(name.startswith(BLOCK) for name in found) else found
