"""Inviting: a one-time link, shown once, for a seat that the invited person accepts."""

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
from noroshi.directory.seated import Seated
from noroshi.directory.shown import DeskShown, OrganizationShown
from noroshi.directory.signin import invitations
from noroshi.directory.signin.invitations import InvitationLine
from noroshi.threshold.acting import seat_of
from noroshi.vocabulary import Role, Tie
from noroshi.vocabulary.errors import NotYours
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import Day, status_of, tried
from noroshi.web.pages.directory.people import LinkPage
from noroshi.web.pages.directory.places import Place, places, to, to_organization
from noroshi.web.pages.directory.words import language, to_choose, word_choices
from noroshi.web.pages.signin.proof import proved


class InvitationForm(forms.Form):
    desk = forms.ChoiceField(label=gettext_lazy("Desk"))
    role = forms.ChoiceField(label=gettext_lazy("Role"))
    name_ja = forms.CharField(
        label=gettext_lazy("Name"),
        required=False,
        help_text=gettext_lazy("So that you know the invitation again; the person can write it better."),
    )
    email = forms.CharField(
        label=gettext_lazy("E-mail"), required=False, widget=forms.TextInput(attrs={"type": "email"})
    )
    tie = forms.ChoiceField(label=gettext_lazy("Tie to the organization"), initial=Tie.STAFF.value)
    nda_until = Day(
        label=gettext_lazy("NDA until"),
        required=False,
        help_text=gettext_lazy("Asked of outside staff; on the day after, their access ends."),
    )
    is_administrator = forms.BooleanField(label=gettext_lazy("Administrator of the organization"), required=False)

    def __init__(self, *args: Any, desks: list[DeskShown], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: dict[str, list[tuple[str, str]]] = {
            "desk": to_choose([(str(desk.id), desk.name(language())) for desk in desks]),
            "role": to_choose(word_choices(Role)),
            "tie": word_choices(Tie),
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # ChoiceFields


@dataclass(frozen=True, slots=True)
class InvitationsPage:
    places: tuple[Place, ...]
    own: OrganizationShown
    open: tuple[InvitationLine, ...]
    past: tuple[InvitationLine, ...]


@require_safe
@login_required
def invitation_list(request: HttpRequest) -> HttpResponse:
    """For administrators."""
    seat = seat_of(request)
    if not seat.is_administrator:
        raise NotYours
    found = invitations.invitations_of(seat)
    page = InvitationsPage(
        places(seat, "invitations"),
        queries.own_organization(seat),
        tuple(each for each in found if each.is_open),
        tuple(each for each in found if not each.is_open),
    )
    return render(request, "directory/invitations.html", {"page": page})


@dataclass(frozen=True, slots=True)
class InvitePage:
    crumbs: tuple[Crumb, ...]
    organization: OrganizationShown
    has_desks: bool


@require_http_methods(["GET", "HEAD", "POST"])
@proved
def invite_to(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """To one desk."""
    seat = seat_of(request)
    desk = queries.desk(seat, public_id)
    return _invite(request, seat, queries.organization(seat, desk.organization.id), desk)


@require_http_methods(["GET", "HEAD", "POST"])
@proved
def invite_for(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """To a desk of the organization, still to be chosen."""
    seat = seat_of(request)
    return _invite(request, seat, queries.organization(seat, public_id), None)


def _invite(request: HttpRequest, seat: Seated, home: OrganizationShown, first: DeskShown | None) -> HttpResponse:
    """The link stands in the answer to this POST and nowhere else."""
    if not home.may_edit:
        raise NotYours
    desks = [desk for desk in queries.desks(seat, home.id) if desk.is_active]
    form = InvitationForm(
        request.POST or None,
        desks=desks,
        initial={"desk": str(first.id if first else desks[0].id if len(desks) == 1 else "")},
    )
    if form.is_bound and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "desk"}
        desk = UUID(form.cleaned_data["desk"])
        made = tried(request, form, lambda: invitations.invite(seat, desk, **given))
        if made:
            line, token = made
            page = LinkPage(
                crumbs=to("invitations", _("Invitations")),
                name=line.name,
                link=request.build_absolute_uri(reverse("join", kwargs={"token": token})),
                back_url=reverse("invitations"),
            )
            return render(request, "directory/link_made.html", {"page": page})
    shown = InvitePage(to_organization(home), home, bool(desks))
    return render(request, "directory/invite.html", {"page": shown, "form": form}, status=status_of(request, form))


@require_POST
@login_required
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    invitations.withdraw(seat_of(request), public_id)
    messages.success(request, _("The invitation was withdrawn. Its link no longer works."))
    return HttpResponseRedirect(reverse("invitations"))
