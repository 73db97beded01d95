"""Paste or upload; look through what was found, row by row; take in what is chosen. Until then nothing is kept."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from noroshi.audiences.viewer import Viewer
from noroshi.intel.actions.accept import Acceptance, Chosen, ValueNotReadable, accept
from noroshi.intel.actions.take_in import Taken
from noroshi.intel.from_items import at_most, narrowed, values_in
from noroshi.intel.queries import origins_of
from noroshi.intel.reviewing import Review, review_file, review_text, warnings_of
from noroshi.observables import BY_WORD
from noroshi.observables.candidates import Candidate, Context
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Tlp2
from noroshi.vocabulary.observables import FindingPlace, ObservableKind
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.intel.confidences import ConfidenceField
from noroshi.web.pages.intel.flags import FlagShown, flags_shown
from noroshi.web.plain_sight import visible

USUAL_DAYS: Final = 90
USUAL_CONFIDENCE: Final = 60
LONGEST_VALUE: Final = 9000


class BringForm(forms.Form):
    """A text, or a file."""

    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        strip=False,
        help_text=gettext_lazy(
            "A report, an alert, a log, or a whole mail with its headers. Defanged or not, in any language."
        ),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        help_text=gettext_lazy(
            "A mail (.eml) with everything attached to it, a document, a log, an archive. Up to 20 MB."
        ),
    )


class TakeForm(forms.Form):
    """What is said of all chosen rows together."""

    title = forms.CharField(label=gettext_lazy("What it is about"), required=False, max_length=200)
    place_of_discovery = forms.CharField(
        label=gettext_lazy("Place of discovery"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("A log, a mail, a machine: where the values were met."),
    )
    background = forms.CharField(
        label=gettext_lazy("Background"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Goes with every value, so that whoever has only one of them knows."),
    )
    origin = forms.ChoiceField(label=gettext_lazy("Source"), required=False)
    tlp = forms.ChoiceField(label=gettext_lazy("Color"), required=False)
    confidence = ConfidenceField(label=gettext_lazy("Confidence"), initial=USUAL_CONFIDENCE)
    valid_until = forms.DateField(
        label=gettext_lazy("Valid until"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Write the day as 2026-12-31.")},
    )

    item = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, viewer: Viewer, *args: Any, item: UUID | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sources = [(str(one.public_id), f"{one.name} ({one.reliability})") for one in origins_of(viewer)]
        self.fields["origin"].choices = [("", _("Written by hand")), *sources]  # type: ignore[attr-defined]
        colors = [(color.value, color.label(language())) for color in _colors(viewer, item)]
        usual = _("As far as the item it comes from") if item else _("That of the source")
        self.fields["tlp"].choices = [("", usual), *colors]  # type: ignore[attr-defined]
        if item:
            self.initial["item"] = item
            self.fields["tlp"].help_text = _(
                "Values of an item stay narrower than it: nobody can say whom it left out."
            )
        self.initial.setdefault("valid_until", timezone.localdate() + timedelta(days=USUAL_DAYS))


def _colors(viewer: Viewer, item: UUID | None) -> list[Tlp2]:
    """Of what comes from an item only those that it allows; an item that may not be read is not found."""
    most = at_most(viewer, item) if item else Tlp2.CLEAR
    return [color for color in Tlp2 if narrowed(color, most) is color]


@dataclass(frozen=True, slots=True)
class RowShown:
    """`shown` is what one may edit: defanged; `kept` carries the rest through the form."""

    place: int
    kind: str
    shown: str
    where: str
    before: str
    behind: str
    times: int
    flags: tuple[FlagShown, ...]
    is_chosen: bool
    kept: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class FindPage:
    crumbs: tuple[Crumb, ...]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    crumbs: tuple[Crumb, ...]
    rows: tuple[RowShown, ...]
    more: int
    is_mail: bool
    troubles: tuple[str, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def find(request: HttpRequest) -> HttpResponse:
    """Bring something; see what was found in it."""
    viewer = viewer_of(request)
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        review = tried(request, form, _looking(viewer, form))
        if review:
            return render(request, "intel/review.html", {"page": _reviewed(review), "form": TakeForm(viewer)})
    return render(
        request, "intel/find.html", {"page": FindPage(_crumbs()), "form": form}, status=status_of(request, form)
    )


@require_POST
@login_required
def find_in_item(request: HttpRequest, item: UUID) -> HttpResponse:
    """The same table, filled from what this reader reads of a report or an advisory."""
    viewer = viewer_of(request)
    page, form = _reviewed(values_in(viewer, item)), TakeForm(viewer, item=item)
    return render(request, "intel/review.html", {"page": page, "form": form})


def _reviewed(review: Review) -> ReviewPage:
    return ReviewPage(
        _crumbs(),
        tuple(_row(place, one) for place, one in enumerate(review.candidates)),
        review.more,
        review.is_mail,
        tuple(trouble.label(language()) for trouble in review.troubles),
    )


@require_POST
@login_required
def take(request: HttpRequest) -> HttpResponse:
    """The rows that were chosen, as they were left."""
    viewer = viewer_of(request)
    form = TakeForm(viewer, request.POST, item=_uuid(request.POST.get("item", "")))
    rows = list(_posted(request))
    if form.is_valid():
        taken = tried(request, form, lambda: accept(viewer, _wish(form, rows)))
        if taken:
            messages.success(request, _told(taken))
            return HttpResponseRedirect(reverse("find_values"))
    page = ReviewPage(
        _crumbs(), tuple(_again(viewer, rows, getattr(request, "refusal", None))), 0, is_mail=False, troubles=()
    )
    return render(request, "intel/review.html", {"page": page, "form": form}, status=status_of(request, form))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _looking(viewer: Viewer, form: BringForm) -> Callable[[], Review]:
    upload = form.cleaned_data["file"]
    if upload:
        return lambda: review_file(viewer, str(upload.name), b"".join(upload.chunks()))
    return lambda: review_text(viewer, form.cleaned_data["text"])


@dataclass(frozen=True, slots=True)
class _Posted:
    place: int
    kind: str
    value: str
    is_chosen: bool
    kept: dict[str, Any]


def _posted(request: HttpRequest) -> Iterator[_Posted]:
    """What the table sent back; whoever changed the hidden part gets a row of text and no error."""
    chosen = set(request.POST.getlist("take"))
    place = 0
    while (value := request.POST.get(f"value_{place}")) is not None:
        kept = _loaded(request.POST.get(f"kept_{place}", ""))
        kind = str(kept.get("kind", ""))
        yield _Posted(place, kind if kind in BY_WORD else "text", value[:LONGEST_VALUE], str(place) in chosen, kept)
        place += 1


def _loaded(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _wish(form: TakeForm, rows: Iterable[_Posted]) -> Acceptance:
    said = form.cleaned_data
    return Acceptance(
        rows=[Chosen(BY_WORD[row.kind], row.value) for row in rows if row.is_chosen],
        origin=UUID(said["origin"]) if said["origin"] else None,
        title=said["title"],
        background=said["background"],
        place_of_discovery=said["place_of_discovery"],
        tlp=Tlp2.of(said["tlp"]) if said["tlp"] else None,
        confidence=said["confidence"],
        valid_until=_end_of(said["valid_until"]),
        item=said["item"],
    )


def _end_of(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.max)) if day else None


def _again(viewer: Viewer, rows: list[_Posted], refusal: object) -> Iterator[RowShown]:
    """The table as it was sent, with what is wrong beside the row that it is about."""
    chosen = [row.place for row in rows if row.is_chosen]
    wrong = chosen[refusal.place - 1] if isinstance(refusal, ValueNotReadable) else None
    warnings = warnings_of(viewer, [(BY_WORD[row.kind], row.value) for row in rows])
    for row, warned in zip(rows, warnings, strict=True):
        error = _("This cannot be read as a value.") if row.place == wrong else ""
        flags = flags_shown(warned)
        where, before, behind = (str(row.kept.get(name, ""))[:200] for name in ("where", "before", "behind"))
        kept = json.dumps({"kind": row.kind, "where": where, "before": before, "behind": behind}, ensure_ascii=False)
        yield RowShown(
            row.place, _kind(row.kind), row.value, where, before, behind, 1, flags, row.is_chosen, kept, error
        )


def _row(place: int, one: Candidate) -> RowShown:
    context = one.contexts[0]
    where = _where(context)
    before, behind = visible(context.before), visible(context.behind)
    kept = {"kind": one.kind.word, "where": where, "before": before, "behind": behind}
    said = json.dumps(kept, ensure_ascii=False)
    kind, flags = _kind(one.kind.word), flags_shown(one.flags)
    return RowShown(place, kind, one.shown, where, before, behind, one.times, flags, one.is_likely_wanted, said)


def _where(context: Context) -> str:
    words = context.place.label(language()) if context.place is not FindingPlace.TEXT else ""
    return ": ".join(part for part in (words, visible(context.detail)[:120]) if part)


def _kind(word: str) -> str:
    return ObservableKind.of(word).label(language())


def _told(taken: Taken) -> str:
    new, known = len(taken.new), len(taken.known)
    words = ngettext("One object was taken in.", "%(many)d objects were taken in.", new) % {"many": new}
    if known:
        words += " " + ngettext("One was there already.", "%(many)d were there already.", known) % {"many": known}
    return words


def _crumbs() -> tuple[Crumb, ...]:
    return (Crumb(_("Home"), reverse("home")), Crumb(_("Find values in a text"), ""))


urlpatterns = [
    path("intel/new/", find, name="find_values"),
    path("intel/new/from/<uuid:item>/", find_in_item, name="item_values"),
    path("intel/new/take/", take, name="take_values"),
]
