"""Hotlines: opened by the center, spoken on by both ends. What is opened here is marked as read."""

from dataclasses import dataclass
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

from noroshi.advisories.actions.begin import must_be_center
from noroshi.directory.queries import own_kinds
from noroshi.emergency import actions
from noroshi.emergency.hotlines import HotlineShown, desks_to_call, hotline, hotlines
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import OrganizationKind, Tlp
from noroshi.web.components import Choice, Crumb, Scope
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language


class OpenForm(forms.Form):
    """To whom and about what."""

    desk = forms.UUIDField(
        label=gettext_lazy("Desk"), error_messages={"required": gettext_lazy("Choose a desk of an operator.")}
    )
    title = forms.CharField(label=gettext_lazy("What it is about"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("First words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Read here only. No mail carries them; a notice says that somebody speaks."),
    )


class SayForm(forms.Form):
    """One thing said."""

    text = forms.CharField(label=gettext_lazy("What you say"), widget=forms.Textarea(attrs={"rows": 4}))


@dataclass(frozen=True, slots=True)
class HotlinesPage:
    rows: tuple[HotlineShown, ...]
    may_open: bool
    scope: Scope | None


@dataclass(frozen=True, slots=True)
class HotlinePage:
    hotline: HotlineShown
    other: str
    crumbs: tuple[Crumb, ...]
    scope: Scope


@dataclass(frozen=True, slots=True)
class OpenPage:
    crumbs: tuple[Crumb, ...]
    desks: tuple[Choice, ...]
    find: str


@require_safe
@login_required
def hotline_list(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    rows = tuple(hotlines(viewer))
    may_open = OrganizationKind.CENTER in own_kinds(viewer.seat)
    page = HotlinesPage(rows, may_open, _scope() if rows else None)
    return render(request, "emergency/hotlines.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def one_hotline(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    shown = hotline(viewer, public_id)
    form = SayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if tried(request, form, lambda: actions.say(viewer, public_id, form.cleaned_data["text"])) is not None:
            return HttpResponseRedirect(reverse("hotline", args=[public_id]))
        shown = hotline(viewer, public_id)
    other = f"{shown.other.organization.name(language())} {shown.other.name(language())}"
    crumbs = (
        Crumb(_("Emergency"), reverse("emergency")),
        Crumb(_("Hotlines"), reverse("hotlines")),
        Crumb(shown.title, ""),
    )
    page = HotlinePage(shown, other, crumbs, _scope())
    answer = render(request, "emergency/hotline.html", {"page": page, "form": form}, status=status_of(request, form))
    if request.method == "GET" and shown.unheard:
        actions.hear(viewer, public_id)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def open_hotline(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    must_be_center(viewer)
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = tried(
            request,
            form,
            lambda: actions.open_hotline(viewer, given["desk"], title=given["title"], text=given["text"]),
        )
        if made is not None:
            return HttpResponseRedirect(reverse("hotline", args=[made.public_id]))
    find = request.GET.get("find", "")[:100]
    chosen, lang = request.POST.get("desk", ""), language()
    desks = tuple(
        Choice(str(one.public_id), one.organization.name(lang), one.name(lang), is_chosen=str(one.public_id) == chosen)
        for one in desks_to_call(viewer, find)
    )
    crumbs = (
        Crumb(_("Emergency"), reverse("emergency")),
        Crumb(_("Hotlines"), reverse("hotlines")),
        Crumb(_("Open a hotline"), ""),
    )
    page = OpenPage(crumbs, desks, find)
    return render(request, "emergency/open_hotline.html", {"page": page, "form": form}, status=status_of(request, form))


@require_POST
@login_required
def close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    actions.close_hotline(viewer_of(request), public_id)
    messages.success(request, _("The hotline is closed. What was said stays readable to both ends."))
    return HttpResponseRedirect(reverse("hotline", args=[public_id]))


def _scope() -> Scope:
    return Scope(_("For the two desks of this hotline alone, and there for those who need to know."), Tlp.AMBER)


urlpatterns = [
    path("hotlines/", hotline_list, name="hotlines"),
    path("hotlines/open/", open_hotline, name="open_hotline"),
    path("hotlines/<uuid:public_id>/", one_hotline, name="hotline"),
    path("hotlines/<uuid:public_id>/close/", close, name="close_hotline"),
]
