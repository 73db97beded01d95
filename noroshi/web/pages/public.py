"""What was published: open to everybody, without sign-in and without following anybody. Contact blocks and names stay inside."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from noroshi.audiences.queries import asked_once
from noroshi.audiences.viewer import Public
from noroshi.editions.queries import Wanted, edition_readable_by, editions_readable_by
from noroshi.threshold.cursors import place_from, place_sealed
from noroshi.vault.queries import files_of
from noroshi.web.components import FileLine, Pager
from noroshi.web.pages.files import file_lines
from noroshi.web.pages.items.content import FieldShown, fields_of
from noroshi.web.pages.items.lines import LineShown, line_shown, lines_shown
from noroshi.web.pages.items.sheet import SheetShown, reader_of, sheet_of

A_PAGE: Final = 30
LIST: Final = "published"
ELSEWHERE: Final = ("title", "attachments")


@dataclass(frozen=True, slots=True)
class PublicListPage:
    lines: tuple[LineShown, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class PublicItemPage:
    """A report or an advisory by its sheet; a notice by its fields."""

    line: LineShown
    sheet: SheetShown | None
    fields: tuple[FieldShown, ...]
    files: tuple[FileLine, ...]
    is_whole: bool
    fingerprint: str
    sha256: str


@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """The same for everybody, whoever is signed in."""
    place = place_from(request.GET.get("cursor", ""), None, LIST)
    with asked_once():
        found = editions_readable_by(Public(), Wanted(limit=A_PAGE + 1, before=int(place) if place else None))
    here = reverse("published")
    older = f"{here}?cursor={place_sealed(str(found[A_PAGE - 1].key), None, LIST)}" if len(found) > A_PAGE else ""
    page = PublicListPage(lines_shown(found[:A_PAGE], "published_item"), Pager(here if place else "", older))
    return render(request, "public/list.html", {"page": page})


@require_safe
def published_item(request: HttpRequest, public_id: UUID) -> HttpResponse:
    with asked_once():
        reading = edition_readable_by(Public(), public_id)
        files = file_lines(files_of(Public(), public_id), "published_file")
    sheet = sheet_of(reading, reader_of(reading), files, is_public=True)
    fields = () if sheet else fields_of(reading.content, reading.kind, reading.scheme)
    page = PublicItemPage(
        line=line_shown(reading, "published_item"),
        sheet=sheet,
        fields=tuple(field for field in fields if field.name not in ELSEWHERE),
        files=() if sheet else files,
        is_whole=reading.is_whole,
        fingerprint=reading.seal["fingerprint"],
        sha256=reading.seal["sha256"],
    )
    return render(request, "public/item.html", {"page": page})


urlpatterns = [
    path("public/", published, name="published"),
    path("public/<uuid:public_id>/", published_item, name="published_item"),
]
