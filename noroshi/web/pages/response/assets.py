"""The systems of the own house: a list, one to write or change, the list as a file."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noroshi.audiences.viewer import Viewer
from noroshi.response import asset_csv
from noroshi.response.actions.assets import AssetWish, add_asset, amend_asset, retire_asset
from noroshi.response.assets import AssetShown, asset_shown, assets_of
from noroshi.response.queries import Wanted, orders_readable_by
from noroshi.response.states import OPEN
from noroshi.threshold.acting import viewer_of
from noroshi.threshold.handing_over import handed_over
from noroshi.vocabulary import AssetKind, ServiceWeight
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.response.words import RowShown, crumbs, desk_choices, rows_shown


class AssetForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    desk = forms.ChoiceField(
        label=gettext_lazy("Who runs it"), help_text=gettext_lazy("Orders about it go to this department.")
    )
    weight = forms.ChoiceField(label=gettext_lazy("When it stops"))
    product = forms.CharField(label=gettext_lazy("Product and version"), max_length=200, required=False)
    cpe = forms.CharField(
        label="CPE",
        max_length=250,
        required=False,
        help_text=gettext_lazy("If you know it: the product's name in lists of weaknesses."),
    )
    note = forms.CharField(label=gettext_lazy("Remarks"), max_length=400, required=False)
    read_number = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = language()
        offered = {
            "kind": AssetKind.choices(lang),
            "desk": desk_choices(viewer),
            "weight": ServiceWeight.choices(lang),
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # of choice fields

    def wish(self) -> AssetWish:
        said = self.cleaned_data
        plain = {name: said[name] for name in ("name", "product", "cpe", "note")}
        return AssetWish(
            kind=AssetKind.of(said["kind"]),
            desk=UUID(said["desk"]),
            weight=ServiceWeight.of(said["weight"]),
            **plain,
        )


class AssetsFileForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("CSV file"))


@dataclass(frozen=True, slots=True)
class AssetLine:
    one: AssetShown
    kind: str
    desk: str
    weight: str
    open: int


@dataclass(frozen=True, slots=True)
class AssetsPage:
    crumbs: tuple[Crumb, ...]
    lines: tuple[AssetLine, ...] = ()
    of: UUID | None = None
    orders: tuple[RowShown, ...] = ()


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def assets(request: HttpRequest) -> HttpResponse:
    """A POST reads a file in: all of it, or nothing."""
    viewer = viewer_of(request)
    form = AssetsFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        content = b"".join(form.cleaned_data["file"].chunks())
        done = tried(request, form, lambda: asset_csv.read_in(viewer, content))
        if done is not None:
            added, changed = done
            words = _("%(added)d systems were added, %(changed)d changed.")
            messages.success(request, words % {"added": added, "changed": changed})
            return HttpResponseRedirect(reverse("assets"))
    page = AssetsPage(crumbs(Crumb(_("Our systems"), "")), _lines(viewer))
    return render(request, "response/assets.html", {"page": page, "form": form}, status=status_of(request, form))


@require_safe
@login_required
def assets_csv(request: HttpRequest) -> HttpResponseBase:
    return handed_over("assets.csv", None, iter([asset_csv.written(viewer_of(request)).encode()]))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_asset(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    form = AssetForm(viewer, request.POST or None, initial={"weight": ServiceWeight.WEAKENS.value})
    page = AssetsPage(_crumbs(_("A new system")))
    return _form(request, form, lambda: add_asset(viewer, form.wish()), page)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change_asset(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    one = asset_shown(viewer, public_id)
    form = AssetForm(viewer, request.POST or None, initial=_said(one))
    page = AssetsPage(
        _crumbs(one.name), of=public_id, orders=rows_shown(orders_readable_by(viewer, Wanted(asset=public_id)))
    )
    return _form(
        request,
        form,
        lambda: amend_asset(viewer, public_id, form.wish(), read_number=form.cleaned_data["read_number"]),
        page,
    )


@require_POST
@login_required
def take_asset_off(request: HttpRequest, public_id: UUID) -> HttpResponse:
    retire_asset(viewer_of(request), public_id)
    messages.success(request, _("Taken off the list. Orders that name it stay."))
    return HttpResponseRedirect(reverse("assets"))


def _lines(viewer: Viewer) -> tuple[AssetLine, ...]:
    waiting = [asset.public_id for line in orders_readable_by(viewer, Wanted(states=OPEN)) for asset in line.assets]
    lang = language()
    return tuple(
        AssetLine(one, one.kind.label(lang), one.desk.name(lang), one.weight.label(lang), waiting.count(one.public_id))
        for one in assets_of(viewer)
    )


def _said(one: AssetShown) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in ("name", "product", "cpe", "note")},
        "kind": one.kind.value,
        "desk": str(one.desk.public_id),
        "weight": one.weight.value,
        "read_number": one.number,
    }


def _form(request: HttpRequest, form: AssetForm, deed: Callable[[], object], page: AssetsPage) -> HttpResponse:
    if form.is_bound and form.is_valid() and tried(request, form, deed) is not None:
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("assets"))
    return render(request, "response/asset.html", {"page": page, "form": form}, status=status_of(request, form))


def _crumbs(here: str) -> tuple[Crumb, ...]:
    return crumbs(Crumb(_("Our systems"), reverse("assets")), Crumb(here, ""))


urlpatterns = [
    path("assets/", assets, name="assets"),
    path("assets/csv/", assets_csv, name="assets_csv"),
    path("assets/new/", new_asset, name="asset_new"),
    path("assets/<uuid:public_id>/", change_asset, name="asset"),
    path("assets/<uuid:public_id>/retire/", take_asset_off, name="asset_retire"),
]
