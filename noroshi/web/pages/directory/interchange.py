"""Import and export: a file is first shown as what it would change, and only then applied, whole or not at all."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from noroshi.directory.interchange import FieldChange, Outcome, Plan, PlannedRecord, apply, export, plan, text_of
from noroshi.threshold.acting import seat_of
from noroshi.vocabulary.errors import Malformed, NotYours
from noroshi.web.components import Change, ChangeKind, Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.places import Place, places, to
from noroshi.web.pages.directory.words import RECORDS, column_name, language, separator

LARGEST_BYTES: Final = 1_500_000
MOST_SHOWN: Final = 300
FORMS: Final = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
TELLING: Final = (Outcome.REFUSED, Outcome.NEEDS_AGREEMENT, Outcome.CHANGED, Outcome.ADDED)
"""In this order; what stays as it is, is only counted."""


class ImportForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("CSV or JSON, as the export writes it. Spreadsheets may save it as UTF-8 or Shift_JIS."),
        widget=forms.FileInput(attrs={"accept": ".csv,.json,text/csv,application/json"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste its content"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "mono"}),
    )


@dataclass(frozen=True, slots=True)
class InterchangePage:
    places: tuple[Place, ...]
    may_import: bool


@dataclass(frozen=True, slots=True)
class Mistaken:
    column: str
    words: str


@dataclass(frozen=True, slots=True)
class RecordPlanned:
    kind: str
    row: int
    name: str
    outcome: Outcome
    changes: tuple[Change, ...]
    mistakes: tuple[Mistaken, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    outcome: Outcome
    number: int


@dataclass(frozen=True, slots=True)
class PlanPage:
    crumbs: tuple[Crumb, ...]
    counts: tuple[Counted, ...]
    records: tuple[RecordPlanned, ...]
    is_shortened: bool
    is_applicable: bool
    changes_nothing: bool
    has_changed: bool
    text: str
    seen: str


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def interchange(request: HttpRequest) -> HttpResponse:
    """The export for everybody, of what they may look up; the import for administrators, as a dry run first."""
    seat = seat_of(request)
    may_import = seat.is_administrator or seat.is_platform_administrator
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_bound and not may_import:
        raise NotYours
    if form.is_bound and form.is_valid():
        text = _text(request, form)
        planned = tried(request, form, lambda: plan(seat, text, _form_of(text))) if not form.errors else None
        if planned:
            return render(request, "directory/import_plan.html", {"page": _plan_page(planned, text)})
    page = InterchangePage(places(seat, "interchange"), may_import)
    return render(request, "directory/interchange.html", {"page": page, "form": form}, status=status_of(request, form))


@require_http_methods(["POST"])
@login_required
def apply_import(request: HttpRequest) -> HttpResponse:
    """Exactly what was shown; when the directory has changed since, it is shown anew instead."""
    seat = seat_of(request)
    text = _as_posted(request.POST.get("text", ""))
    planned = plan(seat, text, _form_of(text))
    if _fingerprint(planned) != request.POST.get("seen") or not planned.is_applicable:
        page = _plan_page(planned, text, has_changed=True)
        return render(request, "directory/import_plan.html", {"page": page}, status=409)
    done = apply(planned, seat)
    messages.success(request, _told(done))
    return HttpResponseRedirect(reverse("interchange"))


@require_safe
@login_required
def exported(request: HttpRequest, form: str) -> HttpResponse:
    """A copy of what the viewer may look up; the record remembers who took it."""
    if form not in FORMS:
        raise Malformed
    content = export(seat_of(request), form)
    response = HttpResponse(("\ufeff" if form == "csv" else "") + content, content_type=FORMS[form])
    response["Content-Disposition"] = f'attachment; filename="noroshi-directory.{form}"'
    return response


def _text(request: HttpRequest, form: ImportForm) -> str:
    """Of the file if there is one, else what was pasted; too much and nothing are told beside the field."""
    file, pasted = form.cleaned_data["file"], form.cleaned_data["text"]
    if not (file or pasted.strip()):
        form.add_error("file", _("Choose a file, or paste its content."))
        return ""
    if (file.size if file else len(pasted.encode())) > LARGEST_BYTES:
        form.add_error(
            "file" if file else "text",
            _("This page takes up to 1.5 MB. Split the file, or use the command or the API for larger ones."),
        )
        return ""
    if not file:
        return _as_posted(str(pasted))
    return _as_posted(tried(request, form, lambda: text_of(file.read())) or "")


def _as_posted(text: str) -> str:
    """One kind of line end, because browsers send another one back than they were given."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _form_of(text: str) -> str:
    return "json" if text.lstrip("\ufeff \t\r\n").startswith("{") else "csv"


def _plan_page(planned: Plan, text: str, *, has_changed: bool = False) -> PlanPage:
    telling = sorted(
        (each for each in planned.planned if each.outcome in TELLING), key=lambda each: TELLING.index(each.outcome)
    )
    counts = planned.counts()
    return PlanPage(
        crumbs=to("interchange", _("Import and export")),
        counts=tuple(Counted(outcome, counts[outcome.value]) for outcome in Outcome),
        records=tuple(_record(each) for each in telling[:MOST_SHOWN]),
        is_shortened=len(telling) > MOST_SHOWN,
        is_applicable=planned.is_applicable,
        changes_nothing=planned.is_applicable and not telling,
        has_changed=has_changed,
        text=text,
        seen=_fingerprint(planned),
    )


def _record(planned: PlannedRecord) -> RecordPlanned:
    return RecordPlanned(
        kind=str(RECORDS.get(planned.kind, planned.kind)),
        row=planned.row,
        name=" · ".join(planned.key),
        outcome=planned.outcome,
        changes=tuple(_change(each) for each in planned.changes),
        mistakes=tuple(
            Mistaken(column_name(each.column) if each.column else "", each.message(language()))
            for each in planned.mistakes
        ),
    )


def _change(each: FieldChange) -> Change:
    return Change(column_name(each.column), ChangeKind.CHANGED, _value(each.before), _value(each.after))


def _value(value: object) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    parts: Sequence[object] = value if isinstance(value, list | tuple) else [value]
    return separator().join(str(part) for part in parts if part not in (None, "")) or "—"


def _fingerprint(planned: Plan) -> str:
    """Of what was shown, so that applying means exactly that."""
    return hashlib.sha256(repr(planned.planned).encode()).hexdigest()


def _told(done: Plan) -> str:
    number = sum(done.counts()[each.value] for each in TELLING)
    return ngettext("The import is done: one record.", "The import is done: %(number)s records.", number) % {
        "number": number
    }
