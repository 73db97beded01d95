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
from noroshi.vault.specimens import PASSWORD, parcel, taken_away
from noroshi.web.components import FileLine


@dataclass(frozen=True, slots=True)
class SpecimenPage:
    file: FileShown
    password: str


@require_http_methods(["GET", "POST"])
def stored_file(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """An attachment at once; a specimen after its own page, by a press."""
    viewer = viewer_of(request)
    if request.method == "POST":
        packed = parcel(viewer, public_id)
        return handed_over(packed.name, len(packed.content), [packed.content])
    taken = taken_away(viewer, public_id)
    if isinstance(taken, OpenedFile):
        return handed_over(taken.name, taken.size, taken.chunks)
    return _asked_twice(request, taken)


@require_GET
def published_file(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """An attachment of a published edition, for everybody; never a specimen."""
    opened = open_file(Public(), public_id)
    return handed_over(opened.name, opened.size, opened.chunks)


def _asked_twice(request: HttpRequest, file: FileShown) -> HttpResponse:
    return render(request, "files/specimen.html", {"page": SpecimenPage(file, PASSWORD)})


def file_lines(files: Iterable[FileShown], address: str = "stored_file") -> tuple[FileLine, ...]:
    """As the component shows them; `address` is `published_file` where everybody reads."""
    return tuple(
        FileLine(one.name, one.size, one.sha256, reverse(address, args=[one.public_id]), is_specimen=one.is_specimen)
        for one in files
    )


urlpatterns = [
    path("files/<uuid:public_id>/", stored_file, name="stored_file"),
    path("public/files/<uuid:public_id>/", published_file, name="published_file"),
]
