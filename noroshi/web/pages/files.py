"""Files are handed over and never shown. A specimen is asked for twice, and leaves in a parcel with a password."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_http_methods

from noroshi.audiences.viewer import Public
from noroshi.threshold.acting import viewer_of
from noroshi.threshold.handing_over import handed_over
from noroshi.vault.queries import FileShown, OpenedFile, open_file
from noroshi.vault.specimens import PASSWORD, may_take, parcel, taken_away
from noroshi.web.components import FileLine
from noroshi.web.pages.directory.words import language, sentence


@dataclass(frozen=True, slots=True)
class SpecimenPage:
    """Without `may_take` only what it is: name, size, hash."""

    file: FileShown
    password: str
    may_take: bool


@require_http_methods(["GET", "POST"])
def stored_file(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """An attachment at once; a specimen after its own page, by a press."""
    viewer = viewer_of(request)
    if request.method == "POST":
        packed = parcel(viewer, public_id)
        return handed_over(packed.name, None, packed.chunks)
    taken = taken_away(viewer, public_id)
    if isinstance(taken, OpenedFile):
        return handed_over(taken.name, taken.size, taken.chunks)
    return _asked_twice(request, taken, may_take=may_take(viewer, public_id))


@require_GET
def published_file(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """An attachment of a published edition, for everybody; never a specimen."""
    opened = open_file(Public(), public_id)
    return handed_over(opened.name, opened.size, opened.chunks)


def _asked_twice(request: HttpRequest, file: FileShown, *, may_take: bool) -> HttpResponse:
    return render(request, "files/specimen.html", {"page": SpecimenPage(file, PASSWORD, may_take)})


def file_lines(files: Iterable[FileShown], address: str = "stored_file") -> tuple[FileLine, ...]:
    """As the component shows them; `address` is `published_file` where everybody reads."""
    return tuple(file_line(one, reverse(address, args=[one.public_id])) for one in files)


def file_line(file: FileShown, href: str = "") -> FileLine:
    """What was seen in it when it came in, in the reader's words."""
    lang = language()
    return FileLine(
        file.name,
        file.size,
        file.sha256,
        href,
        is_specimen=file.is_specimen,
        sort=sentence(file.sort.label(lang)) if file.sort else "",
        told=tuple(sentence(one.label(lang)) for one in file.findings),
        scan=sentence(file.scan.label(lang)) if file.scan else "",
    )


urlpatterns = [
    path("files/<uuid:public_id>/", stored_file, name="stored_file"),
    path("public/files/<uuid:public_id>/", published_file, name="published_file"),
]
