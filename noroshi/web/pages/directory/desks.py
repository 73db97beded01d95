"""One desk: where information arrives, who sits there, what it is for."""

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
from django.views.decorators.http import require_http_methods, require_safe

from noroshi.directory import queries
from noroshi.directory.actions.desks import add_desk, close_desk, edit_desk
from noroshi.directory.shown import ContactShown, DeskShown, MembershipShown, OrganizationShown, PersonShown
from noroshi.threshold.acting import seat_of
from noroshi.vocabulary import DeskKind
from noroshi.vocabulary.errors import ChangedMeanwhile, NotYours
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import EditForm, HandleForm, status_of, tried
from noroshi.web.pages.directory.places import to_desk, to_organization
from noroshi.web.pages.directory.words import sector_choices, word_choices


class DeskForm(forms.Form):
    name_ja = forms.CharField(label=gettext_lazy("Name"))
    name_en = forms.CharField(label=gettext_lazy("Name in English"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        initial=DeskKind.GENERAL.value,
        help_text=gettext_lazy("What the desk is for. Red stops at desks, so this decides who may read."),
    )
    sectors = forms.MultipleChoiceField(
        label=gettext_lazy("Sectors"),
        required=False,
        help_text=gettext_lazy("For a liaison desk: only for these. None chosen: for all of the organization's."),
        widget=forms.CheckboxSelectMultiple,
    )
    telephone = forms.CharField(
        label=gettext_lazy("Telephone"), required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    fax = forms.CharField(label=gettext_lazy("Fax"), required=False, widget=forms.TextInput(attrs={"type": "tel"}))
    email = forms.CharField(
        label=gettext_lazy("E-mail"), required=False, widget=forms.TextInput(attrs={"type": "email"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = word_choices(DeskKind)  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["sectors"].choices = sector_choices()  # type: ignore[attr-defined]  # as above


class EditDeskForm(DeskForm, EditForm):
    pass


class NewDeskForm(DeskForm, HandleForm):
    pass


@dataclass(frozen=True, slots=True)
class SeatAtDesk:
    person: PersonShown
    seat: MembershipShown


@dataclass(frozen=True, slots=True)
class DeskPage:
    crumbs: tuple[Crumb, ...]
    desk: DeskShown
    contacts: tuple[ContactShown, ...]
    people: tuple[SeatAtDesk, ...]
    sees_people: bool


@require_safe
@login_required
def desk(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One desk; its people are shown inside the organization only."""
    seat = seat_of(request)
    shown = queries.desk(seat, public_id)
    home = shown.organization.id
    sees_people = shown.may_edit or queries.own_organization(seat).id == home
    page = DeskPage(
        crumbs=to_organization(shown.organization),
        desk=shown,
        contacts=tuple(one for one in queries.contacts(seat, home) if one.desk.id == shown.id),
        people=_people(queries.people_of(seat, home), shown.id) if sees_people else (),
        sees_people=sees_people,
    )
    return render(request, "directory/desk.html", {"page": page})


def _people(people: list[PersonShown], desk_id: UUID) -> tuple[SeatAtDesk, ...]:
    return tuple(
        SeatAtDesk(person, each)
        for person in people
        if person.is_active
        for each in person.memberships
        if each.desk.id == desk_id
    )


@dataclass(frozen=True, slots=True)
class NewDeskPage:
    crumbs: tuple[Crumb, ...]
    organization: OrganizationShown


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    seat = seat_of(request)
    home = queries.organization(seat, public_id)
    if not home.may_edit:
        raise NotYours
    form = NewDeskForm(request.POST or None)
    if form.is_bound and form.is_valid():
        made = tried(request, form, lambda: add_desk(actor=seat, organization=public_id, **form.cleaned_data))
        if made:
            messages.success(request, _("The desk was opened."))
            return HttpResponseRedirect(reverse("desk", args=[made.public_id]))
    page = NewDeskPage(to_organization(home), home)
    return render(request, "directory/desk_new.html", {"page": page, "form": form}, status=status_of(request, form))


@dataclass(frozen=True, slots=True)
class EditDeskPage:
    crumbs: tuple[Crumb, ...]
    desk: DeskShown


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    seat = seat_of(request)
    shown = queries.desk(seat, public_id)
    if not shown.may_edit:
        raise NotYours
    now = {name: getattr(shown, name) for name in DeskForm.base_fields}
    form = EditDeskForm(request.POST or None, now=now, version=shown.version)
    if form.is_bound and form.is_valid():
        version = form.cleaned_data["version"]
        if tried(request, form, lambda: edit_desk(actor=seat, desk=public_id, version=version, **form.changes())):
            messages.success(request, _("The desk was changed."))
            return HttpResponseRedirect(reverse("desk", args=[public_id]))
    page = EditDeskPage(to_desk(shown, shown.organization), shown)
    return render(request, "directory/desk_edit.html", {"page": page, "form": form}, status=status_of(request, form))


@dataclass(frozen=True, slots=True)
class CloseDeskPage:
    crumbs: tuple[Crumb, ...]
    desk: DeskShown
    people: tuple[SeatAtDesk, ...]
    has_changed: bool


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Says first whose seats end."""
    seat = seat_of(request)
    shown = queries.desk(seat, public_id)
    if not (shown.may_edit and shown.is_active):
        raise NotYours
    has_changed = False
    if request.method == "POST":
        given = request.POST.get("version", "")
        try:
            close_desk(actor=seat, desk=public_id, version=int(given) if given.isdecimal() and len(given) < 10 else 0)
        except ChangedMeanwhile as refusal:
            request.refusal = refusal  # type: ignore[attr-defined]  # the threshold writes it down
            has_changed = True
        else:
            messages.success(request, _("The desk was closed."))
            return HttpResponseRedirect(reverse("organization", args=[shown.organization.id]))
    people = _people(queries.people_of(seat, shown.organization.id), shown.id)
    page = CloseDeskPage(to_desk(shown, shown.organization), shown, people, has_changed)
    return render(request, "directory/desk_close.html", {"page": page}, status=409 if has_changed else 200)
