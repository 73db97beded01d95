"""The record of the own organization: what its people did and read, who read what it wrote, what others did about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from noroshi.audiences.viewer import Viewer
from noroshi.directory.queries.acting import Acting, who_acted
from noroshi.editions.queries import Line, lines_readable_by
from noroshi.editions.read_by import ReadBy, readings_of_own
from noroshi.ledger.queries import Only, deeds_about, deeds_of
from noroshi.ledger.seals import fingerprint_of, node_key
from noroshi.threshold.acting import viewer_of
from noroshi.threshold.cursors import place_from, place_sealed
from noroshi.web.components import Pager
from noroshi.web.pages.deeds import answer_words, clause_words, deed_words
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.items.lines import LineShown, line_shown

A_PAGE: Final = 40
VIEWS: Final[dict[str, str | Promise]] = {
    "own": gettext_lazy("What our people did"),
    "readings": gettext_lazy("Who read what we wrote"),
    "about": gettext_lazy("What others did about us"),
}


@dataclass(frozen=True, slots=True)
class ViewLink:
    name: str
    url: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class EntryShown:
    """`items` are those that this reader may read; nothing says whether there were others."""

    at: datetime
    deed: str
    answer: str
    is_allowed: bool
    clause: str
    person: str
    desk: str
    is_by_key: bool
    items: tuple[LineShown, ...]


@dataclass(frozen=True, slots=True)
class ReadingShown:
    """Organization and desk, never a person; empty for a member of a confidential group."""

    at: datetime
    answer: str
    organization: str
    desk: str
    items: tuple[LineShown, ...]


@dataclass(frozen=True, slots=True)
class RecordPage:
    views: tuple[ViewLink, ...]
    view: str
    filters: tuple[ViewLink, ...]
    entries: tuple[EntryShown, ...]
    readings: tuple[ReadingShown, ...]
    pager: Pager
    fingerprint: str


@require_safe
@login_required
def ledger(request: HttpRequest) -> HttpResponse:
    """Filters stand in the address; the place in the list is opaque and bound to this seat and this question."""
    viewer = viewer_of(request)
    view = request.GET.get("view", "own")
    view = view if view in VIEWS else "own"
    only = _only(request.GET.get("only", ""))
    asked = {"view": view, **({"only": only.value} if only and view == "own" else {})}
    place = place_from(request.GET.get("cursor", ""), viewer.seat, ("ledger", asked))
    before = int(place) if place else None
    entries: tuple[EntryShown, ...] = ()
    readings: tuple[ReadingShown, ...] = ()
    match view:
        case "readings":
            readings, last = _readings(viewer, before)
        case "about":
            entries, last = _shown(viewer, deeds_about(viewer.organization_id, before=before, limit=A_PAGE + 1))
        case _:
            rows = deeds_of(viewer.organization_id, before=before, limit=A_PAGE + 1, only=only)
            entries, last = _shown(viewer, rows)
    page = RecordPage(
        views=tuple(ViewLink(str(name), _address({"view": each}), each == view) for each, name in VIEWS.items()),
        view=view,
        filters=_filters(only) if view == "own" else (),
        entries=entries,
        readings=readings,
        pager=_pager(request, viewer, asked, last),
        fingerprint=fingerprint_of(node_key().public_key()),
    )
    return render(request, "record/record.html", {"page": page})


def _shown(viewer: Viewer, rows: Sequence[Any]) -> tuple[tuple[EntryShown, ...], int | None]:
    """One more than a page was asked for, to know whether it goes on."""
    found, last = rows[:A_PAGE], rows[A_PAGE - 1].pk if len(rows) > A_PAGE else None
    named = who_acted(viewer.seat, [row.person_id for row in found], [row.desk_id for row in found])
    lines = lines_readable_by(viewer, {each for row in found for each in row.object_ids})
    return tuple(_entry(row, named, lines) for row in found), last


def _entry(row: Any, named: Acting, lines: Mapping[UUID, Line]) -> EntryShown:
    person, desk = named.people.get(row.person_id or 0), named.desks.get(row.desk_id or 0)
    lang = language()
    home = desk.organization.name(lang) if desk else ""
    return EntryShown(
        at=row.at,
        deed=deed_words(row.deed),
        answer=answer_words(row.answer),
        is_allowed=row.allowed,
        clause=clause_words(row.clause) if row.clause else "",
        person=(person.name_en if lang == "en" and person.name_en else person.name_ja) if person else "",
        desk=(desk.desk.name(lang) if person else f"{home} {desk.desk.name(lang)}") if desk else "",
        is_by_key=row.key_id is not None,
        items=_lines(row.object_ids, lines),
    )


def _readings(viewer: Viewer, before: int | None) -> tuple[tuple[ReadingShown, ...], int | None]:
    found = readings_of_own(viewer, before=before, limit=A_PAGE)
    lines = lines_readable_by(viewer, {each for row in found.rows for each in row.editions})
    return tuple(_reading(row, lines) for row in found.rows), found.last


def _reading(row: ReadBy, lines: Mapping[UUID, Line]) -> ReadingShown:
    lang = language()
    return ReadingShown(
        at=row.at,
        answer=answer_words(row.answer),
        organization=row.desk.organization.name(lang) if row.desk else "",
        desk=row.desk.name(lang) if row.desk else "",
        items=_lines(row.editions, lines),
    )


def _lines(ids: Iterable[UUID], lines: Mapping[UUID, Line]) -> tuple[LineShown, ...]:
    return tuple(line_shown(lines[each]) for each in ids if each in lines)


def _only(value: str) -> Only | None:
    return Only.of(value) if value in set(Only) else None


def _filters(only: Only | None) -> tuple[ViewLink, ...]:
    lang = language()
    words = [ViewLink(_("Everything"), _address({"view": "own"}), only is None)]
    words += [
        ViewLink(each.label(lang).capitalize(), _address({"view": "own", "only": each.value}), only is each)
        for each in Only
    ]
    return tuple(words)


def _pager(request: HttpRequest, viewer: Viewer, asked: dict[str, str], last: int | None) -> Pager:
    older = ""
    if last is not None:
        older = _address(asked | {"cursor": place_sealed(str(last), viewer.seat, ("ledger", asked))})
    return Pager(newer_url=_address(asked) if "cursor" in request.GET else "", older_url=older)


def _address(asked: dict[str, str]) -> str:
    return f"{reverse('ledger')}?{urlencode(asked)}"


urlpatterns = [path("record/", ledger, name="ledger")]
