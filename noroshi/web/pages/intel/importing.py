"""Files of shared intelligence: brought by somebody at the desk, taken in by the worker, followed on a page."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noroshi.audiences.viewer import Viewer
from noroshi.intel.actions.bring import bring, go_on
from noroshi.intel.actions.imports import stop_import
from noroshi.intel.imports import FaultShown, ImportShown, faults_of, import_shown, imports_of
from noroshi.intel.queries import origins_of
from noroshi.threshold.acting import viewer_of
from noroshi.threshold.handing_over import handed_over
from noroshi.vocabulary import ImportState
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language

SIGNS: Final = {
    ImportState.WAITING: "planned",
    ImportState.RUNNING: "half",
    ImportState.DONE: "done",
    ImportState.FAILED: "failed",
    ImportState.STOPPED: "ended",
}
SHOWN_FAULTS: Final = 50
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class FileForm(forms.Form):
    """One file, from one of the desk's sources."""

    origin = forms.ChoiceField(
        label=gettext_lazy("Source"), error_messages={"required": gettext_lazy("Choose the source that it comes from.")}
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        error_messages={"required": gettext_lazy("Choose a file."), "empty": gettext_lazy("This file is empty.")},
        help_text=gettext_lazy("STIX 2.1: a bundle, a TAXII envelope, a list, or one object a line."),
        widget=forms.FileInput(attrs={"accept": ".json,.ndjson,.jsonl,.stix,.stix2"}),
    )

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sources = [(str(one.public_id), one.name) for one in origins_of(viewer)]
        self.fields["origin"].choices = sources  # type: ignore[attr-defined]  # of a ChoiceField
        self.has_sources = bool(sources)


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One import with its state in the reader's words; figures of the progress only while there are any."""

    one: ImportShown
    sign: str
    state: str
    speed: str
    left: str

    @property
    def is_moving(self) -> bool:
        return self.one.state in {ImportState.WAITING, ImportState.RUNNING}

    @property
    def may_go_on(self) -> bool:
        return self.one.state in {ImportState.STOPPED, ImportState.FAILED}


@dataclass(frozen=True, slots=True)
class FaultLine:
    stix_id: str
    path: str
    words: str


@dataclass(frozen=True, slots=True)
class ImportsPage:
    crumbs: tuple[Crumb, ...]
    lines: tuple[ImportLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPage:
    crumbs: tuple[Crumb, ...]
    line: ImportLine
    faults: tuple[FaultLine, ...]


@require_safe
@login_required
def imports(request: HttpRequest) -> HttpResponse:
    """The desk's own."""
    lines = tuple(map(_line, imports_of(viewer_of(request))))
    return render(request, "intel/imports.html", {"page": ImportsPage(_crumbs(), lines)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_import(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    form = FileForm(viewer, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload, origin = form.cleaned_data["file"], UUID(form.cleaned_data["origin"])
        row = tried(request, form, lambda: bring(viewer, origin, str(upload.name), upload.chunks()))
        if row:
            messages.success(request, _("The file is here. It is being taken in."))
            return HttpResponseRedirect(reverse("intel_import", args=[row.public_id]))
    page = ImportsPage(_crumbs(_("Bring a file")))
    return render(request, "intel/import_new.html", {"page": page, "form": form}, status=status_of(request, form))


@require_safe
@login_required
def one_import(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """While it moves, its figures come anew by themselves."""
    viewer = viewer_of(request)
    shown = import_shown(viewer, public_id)
    faults = tuple(map(_fault, faults_of(viewer, public_id, most=SHOWN_FAULTS)))
    page = ImportPage(_crumbs(shown.name), _line(shown), faults)
    part = "#figures" if request.headers.get("HX-Request") else ""
    return render(request, f"intel/import.html{part}", {"page": page})


@require_safe
@login_required
def import_faults(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Every fault that was kept, as a table for whoever sent the file."""
    viewer = viewer_of(request)
    shown = import_shown(viewer, public_id)
    lang = language()
    rows = [
        [one.stretch, one.stix_id, one.fault.path, one.fault.says.label(lang)] for one in faults_of(viewer, public_id)
    ]
    head = [_("Byte of the file"), _("Object"), _("Where"), _("What is wrong")]
    body = "\ufeff" + "".join(_csv([head, *rows]))
    return handed_over(f"{shown.name}-faults.csv", None, [body.encode()])  # type: ignore[return-value]  # a streaming answer


@require_POST
@login_required
def stop(request: HttpRequest, public_id: UUID) -> HttpResponse:
    stop_import(viewer_of(request), public_id)
    messages.info(request, _("It stops after the part that is being written. What is in stays in."))
    return HttpResponseRedirect(reverse("intel_import", args=[public_id]))


@require_POST
@login_required
def resume(request: HttpRequest, public_id: UUID) -> HttpResponse:
    go_on(viewer_of(request), public_id)
    messages.success(request, _("It goes on where it ended."))
    return HttpResponseRedirect(reverse("intel_import", args=[public_id]))


def _line(one: ImportShown) -> ImportLine:
    left = one.seconds_left
    return ImportLine(
        one,
        SIGNS[one.state],
        one.state.label(language()),
        _("%(rate)s MB a second") % {"rate": f"{one.bytes_a_second / 1_000_000:.1f}"} if one.bytes_a_second else "",
        _("about %(n)s s left") % {"n": left} if left is not None else "",
    )


def _fault(one: FaultShown) -> FaultLine:
    return FaultLine(one.stix_id, one.fault.path, one.fault.says.label(language()))


def _csv(rows: list[list[Any]]) -> Iterator[str]:
    """What was sent never becomes a formula in somebody's spreadsheet."""
    gathered: list[str] = []
    writer = csv.writer(_Into(gathered))
    for row in rows:
        writer.writerow([f"'{cell}" if str(cell).startswith(FORMULA) else cell for cell in row])
    yield from gathered


class _Into:
    def __init__(self, pieces: list[str]) -> None:
        self.pieces = pieces

    def write(self, text: str) -> int:
        self.pieces.append(text)
        return len(text)


def _crumbs(*more: str) -> tuple[Crumb, ...]:
    return (Crumb(_("Files brought in"), reverse("intel_imports") if more else ""), *(Crumb(one, "") for one in more))


urlpatterns = [
    path("intel/imports/", imports, name="intel_imports"),
    path("intel/imports/new/", new_import, name="intel_import_new"),
    path("intel/imports/<uuid:public_id>/", one_import, name="intel_import"),
    path("intel/imports/<uuid:public_id>/faults.csv", import_faults, name="intel_import_faults"),
    path("intel/imports/<uuid:public_id>/stop/", stop, name="intel_import_stop"),
    path("intel/imports/<uuid:public_id>/go-on/", resume, name="intel_import_go_on"),
]
