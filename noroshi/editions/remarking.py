"""Marking again as a door asks for it: the present marking, what it would become, and what that would change."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from noroshi.audiences.viewer import Viewer
from noroshi.editions import wishes
from noroshi.editions.addressed import Addressed, addressed
from noroshi.editions.explaining import marking_of_own, reach_if, reach_of
from noroshi.editions.previews import PreviewTold, told
from noroshi.editions.terms import NOTE
from noroshi.editions.wishes import MarkingWish
from noroshi.sharing.marking import Marking, PartMarking, refuse_contradictions
from noroshi.sharing.redaction import TERMS
from noroshi.vocabulary import Tlp

OWN: Final = "own"
AS_NOW: Final = "as:"


@dataclass(frozen=True, slots=True)
class Present:
    """As the originator last wrote it; parties under their public ids."""

    marking: Marking
    number: int
    additions: tuple[Addressed, ...]
    exclusions: tuple[Addressed, ...]


def present(viewer: Viewer, edition_id: uuid.UUID) -> Present:
    marking, number = marking_of_own(viewer, edition_id)
    return Present(
        marking,
        number,
        additions=addressed(sorted(map(str, marking.additions))),
        exclusions=addressed(sorted(map(str, marking.exclusions))),
    )


def wished_again(
    viewer: Viewer, edition_id: uuid.UUID, wish: MarkingWish, holds: Mapping[str, str] | None = None
) -> Marking:
    """Color, sectors, additions, exclusions, label and note anew; form, leg and recipients stay as they are.

    `holds` says of fields and paragraphs who reads them then; without it they stay as they are held now.
    """
    current, _number = marking_of_own(viewer, edition_id)
    wanted = replace(
        current,
        parts=current.parts if holds is None else parts_again(current, holds),
        tlp=wish.tlp,
        sectors=frozenset(wish.sectors) or current.sectors,
        additions=wishes.parties(viewer, wish.additions),
        exclusions=wishes.excluded(viewer, wish.exclusions),
        handling_note=wish.handling_note,
        bars_government=wish.bars_government,
    )
    refuse_contradictions(wanted)
    return wanted


def held_now(marking: Marking) -> dict[str, str]:
    """Of each field that is held back, how: a color, the own desk alone, or as its part says."""
    return {name: _word(number, part) for number, part in enumerate(marking.parts) for name in part.fields}


def parts_again(current: Marking, holds: Mapping[str, str]) -> tuple[PartMarking, ...]:
    """Fields that are not named stay where they are; a word that nobody knows holds a field back altogether."""
    wanted = {**held_now(current), **holds, **({TERMS: holds[NOTE]} if NOTE in holds else {})}
    by_word: dict[str, set[str]] = {}
    for name, word in wanted.items():
        if word:
            by_word.setdefault(word, set()).add(name)
    return tuple(_part(current, word, frozenset(names)) for word, names in sorted(by_word.items()))


def _word(number: int, part: PartMarking) -> str:
    if part.kept_from or part.readers:
        return f"{AS_NOW}{number}"
    return part.tlp.value if part.tlp and part.readers is None else OWN


def _part(current: Marking, word: str, fields: frozenset[str]) -> PartMarking:
    kept = {f"{AS_NOW}{number}": part for number, part in enumerate(current.parts)}
    if word in kept:
        return replace(kept[word], fields=fields)
    if word in set(Tlp):
        return PartMarking(fields, tlp=Tlp.of(word))
    return PartMarking(fields, readers=frozenset())


def reach_then(viewer: Viewer, edition_id: uuid.UUID, wanted: Marking) -> tuple[PreviewTold, PreviewTold]:
    """Now and then."""
    now = told(viewer, reach_of(viewer, edition_id), names_holders=True)
    return now, told(viewer, reach_if(viewer, edition_id, wanted), names_holders=True)
