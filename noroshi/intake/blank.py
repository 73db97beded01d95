"""Forms to be filled elsewhere: spreadsheet, text, one file for any browser; with what desk and person already answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from noroshi.advisories.actions.begin import contact_block, must_be_center
from noroshi.audiences.viewer import Viewer
from noroshi.intake.reading import scheme_here
from noroshi.paper.offline import offline_page
from noroshi.paper.paper import Paper
from noroshi.paper.printed import SHEETS
from noroshi.paper.text import text
from noroshi.paper.xlsx import spreadsheet
from noroshi.reports.prefilled import first_report
from noroshi.vocabulary import FormKind
from noroshi.vocabulary.errors import NotFound, Refusal

WRITERS: Final[Mapping[str, Callable[[Paper], bytes]]] = MappingProxyType(
    {"xlsx": spreadsheet, "txt": lambda paper: text(paper).encode(), "html": offline_page}
)


@dataclass(frozen=True, slots=True)
class Blank:
    """A file to take along."""

    name: str
    content: bytes


def blank(viewer: Viewer, kind: FormKind, sort: str) -> Blank:
    """The advisory form only for the desk that issues advisories."""
    scheme = scheme_here()
    form, write = scheme.form(kind), WRITERS.get(sort)
    if form is None or write is None:
        raise NotFound
    content = {name: value for name, value in _prefilled(viewer, kind).items() if value not in ("", None)}
    return Blank(f"{SHEETS[kind].title}.{sort}", write(Paper(scheme, form, content)))


def kinds_for(viewer: Viewer) -> tuple[FormKind, ...]:
    try:
        must_be_center(viewer)
    except Refusal:
        return (FormKind.REPORT,)
    return (FormKind.REPORT, FormKind.ADVISORY)


def _prefilled(viewer: Viewer, kind: FormKind) -> Mapping[str, Any]:
    if kind is FormKind.REPORT:
        return first_report(viewer)
    must_be_center(viewer)
    return contact_block(viewer)
