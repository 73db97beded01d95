"""Whose items are looked for, by name: only organizations that the viewer knows are found or offered, as in the directory.

What was passed on without the name of its source is by whoever passed it on, here as everywhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from noroshi.audiences.viewer import Viewer
from noroshi.directory.known import known_organizations
from noroshi.directory.queries import organizations_known_to
from noroshi.search.wanted import MOST_NAMED
from noroshi.vocabulary.folding import folded

BETWEEN: Final = str.maketrans({"、": ",", "，": ",", ";": ","})
SHORTEST: Final = 2
MOST_OFFERED: Final = 50


@dataclass(frozen=True, slots=True)
class Origins:
    """`ids` for the search, `names` as a form shows them; `unnamed` stand in the address, and the viewer does not know them."""

    ids: tuple[str, ...] = ()
    names: str = ""
    unnamed: tuple[str, ...] = ()
    nobody: str = ""
    """What was typed and names none that the viewer knows: there may be one, or none."""


def origins(viewer: Viewer, given: Iterable[str], language: str) -> Origins:
    """Ids and names, as they stand in an address or were typed."""
    ids, said = _told_apart(given)
    for one in said:
        if not (found := _named(viewer, one)):
            return Origins(tuple(ids), "、".join(said), nobody=one)
        ids += found
    ids = list(dict.fromkeys(ids))[:MOST_NAMED]
    known = known_organizations(viewer.seat).filter(public_id__in=ids) if ids else ()
    names = {str(row.public_id): row.name(language) for row in known}
    shown = "、".join(names[one] for one in ids if one in names)
    return Origins(tuple(ids), shown, tuple(one for one in ids if one not in names))


def offered(viewer: Viewer, language: str) -> Sequence[str]:
    """To choose from: the first of those that the viewer knows."""
    return [row.name(language) for row in known_organizations(viewer.seat).order_by("handle")[:MOST_OFFERED]]


def _told_apart(given: Iterable[str]) -> tuple[list[str], list[str]]:
    ids, said = list[str](), list[str]()
    for piece in (one.strip() for each in given for one in each.translate(BETWEEN).split(",")):
        try:
            ids.append(str(UUID(piece)))
        except ValueError:
            said += [piece] if piece else []
    return ids[:MOST_NAMED], said[:MOST_NAMED]


def _named(viewer: Viewer, words: str) -> list[str]:
    """Those called just so; else all in whose name it stands."""
    if len(words) < SHORTEST:
        return []
    rows = organizations_known_to(viewer.seat, words, limit=MOST_NAMED)
    same = folded(words)
    exactly = [one for one in rows if same in {folded(one.name_ja), folded(one.name_en), folded(one.handle)}]
    return [str(one.id) for one in exactly or rows]
