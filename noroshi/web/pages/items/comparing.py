"""The other editions of a matter that this reader may read, and what changed since the one that was read last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from noroshi.audiences.viewer import Viewer
from noroshi.editions.earlier import earlier_of
from noroshi.editions.queries import Line, Reading, Stated, edition_readable_by
from noroshi.editions.read_marks import UNOPENED, Opened, read_before
from noroshi.vocabulary.errors import NotFound
from noroshi.web.components import EditionStop
from noroshi.web.pages.items.changing import Changed, called, changed
from noroshi.web.pages.items.lines import line_shown, number_words
from noroshi.web.pages.items.sheet import form_of
from noroshi.web.pages.items.values import Reader

CHANGES, FULL = "changes", "full"


@dataclass(frozen=True, slots=True)
class Against:
    """An edition to compare with instead."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """`is_changes` says which of the two views is shown: what changed, or the whole sheet."""

    title: str
    is_changes: bool
    changes_url: str
    full_url: str
    changed: Changed
    others: tuple[Against, ...]


def stops_of(
    viewer: Viewer, reading: Reading, others: Sequence[Line], known: Mapping[int, Opened]
) -> tuple[EditionStop, ...]:
    """A single edition needs no strip."""
    if len(others) < 2:
        return ()
    return tuple(_stop(viewer, line, reading, others, known.get(line.key, UNOPENED)) for line in others)


def comparison_of(
    viewer: Viewer,
    reading: Reading,
    others: Sequence[Stated],
    reader: Reader,
    known: Mapping[int, Opened],
    asked: Mapping[str, str],
) -> Comparison | None:
    """With the one that was asked for, else the one that this person read last, else the one before."""
    is_asked = bool(asked.get("against"))
    was_read = read_before(reading, others, known)
    base = _asked_for(asked["against"]) if is_asked else _usual(reading, others, was_read)
    if base is None or base == reading.public_id:
        return None
    before = _stated(viewer, base, others)
    if before.kind != reading.kind:
        raise NotFound
    is_read = was_read is not None and was_read.public_id == base
    more = f"&against={base}" if is_asked else ""
    here = reverse("item", args=[reading.public_id])
    return Comparison(
        title=_title(before, reading, is_read=is_read),
        is_changes=asked.get("view", CHANGES) != FULL,
        changes_url=f"{here}?view={CHANGES}{more}",
        full_url=f"{here}?view={FULL}{more}",
        changed=changed(form_of(reading), before, reading, reader, _between(before, reading, others)),
        others=tuple(_against(here, line) for line in others if line.public_id not in {reading.public_id, base}),
    )


def _stated(viewer: Viewer, base: UUID, others: Sequence[Stated]) -> Stated:
    """What is of another matter is asked for."""
    found = next((one for one in others if one.public_id == base), None)
    return found or edition_readable_by(viewer, base, answer="page")


def _between(before: Stated, reading: Reading, others: Sequence[Stated]) -> list[Stated]:
    """Those of the same desk that the reader has jumped over."""
    return [one for one in earlier_of(reading, others) if one.key > before.key]


def _usual(reading: Reading, others: Sequence[Line], was_read: Line | None) -> UUID | None:
    if was_read is not None:
        return was_read.public_id
    earlier = earlier_of(reading, others)
    return earlier[-1].public_id if earlier else None


def _asked_for(text: str) -> UUID:
    """What is no id is not found, like what nobody here may read."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


def _title(before: Stated, reading: Stated, *, is_read: bool) -> str:
    if before.matter != reading.matter:
        return _("What differs from %(title)s") % {"title": line_shown(before).title}
    name = called(before)
    if is_read:
        return _("What changed since %(edition)s, which you read") % {"edition": name}
    return _("What changed since %(edition)s") % {"edition": name}


def _against(here: str, line: Line) -> Against:
    return Against(
        number_words(line.number) or line_shown(line).title, f"{here}?view={CHANGES}&against={line.public_id}"
    )


def _stop(viewer: Viewer, line: Line, reading: Reading, others: Sequence[Line], mark: Opened) -> EditionStop:
    is_here = line.public_id == reading.public_id
    return EditionStop(
        name=number_words(line.number) or line_shown(line).title,
        words=_words(viewer, line, others, mark, is_here=is_here),
        url="" if is_here else reverse("item", args=[line.public_id]),
        is_here=is_here,
        at=line.sealed_at,
    )


def _words(viewer: Viewer, line: Line, others: Sequence[Line], mark: Opened, *, is_here: bool) -> str:
    if is_here and line == others[-1]:
        return _("latest")
    if is_here or line.originator.pk == viewer.desk_id:
        return ""
    return _("you read it") if mark.by_me else _("not read yet")
