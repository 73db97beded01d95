"""Agreements of the own organization: one side records, the other confirms, either ends."""

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
from noroshi.directory.actions.agreements import confirm_agreement, end_agreement, record_agreement
from noroshi.directory.seated import Seated
from noroshi.directory.shown import AgreementShown, OrganizationShown
from noroshi.threshold.acting import seat_of
from noroshi.vocabulary.errors import NotFound, NotYours
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import Day, status_of, tried
from noroshi.web.pages.directory.finding import Finding, finding
from noroshi.web.pages.directory.places import Place, places, to
from noroshi.web.pages.directory.words import AGREEMENTS, language


class AgreementForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=list(AGREEMENTS.items()), widget=forms.RadioSelect)
    desk = forms.ChoiceField(
        label=gettext_lazy("Desk that handles specimens"),
        required=False,
        help_text=gettext_lazy(
            "For an agreement on specimens alone: a desk of your organization with trained people and a place apart."
        ),
    )
    signed_date = Day(label=gettext_lazy("Signed on"))
    ends_date = Day(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Empty: until one side ends it.")
    )
    text = forms.CharField(
        label=gettext_lazy("What was agreed"), required=False, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, desks: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk"].choices = [("", _("none")), *desks]  # type: ignore[attr-defined]  # it is a ChoiceField


@dataclass(frozen=True, slots=True)
class AgreementsPage:
    places: tuple[Place, ...]
    agreements: tuple[AgreementShown, ...]
    may_record: bool


@require_safe
@login_required
def agreements(request: HttpRequest) -> HttpResponse:
    seat = seat_of(request)
    page = AgreementsPage(places(seat, "agreements"), tuple(queries.agreements(seat)), seat.is_administrator)
    return render(request, "directory/agreements.html", {"page": page})


@dataclass(frozen=True, slots=True)
class AgreementPage:
    crumbs: tuple[Crumb, ...]
    agreement: AgreementShown
    is_administrator: bool


@require_safe
@login_required
def agreement(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """There only for its two sides."""
    seat = seat_of(request)
    page = AgreementPage(_crumbs(), _agreement(seat, public_id), seat.is_administrator)
    return render(request, "directory/agreement.html", {"page": page})


@dataclass(frozen=True, slots=True)
class NewAgreementPage:
    crumbs: tuple[Crumb, ...]
    finding: Finding
    other: OrganizationShown | None


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def record(request: HttpRequest) -> HttpResponse:
    """First the other side is looked up, then what was agreed is written."""
    seat = seat_of(request)
    if not seat.is_administrator:
        raise NotYours
    other = _other(request, seat)
    form = AgreementForm(_own_desks(seat), request.POST or None)
    if other and form.is_bound and form.is_valid():
        own, the_other = queries.own_organization(seat).id, other.id
        given = {**form.cleaned_data, "desk": UUID(form.cleaned_data["desk"]) if form.cleaned_data["desk"] else None}
        made = tried(request, form, lambda: record_agreement(actor=seat, own=own, other=the_other, **given))
        if made:
            messages.success(request, _("The agreement is recorded. It stands once the other side has confirmed it."))
            return HttpResponseRedirect(reverse("agreement", args=[made.public_id]))
    page = NewAgreementPage(_crumbs(), finding(request, seat), other)
    return render(
        request, "directory/agreement_new.html", {"page": page, "form": form}, status=status_of(request, form)
    )


@require_POST
@login_required
def confirm(request: HttpRequest, public_id: UUID) -> HttpResponse:
    confirm_agreement(actor=seat_of(request), agreement=public_id)
    messages.success(request, _("The agreement is in force."))
    return HttpResponseRedirect(reverse("agreement", args=[public_id]))


@require_POST
@login_required
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    end_agreement(actor=seat_of(request), agreement=public_id)
    messages.success(request, _("The agreement ended."))
    return HttpResponseRedirect(reverse("agreements"))


def _own_desks(seat: Seated) -> list[tuple[str, str]]:
    own = queries.own_organization(seat).id
    return [(str(desk.id), desk.name(language())) for desk in queries.desks(seat, own)]


def _other(request: HttpRequest, seat: Seated) -> OrganizationShown | None:
    given = request.GET.get("with", "")
    try:
        return queries.organization(seat, UUID(given)) if given else None
    except ValueError:
        raise NotFound from None


def _agreement(seat: Seated, public_id: UUID) -> AgreementShown:
    for each in queries.agreements(seat):
        if each.id == public_id:
            return each
    raise NotFound


def _crumbs() -> tuple[Crumb, ...]:
    return to("agreements", _("Agreements"))
