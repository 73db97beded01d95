"""A profile in the browser: started from the sector's template, tried out before it is saved."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from noroshi.intel.sectors import ORDER
from noroshi.threshold.acting import viewer_of
from noroshi.triage.actions.profiles import amend_profile, begin_profile, end_profile
from noroshi.triage.factors import FLOOR, MOST
from noroshi.triage.profiles import ProfileShown, ProfileWish, profile_of, template
from noroshi.triage.replaying import Replay, foretold, replayed
from noroshi.triage.showing import items
from noroshi.vocabulary import Freshness, TextLanguage
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import Lines, status_of, tried
from noroshi.web.pages.directory.words import language, sector_choices
from noroshi.web.pages.triage.lines import ItemLine, above, lines_of

TRIED = 20
THRESHOLDS = ("threshold", "notice_threshold", "mail_threshold", "webhook_threshold")


class ProfileForm(forms.Form):
    """Thresholds are points of 100."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    sectors = forms.MultipleChoiceField(
        label=gettext_lazy("Sectors"), required=False, widget=forms.CheckboxSelectMultiple
    )
    products = Lines(
        label=gettext_lazy("Products"),
        required=False,
        help_text=gettext_lazy("One a line: a CPE, or maker:product, or maker:product:version."),
    )
    keywords = Lines(label=gettext_lazy("Keywords"), required=False)
    networks = Lines(
        label=gettext_lazy("Own networks"),
        required=False,
        help_text=gettext_lazy("One a line, like 192.0.2.0/24. They never leave your organization."),
    )
    domains = Lines(label=gettext_lazy("Own domains"), required=False)
    suppliers = Lines(label=gettext_lazy("Suppliers"), required=False)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Only these kinds"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: all of them."),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Only in these languages"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "None chosen: all of them. Values without a text, and what names your own, are always shown."
        ),
    )
    threshold = forms.IntegerField(
        label=gettext_lazy("Show from (points)"), min_value=round(FLOOR * 100), max_value=100
    )
    notice_threshold = forms.IntegerField(
        label=gettext_lazy("Send a notice from (points)"), min_value=round(FLOOR * 100), max_value=100
    )
    mail_threshold = forms.IntegerField(
        label=gettext_lazy("By mail from (points)"),
        required=False,
        min_value=round(FLOOR * 100),
        max_value=100,
        help_text=gettext_lazy("Left empty: with every notice. No mail goes without a notice."),
    )
    webhook_threshold = forms.IntegerField(
        label=gettext_lazy("By webhook from (points)"),
        required=False,
        min_value=round(FLOOR * 100),
        max_value=100,
        help_text=gettext_lazy("Left empty: with every notice."),
    )
    most = forms.IntegerField(label=gettext_lazy("Show at most"), min_value=1, max_value=MOST)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = Freshness.choices(language())  # type: ignore[attr-defined]  # of a ChoiceField
        self.fields["languages"].choices = TextLanguage.choices(language())  # type: ignore[attr-defined]  # likewise
        known = dict(sector_choices())
        named = [(one, known.get(one, one.replace("_", " "))) for one in ORDER]
        kept = self.initial.get("sectors", ())
        self.fields["sectors"].choices = [(one, name) for one, name in named if one in known or one in kept]  # type: ignore[attr-defined]  # likewise

    def wish(self) -> ProfileWish:
        said = dict(self.cleaned_data)
        return ProfileWish(
            **said
            | {
                "kinds": [Freshness.of(kind) for kind in said["kinds"]],
                "languages": [TextLanguage.of(one) for one in said["languages"]],
                **{name: None if said[name] is None else said[name] / 100 for name in THRESHOLDS},
            }
        )


@dataclass(frozen=True, slots=True)
class Tried:
    """What would change, before it is saved."""

    before: int
    after: int
    comes: tuple[ItemLine, ...]
    goes: tuple[ItemLine, ...]
    many_come: int
    many_go: int


@dataclass(frozen=True, slots=True)
class ProfilePage:
    crumbs: tuple[Crumb, ...]
    of: UUID | None = None
    tried: Tried | None = None


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_profile(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    form = ProfileForm(request.POST or None, initial=_typed(template(viewer)))
    if form.is_bound and form.is_valid():
        if "try" in request.POST:
            found = _told(request, foretold(viewer, form.wish(), timezone.now()))
            return _form(request, form, ProfilePage(_crumbs(_("A new profile")), tried=found))
        row = tried(request, form, lambda: begin_profile(viewer, form.wish()))
        if row:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("triage_list", args=[row.public_id]))
    return _form(request, form, ProfilePage(_crumbs(_("A new profile"))))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_profile(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """*Try it out* shows what would come and go; only *Save* keeps it."""
    viewer = viewer_of(request)
    profile = profile_of(viewer, public_id)
    form = ProfileForm(request.POST or None, initial=_typed(profile.wish))
    page = ProfilePage(_crumbs(profile.name, _("Change")), profile.public_id)
    if form.is_bound and form.is_valid():
        if "try" in request.POST:
            return _form(request, form, ProfilePage(page.crumbs, page.of, _tried(request, profile, form.wish())))
        if tried(request, form, lambda: amend_profile(viewer, public_id, form.wish())):
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("triage_list", args=[public_id]))
    return _form(request, form, page)


@require_POST
@login_required
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    end_profile(viewer_of(request), public_id)
    messages.success(request, _("The profile has ended."))
    return HttpResponseRedirect(reverse("triage"))


def _tried(request: HttpRequest, profile: ProfileShown, wish: ProfileWish) -> Tried:
    return _told(request, replayed(viewer_of(request), profile, wish, timezone.now()))


def _told(request: HttpRequest, found: Replay) -> Tried:
    viewer, now = viewer_of(request), timezone.now()
    return Tried(
        found.before,
        found.after,
        lines_of(items(viewer, found.comes[:TRIED], now)),
        lines_of(items(viewer, found.goes[:TRIED], now)),
        len(found.comes),
        len(found.goes),
    )


def _typed(wish: ProfileWish) -> dict[str, Any]:
    lines = {
        name: list(getattr(wish, name))
        for name in ("sectors", "products", "keywords", "networks", "domains", "suppliers")
    }
    return lines | {
        "name": wish.name,
        "kinds": [kind.value for kind in wish.kinds],
        "languages": [one.value for one in wish.languages],
        **{name: None if (said := getattr(wish, name)) is None else round(said * 100) for name in THRESHOLDS},
        "most": wish.most,
    }


def _form(request: HttpRequest, form: ProfileForm, page: ProfilePage) -> HttpResponse:
    return render(request, "triage/profile.html", {"page": page, "form": form}, status=status_of(request, form))


def _crumbs(*more: str) -> tuple[Crumb, ...]:
    return (*above(Crumb(_("Triage"), reverse("triage"))), *(Crumb(one, "") for one in more))


urlpatterns = [
    path("triage/new/", new_profile, name="triage_new"),
    path("triage/<uuid:public_id>/edit/", edit_profile, name="triage_edit"),
    path("triage/<uuid:public_id>/end/", end, name="triage_end"),
]
