"""Contacts that nobody confirmed in time, and confirming one with one tap."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from noroshi.directory import queries
from noroshi.directory.actions.contacts import confirm_contact
from noroshi.directory.shown import ContactShown
from noroshi.threshold.acting import seat_of
from noroshi.web.pages.directory.places import Place, places


@dataclass(frozen=True, slots=True)
class ContactsPage:
    places: tuple[Place, ...]
    own: tuple[ContactShown, ...]
    overdue: tuple[ContactShown, ...]


@require_safe
@login_required
def contacts(request: HttpRequest) -> HttpResponse:
    """One's own organization whole; of others that one looks after, the overdue ones."""
    seat = seat_of(request)
    home = queries.own_organization(seat).id
    overdue = queries.overdue_contacts(seat)
    page = ContactsPage(
        places=places(seat, "contacts"),
        own=tuple(sorted(queries.contacts(seat, home), key=lambda each: not each.is_overdue)),
        overdue=tuple(each for each in overdue if each.desk.organization.id != home),
    )
    return render(request, "directory/contacts.html", {"page": page})


@require_POST
@login_required
def confirm(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """Still the right person, still reached this way."""
    confirm_contact(actor=seat_of(request), membership=seat_id)
    messages.success(request, _("The contact is confirmed. It is asked again in 90 days."))
    wanted = request.POST.get("next", "")
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return HttpResponseRedirect(wanted if is_ours else reverse("contacts"))
