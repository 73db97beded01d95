"""Fields that a reader may not hold are absent: no placeholder, no count, no hint that something was there."""

from collections.abc import Mapping

from noroshi.sharing.marking import Marking


def split(content: Mapping[str, object], marking: Marking) -> list[tuple[Marking, dict[str, object]]]:
    """The open part first, then one for each range of its own; a field named twice goes to the first that names it."""
    rest = dict(content)
    parts: list[tuple[Marking, dict[str, object]]] = []
    for part in marking.parts:
        taken = {name: rest.pop(name) for name in sorted(part.fields) if name in rest}
        if taken:
            parts.append((marking.for_part(part), taken))
    return [(marking, rest), *parts]


def join(parts: list[Mapping[str, object]]) -> dict[str, object]:
    """What a reader holds, put together again from the parts that the locks let through."""
    return {name: value for part in parts for name, value in part.items()}
