"""How a draft of a kind of its own is sent and goes on: the rooms above that write such kinds say so here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from noroshi.audiences.viewer import Viewer
from noroshi.drafting.models import Draft
from noroshi.drafting.queries import DraftShown
from noroshi.editions.models import EditionKind
from noroshi.vocabulary.errors import Refusal

ADDRESSED: Final = frozenset({EditionKind.ADVISORY, EditionKind.SHEET})
"""Kinds whose writer names the recipients; a report goes along its way."""


@dataclass(frozen=True, slots=True)
class OfKind:
    """`send` seals a draft in the version that was looked at, `go_on` begins the next edition, `hindered` is what stands in the way."""

    send: Callable[[Viewer, UUID, int], UUID]
    go_on: Callable[[Viewer, UUID], DraftShown]
    hindered: Callable[[Viewer, Draft], list[Refusal]]


_kinds: dict[str, OfKind] = {}


def written_above(kind: EditionKind, deeds: OfKind) -> None:
    _kinds[kind.value] = deeds


def deeds_of_kind(kind: str) -> OfKind | None:
    return _kinds.get(kind)
