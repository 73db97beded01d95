"""How much each line of a list changes against the edition before it: 追記 4, 訂正 1. All lines of a page in two questions."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from noroshi.audiences.kept_schemes import scheme_of
from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.changes import changes, tally
from noroshi.editions.models import Edition, Part
from noroshi.editions.queries import Line
from noroshi.sharing.pieces import whole
from noroshi.vocabulary import Amendment, FormKind

type Content = Mapping[str, Any]


def tallies(viewer: Viewer, lines: Sequence[Line]) -> dict[UUID, dict[Amendment, int]]:
    """Of further editions with a form, as far as this viewer holds both; nothing of any other."""
    further = [line for line in lines if (line.number or 0) > 1 and line.kind in set(FormKind) and not line.is_recalled]
    if not further:
        return {}
    held = Held.by(viewer)
    before = _before(held, further)
    contents = _contents(held, {line.key for line in further} | set(before.values()))
    return {
        line.public_id: _tally(line, contents[before[line.key]], contents[line.key])
        for line in further
        if line.key in before
    }


def _before(held: Held, lines: Sequence[Line]) -> dict[int, int]:
    """By key, the edition that the same desk wrote before it."""
    rows = Edition.objects.filter(matter__in={line.matter for line in lines}, is_recalled=False)
    pairs = defaultdict(list)
    for matter, desk, key in held.of_these(rows).order_by("pk").values_list("matter", "originator_desk_id", "pk"):
        pairs[matter, desk].append(key)
    own = {line.key: [key for key in pairs[line.matter, line.originator.pk] if key < line.key] for line in lines}
    return {key: earlier[-1] for key, earlier in own.items() if earlier}


def _contents(held: Held, keys: Collection[int]) -> Mapping[int, Content]:
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for key, content in held.of_these(Part.objects.filter(edition__in=keys)).values_list("edition_id", "content"):
        found[key].update({name: value for name, (_salt, value) in content.items()})
    return defaultdict(dict, {key: whole(shown) for key, shown in found.items()})


def _tally(line: Line, before: Content, after: Content) -> dict[Amendment, int]:
    return tally(changes(scheme_of(line.scheme).form(FormKind.of(line.kind)), before, after))
