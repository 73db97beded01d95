"""What is found without the index: people and desks as far as the viewer may know them, alerts of the desk, the handbook, the glossary."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final

from noroshi.audiences.viewer import Viewer
from noroshi.bulletins.queries import AlertShown, alerts_of
from noroshi.directory.queries import desks_known_to, organizations_known_to, people_of_own_organization
from noroshi.directory.shown import DeskShown, OrganizationShown, PersonShown
from noroshi.helping.queries import HelpShown, requests_saying
from noroshi.intel.browsing import Listed
from noroshi.intel.looking_up import looked_up
from noroshi.search.asking import Asked
from noroshi.search.handbook import Page, pages_saying, terms_saying
from noroshi.search.wanted import Wanted
from noroshi.vocabulary import FoundKind
from noroshi.vocabulary.folding import folded
from noroshi.vocabulary.glossary import Term

MOST: Final = 5


@dataclass(frozen=True, slots=True)
class Beside:
    """`exactly`: objects that name just this value, there before the index has seen them."""

    exactly: tuple[Listed, ...] = ()
    organizations: tuple[OrganizationShown, ...] = ()
    desks: tuple[DeskShown, ...] = ()
    people: tuple[PersonShown, ...] = ()
    alerts: tuple[AlertShown, ...] = ()
    pages: tuple[Page, ...] = ()
    terms: tuple[Term, ...] = ()
    help: tuple[HelpShown, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, one.name) for one in fields(self))


def beside(viewer: Viewer, asked: Asked, wanted: Wanted, language: str) -> Beside:
    """On the first page only, and only of what is asked for; the handbook by its page in the reader's language."""
    if asked.is_empty or wanted.place or asked.without:
        return Beside()
    kinds, words = frozenset(wanted.kinds) or frozenset(FoundKind), asked.written
    pieces = [one.phrases for one in asked.groups if one.phrases]
    in_directory = FoundKind.DIRECTORY in kinds
    return Beside(
        exactly=_exactly(viewer, words, wanted) if FoundKind.OBJECT in kinds else (),
        organizations=tuple(organizations_known_to(viewer.seat, words, limit=MOST)) if in_directory else (),
        desks=tuple(desks_known_to(viewer.seat, words, limit=MOST)) if in_directory else (),
        people=_people(viewer, pieces) if in_directory else (),
        alerts=tuple(alerts_of(viewer, words=words)[:MOST]) if FoundKind.ALERT in kinds else (),
        pages=tuple(pages_saying(pieces, language)) if FoundKind.HANDBOOK in kinds else (),
        terms=tuple(terms_saying(pieces)) if FoundKind.TERM in kinds else (),
        help=_help(viewer, pieces) if FoundKind.HELP in kinds else (),
    )


def _exactly(viewer: Viewer, words: str, wanted: Wanted) -> tuple[Listed, ...]:
    """What is narrowed is asked of the index alone, which knows by what."""
    return () if wanted.narrows_items else looked_up(viewer, words, limit=MOST).rows


def _help(viewer: Viewer, pieces: Sequence[Sequence[str]]) -> tuple[HelpShown, ...]:
    """Between two desks there are few."""
    if not pieces:
        return ()
    rows = requests_saying(viewer, lambda text: _says(folded(text), pieces))
    return tuple(rows[:MOST])


def _says(text: str, pieces: Sequence[Sequence[str]]) -> bool:
    return all(any(word in text for word in words) for words in pieces)


def _people(viewer: Viewer, pieces: Sequence[Sequence[str]]) -> tuple[PersonShown, ...]:
    """Those of the own organization; whoever sits elsewhere is met through a desk."""
    if not pieces:
        return ()
    rows = people_of_own_organization(viewer.seat)
    said = ((folded(f"{one.name_ja} {one.name_kana} {one.name_en}"), one) for one in rows if one.is_active)
    return tuple(one for text, one in said if _says(text, pieces))[:MOST]
