"""One answer, one entry: what a page gives in several parts is written down once, when the page is whole."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from noroshi.audiences.viewer import AnyViewer, Public, SystemViewer, Viewer
from noroshi.ledger.actions import record
from noroshi.ledger.entries import Answer


@dataclass
class Page:
    """What one page has given so far, in the order of the giving, and whose it was."""

    answers: set[str] = field(default_factory=set)
    objects: dict[uuid.UUID, int] = field(default_factory=dict)


_page: ContextVar[Page | None] = ContextVar("page", default=None)


@contextmanager
def gathered(viewer: Viewer) -> Iterator[None]:
    """Readings inside are one entry, in the transaction of the page."""
    page = Page()
    before = _page.set(page)
    try:
        yield
    finally:
        _page.reset(before)
    if page.answers:
        answer = Answer.PAGE if Answer.PAGE.value in page.answers else Answer.LIST
        record(deed="read", answer=answer.value, actor=viewer.actor, objects=list(page.objects.items()))


def give(viewer: AnyViewer, answer: str, objects: Iterable[tuple[uuid.UUID, int]]) -> None:
    """One entry for one answer; the public is nobody, so that nobody is followed."""
    page = _page.get()
    match viewer:
        case Viewer() if page is not None:
            page.answers.add(answer)
            page.objects.update(objects)
        case Viewer():
            record(deed="read", answer=answer, actor=viewer.actor, objects=list(objects))
        case SystemViewer():
            record(deed="read", answer=answer, system=viewer.name, objects=list(objects))
        case Public():
            return
