"""Which row was which: rows by their order, options by their word, files by their digest.

Forwards and backwards must tell the same story, so the two lists are put into one order before they are compared.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

type Pair = tuple[int, int]
type Same = Callable[[Any, Any], bool]


def aligned(old: list[Any], new: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Pairs in reading order: what went and what came stand with None; in a gap, what went comes first."""
    pairs = [(was, now) for now, was in _pairs(new, old)] if _backwards(old, new) else _pairs(old, new)
    if _is_ordered(old, new):
        yield from _in_order(old, new, pairs)
        return
    partner = dict(pairs)
    for place, was in enumerate(old):
        yield was, (new[partner[place]] if place in partner else None)
    yield from ((None, now) for place, now in enumerate(new) if place not in partner.values())


def alike(one: Any, other: Any) -> bool:
    """The same file is the same under another number of the vault."""
    if _is_file(one) and _is_file(other):
        return (one["sha256"], one.get("name")) == (other["sha256"], other.get("name"))
    return bool(one == other)


def _backwards(old: list[Any], new: list[Any]) -> bool:
    return json.dumps(old, sort_keys=True) > json.dumps(new, sort_keys=True)


def _is_ordered(old: list[Any], new: list[Any]) -> bool:
    """Rows of a table stand in an order that means something; options and files do not."""
    return any(isinstance(row, dict) and not _is_file(row) for row in (*old, *new))


def _is_file(row: Any) -> bool:
    return isinstance(row, dict) and "sha256" in row


def _pairs(old: list[Any], new: list[Any]) -> list[Pair]:
    if not _is_ordered(old, new):
        return _matched(old, new)
    same = longest_common(old, new, alike)
    changed: list[Pair] = []
    for (old_from, new_from), (old_to, new_to) in zip([(-1, -1), *same], [*same, (len(old), len(new))], strict=True):
        gap = longest_common(old[old_from + 1 : old_to], new[new_from + 1 : new_to], _share_a_cell)
        changed += [(old_from + 1 + was, new_from + 1 + now) for was, now in gap]
    return sorted(same + changed)


def _matched(old: list[Any], new: list[Any]) -> list[Pair]:
    """The same first, then another file under the same name."""
    pairs: list[Pair] = []
    for same in (alike, _same_digest, _same_name):
        for was in range(len(old)):
            free = (now for now in range(len(new)) if now not in {pair[1] for pair in pairs})
            if was not in {pair[0] for pair in pairs}:
                found = next((now for now in free if same(old[was], new[now])), None)
                pairs += [] if found is None else [(was, found)]
    return pairs


def _same_digest(one: Any, other: Any) -> bool:
    return _is_file(one) and _is_file(other) and one["sha256"] == other["sha256"]


def _same_name(one: Any, other: Any) -> bool:
    return _is_file(one) and _is_file(other) and bool(one.get("name")) and one.get("name") == other.get("name")


def _share_a_cell(one: Any, other: Any) -> bool:
    """A row with another time, or another text for the same time, is that row, changed."""
    return isinstance(one, dict) and isinstance(other, dict) and any(one[name] == other.get(name) for name in one)


def longest_common(old: list[Any], new: list[Any], same: Same) -> list[Pair]:
    """The longest common sequence as pairs of places, both rising."""
    best = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for was in reversed(range(len(old))):
        for now in reversed(range(len(new))):
            taken = best[was + 1][now + 1] + 1 if same(old[was], new[now]) else 0
            best[was][now] = max(taken, best[was + 1][now], best[was][now + 1])
    return list(_walk(best, old, new, same))


def _walk(best: list[list[int]], old: list[Any], new: list[Any], same: Same) -> Iterator[Pair]:
    was = now = 0
    while was < len(old) and now < len(new):
        if same(old[was], new[now]) and best[was][now] == best[was + 1][now + 1] + 1:
            yield was, now
            was, now = was + 1, now + 1
        elif best[was + 1][now] >= best[was][now + 1]:
            was += 1
        else:
            now += 1


def _in_order(old: list[Any], new: list[Any], pairs: list[Pair]) -> Iterator[tuple[Any, Any]]:
    was = now = 0
    for old_at, new_at in [*pairs, (len(old), len(new))]:
        yield from ((row, None) for row in old[was:old_at])
        yield from ((None, row) for row in new[now:new_at])
        if old_at < len(old):
            yield old[old_at], new[new_at]
        was, now = old_at + 1, new_at + 1
