"""What was published: open to everybody, without sign-in and without following anybody. Contact blocks and names stay inside."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from noroshi.audiences.viewer import Public
from noroshi.editions.queries import Wanted, edition_readable_by, editions_readable_by
from noroshi.vault.queries import files_of
from noroshi.web.components import FileLine
from noroshi.web.pages.files import file_lines
from noroshi.web.pages.items.content import FieldShown, fields_of
from noroshi.web.pages.items.lines import LineShown, line_shown, lines_shown

MOST = 100
ELSEWHERE = ("title", "attachments")


@dataclass(frozen=True, slots=True)
class PublicListPage:
    lines: tuple[LineShown, ...]


@dataclass(frozen=True, slots=True)
class PublicItemPage:
    line: LineShown
    fields: tuple[FieldShown, ...]
    files: tuple[FileLine, ...]
    is_whole: bool
    fingerprint: str
    sha256: str


@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """The same for everybody, whoever is signed in."""
    lines = lines_shown(editions_readable_by(Public(), Wanted(limit=MOST)), "published_item")
    return render(request, "public/list.html", {"page": PublicListPage(lines)})


@require_safe
def published_item(request: HttpRequest, public_id: UUID) -> HttpResponse:
    reading = edition_readable_by(Public(), public_id)
    page = PublicItemPage(
        line=line_shown(reading, "published_item"),
        fields=tuple(f for f in fields_of(reading.content, reading.kind, reading.scheme) if f.name not in ELSEWHERE),
        files=file_lines(files_of(Public(), public_id), "published_file"),
        is_whole=reading.is_whole,
        fingerprint=reading.seal["fingerprint"],
        sha256=reading.seal["sha256"],
    )
    return render(request, "public/item.html", {"page": page})


urlpatterns = [
    path("public/", published, name="published"),
    path("public/<uuid:public_id>/", published_item, name="published_item"),
]
