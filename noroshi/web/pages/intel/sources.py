"""The desk's sources of shared intelligence: how reliable each is, and how far what comes from it may go."""

from collections.abc import Callable
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

from noroshi.intel.actions import OriginWish, amend_origin, begin_origin, end_origin
from noroshi.intel.queries import origins_of
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import OriginKind, Reliability, Tlp2
from noroshi.vocabulary.errors import NotFound
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language

RANGE: Final = "everyone_in_range"


class SourceForm(forms.Form):
    """What a desk says of a source."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    kind = forms.ChoiceField(label=gettext_lazy("How it comes"))
    reliability = forms.ChoiceField(label=gettext_lazy("Reliability"), initial=Reliability.F.value)
    tlp = forms.ChoiceField(
        label=gettext_lazy("Color at most"),
        initial=Tlp2.AMBER_STRICT.value,
        help_text=gettext_lazy("An object with a stricter marking keeps it; one without a marking gets this color."),
    )
    is_open = forms.BooleanField(
        label=gettext_lazy("Open it to everybody whom the color allows"),
        required=False,
        help_text=gettext_lazy("Otherwise it stays in your own organization."),
    )
    correlates = forms.BooleanField(
        label=gettext_lazy("Say where a value is seen again, to those who may read it"), required=False, initial=True
    )
    is_named = forms.BooleanField(
        label=gettext_lazy("Tell its readers that it is your organization's"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Otherwise they read the name of the source alone."),
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=400, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = language()
        for name, words in (("kind", OriginKind), ("reliability", Reliability), ("tlp", Tlp2)):
            self.fields[name].choices = words.choices(lang)  # type: ignore[attr-defined]  # of a ChoiceField

    def wish(self) -> OriginWish:
        said = self.cleaned_data
        return OriginWish(
            name=said["name"],
            kind=OriginKind.of(said["kind"]),
            reliability=Reliability.of(said["reliability"]),
            tlp=Tlp2.of(said["tlp"]),
            opened=[RANGE] if said["is_open"] else [],
            correlates=said["correlates"],
            is_named=said["is_named"],
            note=said["note"],
        )


@dataclass(frozen=True, slots=True)
class SourceLine:
    public_id: UUID
    name: str
    kind: str
    reliability: str
    tlp: str
    is_open: bool
    note: str


@dataclass(frozen=True, slots=True)
class SourcesPage:
    crumbs: tuple[Crumb, ...]
    lines: tuple[SourceLine, ...] = ()
    of: UUID | None = None


@require_safe
@login_required
def sources(request: HttpRequest) -> HttpResponse:
    """The desk's own, in force."""
    lang = language()
    lines = tuple(
        SourceLine(
            one.public_id,
            one.name,
            OriginKind.of(one.kind).label(lang),
            Reliability.of(one.reliability).label(lang),
            Tlp2.of(one.tlp).label(lang),
            bool(one.opened),
            one.note,
        )
        for one in origins_of(viewer_of(request))
    )
    return render(request, "intel/sources.html", {"page": SourcesPage(_crumbs(), lines)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_source(request: HttpRequest) -> HttpResponse:
    viewer, form = viewer_of(request), SourceForm(request.POST or None)
    deed = _kept(form, lambda: begin_origin(viewer, form.wish()))
    return _form(request, form, deed, SourcesPage(_crumbs(_("A new source"))))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def source(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    row = next((one for one in origins_of(viewer) if one.public_id == public_id), None)
    if row is None:
        raise NotFound
    said = {
        name: getattr(row, name) for name in ("name", "kind", "reliability", "tlp", "correlates", "is_named", "note")
    }
    form = SourceForm(request.POST or None, initial={**said, "is_open": RANGE in row.opened})
    deed = _kept(form, lambda: amend_origin(viewer, public_id, form.wish()))
    return _form(request, form, deed, SourcesPage(_crumbs(row.name), of=public_id))


@require_POST
@login_required
def end_source(request: HttpRequest, public_id: UUID) -> HttpResponse:
    end_origin(viewer_of(request), public_id)
    messages.success(request, _("The source has ended. What came from it stays."))
    return HttpResponseRedirect(reverse("intel_sources"))


def _kept(form: SourceForm, deed: Callable[[], object]) -> Callable[[], object] | None:
    return deed if form.is_bound and form.is_valid() else None


def _form(request: HttpRequest, form: SourceForm, deed: Callable[[], object] | None, page: SourcesPage) -> HttpResponse:
    if deed and tried(request, form, deed):
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("intel_sources"))
    return render(request, "intel/source.html", {"page": page, "form": form}, status=status_of(request, form))


def _crumbs(*more: str) -> tuple[Crumb, ...]:
    return (Crumb(_("Sources"), reverse("intel_sources") if more else ""), *(Crumb(one, "") for one in more))


urlpatterns = [
    path("intel/sources/", sources, name="intel_sources"),
    path("intel/sources/new/", new_source, name="intel_source_new"),
    path("intel/sources/<uuid:public_id>/", source, name="intel_source"),
    path("intel/sources/<uuid:public_id>/end/", end_source, name="intel_source_end"),
]
