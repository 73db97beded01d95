"""One organization: what it is, whom to ring, which rules it asks to keep; describing it; founding one."""

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
from noroshi.directory.actions.organizations import edit_organization, found_organization
from noroshi.directory.seated import Seated
from noroshi.directory.shown import (
    AgreementShown,
    ChangeShown,
    ContactShown,
    DeskShown,
    HandlingRuleShown,
    OrganizationShown,
)
from noroshi.threshold.acting import seat_of
from noroshi.vocabulary import OrganizationKind
from noroshi.vocabulary.errors import NotYours
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import EditForm, Lines, status_of, tried
from noroshi.web.pages.directory.places import to_organization, top
from noroshi.web.pages.directory.words import language, sector_choices, word_choices

LONG = forms.Textarea(attrs={"rows": 4})


class DescriptionForm(forms.Form):
    name_ja = forms.CharField(label=gettext_lazy("Name"))
    name_kana = forms.CharField(
        label=gettext_lazy("Reading (kana)"),
        required=False,
        help_text=gettext_lazy("So that it is found by its sound."),
    )
    name_en = forms.CharField(label=gettext_lazy("Name in English"), required=False)
    other_names = Lines(
        label=gettext_lazy("Other names"),
        required=False,
        help_text=gettext_lazy("One a line: short names, earlier names, brands. They are searched as well."),
    )
    note_ja = forms.CharField(label=gettext_lazy("Remarks"), required=False, widget=LONG)
    note_en = forms.CharField(label=gettext_lazy("Remarks in English"), required=False, widget=LONG)


class EditOrganizationForm(DescriptionForm, EditForm):
    pass


class FoundingForm(DescriptionForm):
    """What is given at the founding needs no second person."""

    field_order = ["name_ja", "name_kana", "name_en", "handle", "kinds", "sectors", "ministry", "ceptoars"]
    handle = forms.CharField(
        label=gettext_lazy("Handle"),
        help_text=gettext_lazy(
            "Short and for good, like denryoku: sign-in names end in it. Lower-case letters, digits, hyphens, underscores."
        ),
        widget=forms.TextInput(attrs={"autocapitalize": "off", "spellcheck": "false"}),
    )
    kinds = forms.MultipleChoiceField(label=gettext_lazy("Kinds of organization"), widget=forms.CheckboxSelectMultiple)
    sectors = forms.MultipleChoiceField(
        label=gettext_lazy("Sectors"), required=False, widget=forms.CheckboxSelectMultiple
    )
    ministry = forms.ChoiceField(label=gettext_lazy("Responsible ministry"), required=False)
    ceptoars = forms.MultipleChoiceField(
        label=gettext_lazy("CEPTOARs"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, seat: Seated, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give_weighty_choices(self, seat)


def give_weighty_choices(form: forms.Form, seat: Seated) -> None:
    """Kinds, sectors, ministries and CEPTOARs to choose from."""
    offered: dict[str, list[tuple[str, Any]]] = {
        "kinds": [pair for pair in word_choices(OrganizationKind) if pair[0] != OrganizationKind.PLATFORM],
        "sectors": list(sector_choices()),
        "ministry": [("", _("None")), *_of_kind(seat, OrganizationKind.MINISTRY)],
        "ceptoars": _of_kind(seat, OrganizationKind.CEPTOAR),
    }
    for name, choices in offered.items():
        form.fields[name].choices = choices  # type: ignore[attr-defined]  # ChoiceFields


def _of_kind(seat: Seated, kind: OrganizationKind) -> list[tuple[str, Any]]:
    found = queries.organizations_known_to(seat, kind=kind.value, limit=200)
    return [(str(one.id), one.name(language())) for one in found if one.is_active]


@dataclass(frozen=True, slots=True)
class OrganizationPage:
    crumbs: tuple[Crumb, ...]
    organization: OrganizationShown
    desks: tuple[DeskShown, ...]
    contacts: tuple[ContactShown, ...]
    rules: tuple[HandlingRuleShown, ...]
    agreements: tuple[AgreementShown, ...]
    waiting: tuple[ChangeShown, ...]
    is_own: bool
    sees_people: bool


@require_safe
@login_required
def organization(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What one may know of it: more of one's own."""
    seat = seat_of(request)
    shown = queries.organization(seat, public_id)
    is_own = queries.own_organization(seat).id == shown.id
    page = OrganizationPage(
        crumbs=(top(),),
        organization=shown,
        desks=tuple(queries.desks(seat, public_id)),
        contacts=tuple(queries.contacts(seat, public_id)),
        rules=tuple(rule for rule in queries.handling_rules(seat) if rule.organization.id == shown.id),
        agreements=tuple(
            one for one in queries.agreements(seat) if is_own or shown.id in {one.first.id, one.second.id}
        ),
        waiting=tuple(
            one for one in queries.changes_shown_to(seat) if one.organization.id == shown.id and one.state == "asked"
        ),
        is_own=is_own,
        sees_people=is_own or shown.may_edit,
    )
    return render(request, "directory/organization.html", {"page": page})


@dataclass(frozen=True, slots=True)
class EditOrganizationPage:
    crumbs: tuple[Crumb, ...]
    organization: OrganizationShown


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Names and notes; what opens or closes items is a weighty change."""
    seat = seat_of(request)
    shown = queries.organization(seat, public_id)
    if not shown.may_edit:
        raise NotYours
    now = {name: getattr(shown, name) for name in DescriptionForm.base_fields}
    form = EditOrganizationForm(request.POST or None, now=now, version=shown.version)
    if form.is_bound and form.is_valid():
        version = form.cleaned_data["version"]
        if tried(
            request,
            form,
            lambda: edit_organization(actor=seat, organization=public_id, version=version, **form.changes()),
        ):
            messages.success(request, _("The organization was changed."))
            return HttpResponseRedirect(reverse("organization", args=[public_id]))
    page = EditOrganizationPage(to_organization(shown), shown)
    return render(
        request, "directory/organization_edit.html", {"page": page, "form": form}, status=status_of(request, form)
    )


@dataclass(frozen=True, slots=True)
class FoundingPage:
    crumbs: tuple[Crumb, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def found(request: HttpRequest) -> HttpResponse:
    """By the platform administrator."""
    seat = seat_of(request)
    if not seat.is_platform_administrator:
        raise NotYours
    form = FoundingForm(request.POST or None, seat=seat)
    if form.is_bound and form.is_valid():
        made = tried(request, form, lambda: found_organization(actor=seat, **form.cleaned_data))
        if made:
            messages.success(request, _("The organization was founded. Give it a desk, then invite its first person."))
            return HttpResponseRedirect(reverse("organization", args=[made.public_id]))
    page = FoundingPage((top(),))
    return render(
        request, "directory/organization_found.html", {"page": page, "form": form}, status=status_of(request, form)
    )
