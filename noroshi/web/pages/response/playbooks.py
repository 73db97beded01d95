"""Playbooks: the house's own, and the templates that can be copied into one."""

from collections.abc import Callable
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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noroshi.audiences.viewer import Viewer
from noroshi.response.actions.playbooks import PlaybookWish, retire_playbook, write_playbook
from noroshi.response.playbooks import PlaybookShown, playbook_shown, playbooks_of
from noroshi.response.templates import template, templates
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import AssetKind, Cause, EventKind
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language, separator
from noroshi.web.pages.response.words import crumbs, desk_choices


class PlaybookForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("What is to be done, in one line"), max_length=120)
    what = forms.CharField(
        label=gettext_lazy("The work in detail"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
    verify = forms.CharField(
        label=gettext_lazy("How to verify that it is done"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    hours = forms.IntegerField(label=gettext_lazy("Hours that it may take"), min_value=1, max_value=2160)
    desk = forms.ChoiceField(label=gettext_lazy("Who usually does it"), required=False)
    when = forms.MultipleChoiceField(
        label=gettext_lazy("Proposed for"), widget=forms.CheckboxSelectMultiple, required=False
    )
    asset_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds of systems"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = language()
        offered: dict[str, list[tuple[str, str]]] = {
            "desk": [("", "—"), *desk_choices(viewer)],
            "when": list(fitting().items()),
            "asset_kinds": AssetKind.choices(lang),
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # of choice fields

    def wish(self, based_on: str) -> PlaybookWish:
        said = self.cleaned_data
        return PlaybookWish(
            title=said["title"],
            what=said["what"],
            verify=said["verify"],
            hours=said["hours"],
            when=said["when"],
            asset_kinds=[AssetKind.of(kind) for kind in said["asset_kinds"]],
            desk=UUID(said["desk"]) if said["desk"] else None,
            based_on=based_on,
        )


def fitting() -> dict[str, str]:
    """Kinds of events and causes in the form's words, and what came as an alert or as intelligence."""
    lang = language()
    words = {one.value: one.label(lang) for kinds in (EventKind, Cause) for one in kinds}
    return words | {"alert": _("a weakness or an update"), "stix": _("indicators")}


@dataclass(frozen=True, slots=True)
class PlaybookLine:
    key: str
    title: str
    when: str
    hours: int


@dataclass(frozen=True, slots=True)
class PlaybooksPage:
    crumbs: tuple[Crumb, ...]
    own: tuple[PlaybookLine, ...] = ()
    templates: tuple[PlaybookLine, ...] = ()
    of: UUID | None = None


@require_safe
@login_required
def playbooks(request: HttpRequest) -> HttpResponse:
    lang, words = language(), fitting()
    own = playbooks_of(viewer_of(request))
    copied = {one.based_on for one in own}
    page = PlaybooksPage(
        crumbs(Crumb(_("Playbooks"), "")),
        tuple(PlaybookLine(str(one.public_id), one.title, _when(one.when, words), one.hours) for one in own),
        tuple(
            PlaybookLine(one.id, one.title.label(lang), _when(one.when, words), one.hours)
            for one in templates()
            if one.id not in copied
        ),
    )
    return render(request, "response/playbooks.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_playbook(request: HttpRequest) -> HttpResponse:
    """`from` names the template that is copied."""
    viewer = viewer_of(request)
    copied = template(request.GET.get("from", ""))
    form = PlaybookForm(viewer, request.POST or None, initial=_copied(copied.id) if copied else {"hours": 24})
    page = PlaybooksPage(_crumbs(_("A new playbook")))
    return _form(request, form, lambda: write_playbook(viewer, form.wish(copied.id if copied else "")), page)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change_playbook(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    one = playbook_shown(viewer, public_id)
    form = PlaybookForm(viewer, request.POST or None, initial=_said(one))
    page = PlaybooksPage(_crumbs(one.title), of=public_id)
    return _form(request, form, lambda: write_playbook(viewer, form.wish(one.based_on), public_id), page)


@require_POST
@login_required
def take_playbook_out(request: HttpRequest, public_id: UUID) -> HttpResponse:
    retire_playbook(viewer_of(request), public_id)
    messages.success(request, _("Taken out. Orders that were made from it stay."))
    return HttpResponseRedirect(reverse("playbooks"))


def _when(fits: frozenset[str], words: dict[str, str]) -> str:
    return separator().join(words[one] for one in words if one in fits)


def _copied(key: str) -> dict[str, Any]:
    one, lang = template(key), language()
    if one is None:
        return {}
    said = {name: getattr(one, name).label(lang) for name in ("title", "what", "verify")}
    kinds = [kind.value for kind in one.asset_kinds]
    return {**said, "hours": one.hours, "when": sorted(one.when), "asset_kinds": kinds}


def _said(one: PlaybookShown) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in ("title", "what", "verify", "hours")},
        "when": sorted(one.when),
        "asset_kinds": [kind.value for kind in one.asset_kinds],
        "desk": str(one.desk.public_id) if one.desk else "",
    }


def _form(request: HttpRequest, form: PlaybookForm, deed: Callable[[], object], page: PlaybooksPage) -> HttpResponse:
    if form.is_bound and form.is_valid() and tried(request, form, deed) is not None:
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("playbooks"))
    return render(request, "response/playbook.html", {"page": page, "form": form}, status=status_of(request, form))


def _crumbs(here: str) -> tuple[Crumb, ...]:
    return crumbs(Crumb(_("Playbooks"), reverse("playbooks")), Crumb(here, ""))


urlpatterns = [
    path("orders/playbooks/", playbooks, name="playbooks"),
    path("orders/playbooks/new/", new_playbook, name="playbook_new"),
    path("orders/playbooks/<uuid:public_id>/", change_playbook, name="playbook"),
    path("orders/playbooks/<uuid:public_id>/retire/", take_playbook_out, name="playbook_retire"),
]
