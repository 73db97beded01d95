"""Lists of known values: what is good, what many share. One's own lines stay in one's own organization."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from noroshi.intel.actions.known import add_known, drop_known
from noroshi.intel.knowing import KnownShown, delivered, hits_of, known_values
from noroshi.intel.queries import SEEN_EVERYWHERE
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import KnownList
from noroshi.vocabulary.observables import ObservableKind
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language


class KnownForm(forms.Form):
    """One line more."""

    value = forms.CharField(
        label=gettext_lazy("Value"),
        max_length=2000,
        help_text=gettext_lazy(
            "An address, a network, a domain (all below it count), a URL, a mail address or a hash."
        ),
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "off"}),
    )
    which = forms.ChoiceField(label=gettext_lazy("List"))
    note = forms.CharField(label=gettext_lazy("Why"), max_length=400, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["which"].choices = KnownList.choices(language())  # type: ignore[attr-defined]  # of a ChoiceField


@dataclass(frozen=True, slots=True)
class KnownLine:
    """`hits` is counted to a thousand; of delivered lines it is not counted."""

    one: KnownShown
    which: str
    kind: str
    hits: str = ""


@dataclass(frozen=True, slots=True)
class KnownPage:
    crumbs: tuple[Crumb, ...]
    own: tuple[KnownLine, ...]
    delivered: tuple[KnownLine, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def known(request: HttpRequest) -> HttpResponse:
    viewer, form = viewer_of(request), KnownForm(request.POST or None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        deed = tried(request, form, lambda: add_known(viewer, KnownList.of(said["which"]), said["value"], said["note"]))
        if deed:
            messages.success(request, _("It stands on the list."))
            return HttpResponseRedirect(reverse("intel_known"))
    own = known_values(viewer)
    counted = hits_of(viewer, own)
    page = KnownPage(
        (Crumb(_("Known values"), ""),),
        tuple(_line(one, counted[one.kind, one.value]) for one in own),
        tuple(_line(one) for one in delivered(language())),
    )
    return render(request, "intel/known.html", {"page": page, "form": form}, status=status_of(request, form))


@require_POST
@login_required
def drop(request: HttpRequest, public_id: UUID) -> HttpResponse:
    drop_known(viewer_of(request), public_id)
    messages.success(request, _("It is off the list."))
    return HttpResponseRedirect(reverse("intel_known"))


def _line(one: KnownShown, hits: int | None = None) -> KnownLine:
    lang = language()
    kind = ObservableKind.of(one.kind.word).label(lang)
    return KnownLine(one, one.list.label(lang), kind, _counted(hits))


def _counted(hits: int | None) -> str:
    if hits is None:
        return ""
    return _("%(n)s or more") % {"n": f"{hits:,}"} if hits >= SEEN_EVERYWHERE else f"{hits:,}"


urlpatterns = [
    path("intel/known/", known, name="intel_known"),
    path("intel/known/<uuid:public_id>/drop/", drop, name="intel_known_drop"),
]
