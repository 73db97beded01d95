"""What a batch of letters is about: editions with their parts, what came before and what came after, in a handful of questions."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Coalesce

from noroshi.editions.handling import Handled
from noroshi.editions.models import Edition, Part, Registration
from noroshi.sharing.pieces import whole


@dataclass(frozen=True, slots=True)
class Ranged:
    """Fields of one range, and what is said of their handling since they were marked again."""

    audience: int
    content: Mapping[str, Any]
    handling: Mapping[str, Any] | None


type Parts = tuple[Ranged, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Another edition of its matter; `parts` only of the ones by the same desk before it and latest."""

    edition: Edition
    parts: Parts = ()


@dataclass(frozen=True)
class About:
    """One edition of a batch, with what hangs on it. `latest` is what the same desk has said since."""

    edition: Edition
    parts: Parts
    earlier: tuple[Beside, ...]
    latest: Beside | None
    registered: tuple[int, str] | None

    @property
    def followed(self) -> Beside | None:
        return next((one for one in self.earlier if one.parts), None)

    @property
    def audiences(self) -> set[int]:
        beside = [*self.earlier, *([self.latest] if self.latest else [])]
        found = {part.audience for one in beside for part in one.parts} | {one.edition.audience_id for one in beside}
        own = found | {self.edition.audience_id, *(part.audience for part in self.parts)}
        return own | ({self.registered[0]} if self.registered else set())


def told_about(editions: Collection[int]) -> dict[int, About]:
    """By the editions' numbers."""
    rows = Edition.objects.in_bulk(list(editions))
    matters = {row.matter for row in rows.values()}
    others = list(Edition.objects.filter(matter__in=matters).order_by("number"))
    followed = {row.pk: _nearest(_by_the_same(row, others, lambda other, own: other < own)) for row in rows.values()}
    latest = {
        row.pk: _nearest(
            [one for one in _by_the_same(row, others, lambda other, own: other > own) if not one.is_recalled]
        )
        for row in rows.values()
    }
    parts = _parts({*rows, *(one.pk for one in (*followed.values(), *latest.values()) if one)})
    registered = _registered(matters)
    return {
        row.pk: About(
            row,
            parts[row.pk],
            tuple(_beside(one, followed[row.pk], parts) for one in others if _is_before(one, row)),
            _beside(after, after, parts) if (after := latest[row.pk]) else None,
            registered.get(row.matter),
        )
        for row in rows.values()
    }


def content_of(parts: Parts, places: Collection[int]) -> dict[str, Any]:
    """As it is to be handled now: what the latest marking says stands instead of what was sealed."""
    content = whole({name: value for place in places for name, (_, value) in parts[place].content.items()})
    handled = handled_in(parts, places)
    return handled.instead(content) if handled else content


def handled_in(parts: Parts, places: Collection[int]) -> Handled | None:
    said = [handling for place in places if (handling := parts[place].handling)]
    return Handled.of(max(said, key=lambda one: int(one["number"]), default=None))


def _by_the_same(row: Edition, others: Iterable[Edition], lies: Callable[[int, int], bool]) -> list[Edition]:
    """Of one matter, oldest first."""
    same = (one for one in others if one.matter == row.matter and one.originator_desk_id == row.originator_desk_id)
    return [one for one in same if one.kind == row.kind and lies(one.number, row.number)]


def _nearest(found: list[Edition]) -> Edition | None:
    return found[-1] if found else None


def _is_before(one: Edition, row: Edition) -> bool:
    return one.matter == row.matter and one.number < row.number


def _beside(one: Edition, told: Edition | None, parts: Mapping[int, Parts]) -> Beside:
    return Beside(one, parts[one.pk] if told and told.pk == one.pk else ())


def _parts(editions: Collection[int]) -> Mapping[int, Parts]:
    found: dict[int, list[Ranged]] = defaultdict(list)
    rows = Part.objects.filter(edition__in=list(editions)).order_by("slot")
    for edition, *part in rows.values_list("edition_id", "audience_id", "content", "handling"):
        found[edition].append(Ranged(*part))
    return defaultdict(tuple, {edition: tuple(parts) for edition, parts in found.items()})


def _registered(matters: Collection[Any]) -> dict[Any, tuple[int, str]]:
    now = Coalesce("withdrawal__instead", "reference_number")
    numbers = Registration.objects.filter(matter__in=matters).values_list("matter", "audience_id", now)
    return {matter: (audience, number) for matter, audience, number in numbers}
