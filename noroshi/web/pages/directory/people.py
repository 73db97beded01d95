"""People of an organization, seen from inside it: who they are, how they come in, how they leave."""

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
from noroshi.directory.actions.people import add_person, deactivate_person, edit_person
from noroshi.directory.queries import Powers
from noroshi.directory.shown import DeskShown, OrganizationShown, PersonShown
from noroshi.directory.signin import resets
from noroshi.threshold.acting import seat_of
from noroshi.vocabulary.errors import NotYours
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import EditForm, status_of, tried
from noroshi.web.pages.directory.places import Place, places, to_desk, to_organization, to_people, to_person
from noroshi.web.pages.directory.seats import SeatForm
from noroshi.web.pages.signin.proof import proved


@dataclass(frozen=True, slots=True)
class PeoplePage:
    crumbs: tuple[Crumb, ...]
    places: tuple[Place, ...]
    organization: OrganizationShown
    desks: tuple[DeskShown, ...]
    people: tuple[PersonShown, ...]
    left: tuple[PersonShown, ...]


@require_safe
@login_required
def own_people(request: HttpRequest) -> HttpResponse:
    """Of the own organization."""
    return people(request, queries.own_organization(seat_of(request)).id)


@require_safe
@login_required
def people(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Of one organization whose people the viewer sees; for others there is no such page."""
    seat = seat_of(request)
    found = queries.people_of(seat, public_id)
    home = queries.organization(seat, public_id)
    page = PeoplePage(
        crumbs=to_organization(home),
        places=places(seat, "people"),
        organization=home,
        desks=tuple(desk for desk in queries.desks(seat, public_id) if desk.is_active) if home.may_edit else (),
        people=tuple(person for person in found if person.is_active and person.memberships),
        left=tuple(person for person in found if not (person.is_active and person.memberships)),
    )
    return render(request, "directory/people.html", {"page": page})


@dataclass(frozen=True, slots=True)
class PersonPage:
    crumbs: tuple[Crumb, ...]
    person: PersonShown
    home: OrganizationShown
    own_desk: DeskShown
    powers: Powers


@require_safe
@login_required
def person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    seat = seat_of(request)
    shown = queries.person(seat, public_id)
    home = queries.home_of(seat, public_id)
    page = PersonPage(to_people(home), shown, home, queries.own_desk(seat), queries.powers_over(seat, public_id))
    return render(request, "directory/person.html", {"page": page})


class PersonForm(forms.Form):
    name_ja = forms.CharField(label=gettext_lazy("Name"))
    name_kana = forms.CharField(label=gettext_lazy("Reading (kana)"), required=False)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), required=False)
    email = forms.CharField(
        label=gettext_lazy("E-mail"), required=False, widget=forms.TextInput(attrs={"type": "email"})
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[("ja", "日本語"), ("en", "English")],
        initial="ja",
        widget=forms.RadioSelect,
    )
    time_zone = forms.CharField(
        label=gettext_lazy("Time zone"), initial="Asia/Tokyo", help_text=gettext_lazy("Like Asia/Tokyo.")
    )


class EditPersonForm(PersonForm, EditForm):
    pass


class NewPersonForm(PersonForm, SeatForm):
    field_order = ["name_ja", "name_kana", "name_en", "login", "email", "language", "time_zone"]
    login = forms.CharField(
        label=gettext_lazy("Sign-in name"),
        widget=forms.TextInput(attrs={"autocapitalize": "off", "spellcheck": "false", "autocomplete": "off"}),
    )


@dataclass(frozen=True, slots=True)
class NewPersonPage:
    crumbs: tuple[Crumb, ...]
    desk: DeskShown


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Entered by an administrator; the sign-in begins with a link that is made on the person's page."""
    seat = seat_of(request)
    desk = queries.desk(seat, public_id)
    if not desk.may_edit:
        raise NotYours
    form = NewPersonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        made = tried(request, form, lambda: add_person(actor=seat, desk=public_id, **form.cleaned_data))
        if made:
            messages.success(request, _("The person was entered. Hand over a first link, so that they can sign in."))
            return HttpResponseRedirect(reverse("person", args=[made.person.public_id]))
    page = NewPersonPage(to_desk(desk, desk.organization), desk)
    return render(request, "directory/person_new.html", {"page": page, "form": form}, status=status_of(request, form))


@dataclass(frozen=True, slots=True)
class EditPersonPage:
    crumbs: tuple[Crumb, ...]
    person: PersonShown


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    seat = seat_of(request)
    shown = queries.person(seat, public_id)
    if not (queries.powers_over(seat, public_id).reaches and shown.is_active):
        raise NotYours
    now: dict[str, Any] = {name: getattr(shown, name) for name in PersonForm.base_fields}
    form = EditPersonForm(request.POST or None, now=now, version=shown.version)
    if form.is_bound and form.is_valid():
        version = form.cleaned_data["version"]
        if tried(request, form, lambda: edit_person(actor=seat, person=public_id, version=version, **form.changes())):
            messages.success(request, _("The person was changed."))
            return HttpResponseRedirect(reverse("person", args=[public_id]))
    page = EditPersonPage(to_person(shown, queries.home_of(seat, public_id)), shown)
    return render(request, "directory/person_edit.html", {"page": page, "form": form}, status=status_of(request, form))


@dataclass(frozen=True, slots=True)
class DeactivatePage:
    crumbs: tuple[Crumb, ...]
    person: PersonShown
    assignment_count: int


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def deactivate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Says first what ends. The name stays in the record."""
    seat = seat_of(request)
    shown = queries.person(seat, public_id)
    powers = queries.powers_over(seat, public_id)
    if not (powers.reaches and shown.is_active):
        raise NotYours
    if request.method == "POST":
        deactivate_person(actor=seat, person=public_id)
        messages.success(request, _("The person has left. Every access ended at once."))
        return HttpResponseRedirect(reverse("people"))
    count = sum(len(each.assignments) for each in shown.memberships)
    page = DeactivatePage(to_person(shown, queries.home_of(seat, public_id)), shown, count)
    return render(request, "directory/person_leave.html", {"page": page})


@dataclass(frozen=True, slots=True)
class LinkPage:
    crumbs: tuple[Crumb, ...]
    name: str
    link: str
    back_url: str


@require_POST
@proved
def first_link(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Shown in this answer only, to who hands it on."""
    seat = seat_of(request)
    shown = queries.person(seat, public_id)
    token = resets.first_link(seat, public_id)
    page = LinkPage(
        crumbs=to_person(shown, queries.home_of(seat, public_id)),
        name=shown.name_ja,
        link=request.build_absolute_uri(reverse("reset", kwargs={"token": token})),
        back_url=reverse("person", args=[public_id]),
    )
    return render(request, "directory/link_made.html", {"page": page})
