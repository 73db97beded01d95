"""Weighty changes: one person sees what would open and close and asks, another one decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noroshi.directory import queries
from noroshi.directory.actions.changes import agree_change, preview_change, refuse_change, request_change
from noroshi.directory.events import Preview
from noroshi.directory.seated import Seated
from noroshi.directory.shown import ChangeShown, OrganizationShown
from noroshi.threshold.acting import seat_of
from noroshi.vocabulary import OrganizationKind
from noroshi.vocabulary.errors import NotFound, NotYours
from noroshi.web.components import Change, ChangeKind, Crumb
from noroshi.web.pages.directory.asking import EditForm, status_of, tried
from noroshi.web.pages.directory.organizations import give_weighty_choices
from noroshi.web.pages.directory.places import Place, places, to, to_organization
from noroshi.web.pages.directory.words import column_name, label_of, language, sector_name, separator


class WeightyForm(EditForm):
    """What decides who may see what. `reason` is for the one who agrees."""

    apart = frozenset({"version", "read", "reason"})
    kinds = forms.MultipleChoiceField(label=gettext_lazy("Kinds of organization"), widget=forms.CheckboxSelectMultiple)
    sectors = forms.MultipleChoiceField(
        label=gettext_lazy("Sectors"), required=False, widget=forms.CheckboxSelectMultiple
    )
    ministry = forms.ChoiceField(label=gettext_lazy("Responsible ministry"), required=False)
    ceptoars = forms.MultipleChoiceField(
        label=gettext_lazy("CEPTOARs"), required=False, widget=forms.CheckboxSelectMultiple
    )
    is_active = forms.BooleanField(
        label=gettext_lazy("Takes part"),
        required=False,
        help_text=gettext_lazy("Taken away, the organization is closed: nobody acts for it any more."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Read by who agrees, and by the organization."),
    )

    def __init__(self, *args: Any, seat: Seated, organization: OrganizationShown, **kwargs: Any) -> None:
        super().__init__(*args, now=_now(organization), version=organization.version, **kwargs)
        give_weighty_choices(self, seat)
        if OrganizationKind.PLATFORM in organization.kinds:
            own = (OrganizationKind.PLATFORM.value, label_of(OrganizationKind, OrganizationKind.PLATFORM.value))
            self.fields["kinds"].choices = [own, *self.fields["kinds"].choices]  # type: ignore[attr-defined]  # a ChoiceField


def _now(organization: OrganizationShown) -> dict[str, object]:
    return {
        "kinds": list(organization.kinds),
        "sectors": list(organization.sectors),
        "ministry": str(organization.ministry.id) if organization.ministry else "",
        "ceptoars": sorted(str(one.id) for one in organization.ceptoars),
        "is_active": organization.is_active,
    }


@dataclass(frozen=True, slots=True)
class AskChangePage:
    crumbs: tuple[Crumb, ...]
    organization: OrganizationShown
    differences: tuple[Change, ...]
    preview: Preview | None


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """First what would open and close, then the asking: two steps of one form, which nothing skips."""
    seat = seat_of(request)
    home = queries.organization(seat, public_id)
    if not home.may_ask_change:
        raise NotYours
    form = WeightyForm(request.POST or None, seat=seat, organization=home)
    differences: tuple[Change, ...] = ()
    preview: Preview | None = None
    if form.is_bound and form.is_valid():
        wanted, given = form.changes(), form.cleaned_data
        if request.POST.get("step") == "ask":
            made = tried(
                request,
                form,
                lambda: request_change(
                    actor=seat, organization=public_id, version=given["version"], reason=given["reason"], **wanted
                ),
            )
            if made:
                messages.success(request, _("The change was asked for. It waits for a second person."))
                return HttpResponseRedirect(reverse("change", args=[made.public_id]))
        elif wanted:
            preview = tried(request, form, lambda: preview_change(actor=seat, organization=public_id, **wanted))
            differences = _differences(seat, _now(home), wanted)
        else:
            form.add_error(None, _("Nothing would change."))
    page = AskChangePage(to_organization(home), home, differences, preview)
    return render(request, "directory/change_ask.html", {"page": page, "form": form}, status=status_of(request, form))


@dataclass(frozen=True, slots=True)
class ChangesPage:
    places: tuple[Place, ...]
    waiting: tuple[ChangeShown, ...]
    decided: tuple[ChangeShown, ...]


@require_safe
@login_required
def changes(request: HttpRequest) -> HttpResponse:
    """Of the own organization; of all for the platform's administrators."""
    seat = seat_of(request)
    found = queries.changes_shown_to(seat)
    page = ChangesPage(
        places(seat, "changes"),
        tuple(each for each in found if each.state == "asked"),
        tuple(each for each in found if each.state != "asked"),
    )
    return render(request, "directory/changes.html", {"page": page})


@dataclass(frozen=True, slots=True)
class ChangePage:
    crumbs: tuple[Crumb, ...]
    change: ChangeShown
    differences: tuple[Change, ...]
    why_not: str


@require_safe
@login_required
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    seat = seat_of(request)
    shown = _change(seat, public_id)
    page = ChangePage(
        crumbs=to("changes", _("Weighty changes")),
        change=shown,
        differences=_differences(seat, shown.was, shown.wanted),
        why_not=_why_not(seat, shown),
    )
    return render(request, "directory/change.html", {"page": page})


@require_POST
@login_required
def agree(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The second person. The change happens in this very request."""
    agree_change(actor=seat_of(request), change=public_id)
    messages.success(request, _("Agreed. The change is in force, and items have opened and closed with it."))
    return HttpResponseRedirect(reverse("change", args=[public_id]))


@require_POST
@login_required
def refuse(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Also how the asker withdraws."""
    refuse_change(actor=seat_of(request), change=public_id)
    messages.success(request, _("Nothing changes. The request is closed."))
    return HttpResponseRedirect(reverse("change", args=[public_id]))


def _why_not(seat: Seated, shown: ChangeShown) -> str:
    """Beside the button that this person cannot press; nothing for those who never could."""
    if shown.state != "asked" or shown.may_decide or not seat.is_administrator:
        return ""
    if shown.may_withdraw:
        return _("You asked for it yourself: a second person has to agree.")
    return _("One of the two has to be of the platform.")


def _change(seat: Seated, public_id: UUID) -> ChangeShown:
    for each in queries.changes_shown_to(seat):
        if each.id == public_id:
            return each
    raise NotFound


def _differences(seat: Seated, was: Mapping[str, object], wanted: Mapping[str, object]) -> tuple[Change, ...]:
    return tuple(
        Change(column_name(name), ChangeKind.CHANGED, _told(seat, name, was.get(name)), _told(seat, name, value))
        for name, value in wanted.items()
    )


def _told(seat: Seated, column: str, value: object) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    parts = value if isinstance(value, list) else [value]
    return separator().join(_part(seat, column, str(part)) for part in parts if part not in (None, "")) or "—"


def _part(seat: Seated, column: str, value: str) -> str:
    if column == "kinds":
        return label_of(OrganizationKind, value)
    if column == "sectors":
        return sector_name(value)
    try:
        return queries.organization(seat, UUID(value)).name(language())
    except NotFound:
        return _("An organization that you may not know of")
