"""Servers from which a desk fetches into a source: where, how often, and what went wrong the last time."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
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

from noroshi.intel.actions.origins import own_origin
from noroshi.intel.list_reading import ListReading, may_be_listed
from noroshi.intel.subscribing import (
    FaultTold,
    SubscriptionWish,
    amend_subscription,
    faults_told,
    fetch_now,
    subscribe,
    subscription,
    subscriptions,
    unsubscribe,
)
from noroshi.observables import Kind
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import FetchTrouble, SubscriptionKind
from noroshi.vocabulary.observables import ObservableKind
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.intel.confidences import ConfidenceField

LIST_FIELDS: Final = ("column", "of_kind", "kind_column", "note_column", "confidence", "ends_what_left")


class SubscriptionForm(forms.Form):
    """What every kind of subscription asks."""

    kind = SubscriptionKind.TAXII
    address = forms.CharField(
        label=gettext_lazy("Address of the collection"),
        max_length=400,
        help_text=gettext_lazy("Such as https://taxii.example/root/collections/…/"),
    )
    version = forms.ChoiceField(label=gettext_lazy("Version of TAXII"), choices=[("2.1", "2.1"), ("2.0", "2.0")])
    user_name = forms.CharField(
        label=gettext_lazy("User name"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Without one the key is shown as a Bearer."),
    )
    secret = forms.CharField(
        label=gettext_lazy("Key or password"),
        max_length=400,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Kept closed and never shown again. Left empty, it stays as it is."),
    )
    every_minutes = forms.IntegerField(
        label=gettext_lazy("Fetch every so many minutes"), min_value=5, max_value=10080, initial=60
    )
    is_on = forms.BooleanField(label=gettext_lazy("Fetch"), required=False, initial=True)

    def wish(self) -> SubscriptionWish:
        return SubscriptionWish(**self.cleaned_data, kind=self.kind)


class FeedForm(SubscriptionForm):
    kind = SubscriptionKind.MISP
    version = None  # type: ignore[assignment]  # how a form leaves out what the one above asks
    address = forms.CharField(
        label=gettext_lazy("Address of the feed"),
        max_length=400,
        help_text=gettext_lazy("The folder in which manifest.json lies."),
    )


class ListForm(SubscriptionForm):
    kind = SubscriptionKind.LIST
    version = None  # type: ignore[assignment]  # likewise
    address = forms.CharField(
        label=gettext_lazy("Address of the list"),
        max_length=400,
        help_text=gettext_lazy(
            "One value a line, or a CSV. Comments, defanged values and files of hosts are understood."
        ),
    )
    column = forms.CharField(
        label=gettext_lazy("Column of the values"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("By its heading or its number. Left empty, each line is a value."),
    )
    of_kind = forms.ChoiceField(
        label=gettext_lazy("Kind of the values"),
        required=False,
        help_text=gettext_lazy("Left open, each value says itself what it is."),
    )
    kind_column = forms.CharField(label=gettext_lazy("Column of the kind"), max_length=100, required=False)
    note_column = forms.CharField(label=gettext_lazy("Column of a note"), max_length=100, required=False)
    confidence = ConfidenceField(label=gettext_lazy("Confidence"))
    ends_what_left = forms.BooleanField(
        label=gettext_lazy("Revoke what has left the list"),
        required=False,
        initial=True,
        help_text=gettext_lazy("An answer without any value ends nothing."),
    )

    field_order = ("address", *LIST_FIELDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of_kind"].choices = [("", _("each by itself")), *_kinds()]  # type: ignore[attr-defined]  # a field of choices

    def wish(self) -> SubscriptionWish:
        said = dict(self.cleaned_data)
        reads = ListReading(**{name: said.pop(name) for name in LIST_FIELDS})
        return SubscriptionWish(**said, kind=self.kind, reads=reads)


FORMS: Final[dict[SubscriptionKind, type[SubscriptionForm]]] = {
    form.kind: form for form in (SubscriptionForm, ListForm, FeedForm)
}


def _kinds() -> list[tuple[str, str]]:
    listed = (kind for kind in Kind if may_be_listed(kind))
    return [(kind.word, ObservableKind.of(kind.word).label(language())) for kind in listed]


@dataclass(frozen=True, slots=True)
class SubscriptionLine:
    public_id: UUID
    source: str
    kind: str
    address: str
    is_on: bool
    trouble: str
    detail: str
    failures: int
    tried_at: datetime | None
    fetched_at: datetime | None
    next_at: datetime
    new: int
    gone: int
    refused: int


@dataclass(frozen=True, slots=True)
class SubscriptionsPage:
    crumbs: tuple[Crumb, ...]
    lines: tuple[SubscriptionLine, ...] = ()
    of: UUID | None = None
    title: str = ""
    is_on: bool = False
    faults: tuple[FaultTold, ...] = ()


@require_safe
@login_required
def all_subscriptions(request: HttpRequest) -> HttpResponse:
    lines = tuple(
        SubscriptionLine(
            public_id=one.public_id,
            source=one.origin.name,
            kind=SubscriptionKind.of(one.kind).label(language()),
            address=one.address,
            is_on=one.is_on,
            trouble=FetchTrouble.of(one.trouble).label(language()) if one.trouble else "",
            detail=one.detail,
            failures=one.failures,
            tried_at=one.tried_at,
            fetched_at=one.fetched_at,
            next_at=one.next_at,
            new=one.new,
            gone=one.gone,
            refused=one.refused,
        )
        for one in subscriptions(viewer_of(request))
    )
    return render(request, "intel/subscriptions.html", {"page": SubscriptionsPage(_crumbs(), lines)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_subscription(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer, kind = viewer_of(request), _chosen(request)
    form = FORMS[kind](request.POST or None)
    origin = own_origin(viewer, public_id)
    deed = (lambda: subscribe(viewer, public_id, form.wish())) if _is_sound(form) else None
    return _form(request, form, deed, SubscriptionsPage(_crumbs(origin.name), title=_titles()[kind]))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def one_subscription(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    row = subscription(viewer, public_id)
    said = {name: getattr(row, name) for name in ("address", "version", "user_name", "every_minutes", "is_on")}
    form = FORMS[SubscriptionKind.of(row.kind)](request.POST or None, initial=said | row.reads)
    deed = (lambda: amend_subscription(viewer, public_id, form.wish())) if _is_sound(form) else None
    page = SubscriptionsPage(_crumbs(row.origin.name), of=public_id, title=_("Change a subscription"))
    return _form(request, form, deed, replace(page, is_on=row.is_on, faults=tuple(faults_told(row))))


@require_POST
@login_required
def run_subscription(request: HttpRequest, public_id: UUID) -> HttpResponse:
    fetch_now(viewer_of(request), public_id)
    messages.success(request, _("It is fetched within a minute."))
    return HttpResponseRedirect(reverse("intel_subscriptions"))


@require_POST
@login_required
def end_subscription(request: HttpRequest, public_id: UUID) -> HttpResponse:
    unsubscribe(viewer_of(request), public_id)
    messages.success(request, _("Nothing is fetched from there any more. What came stays."))
    return HttpResponseRedirect(reverse("intel_subscriptions"))


def _chosen(request: HttpRequest) -> SubscriptionKind:
    """By the address; what nobody knows is TAXII."""
    known = {kind.value: kind for kind in SubscriptionKind}
    return known.get(request.GET.get("what", ""), SubscriptionKind.TAXII)


def _titles() -> dict[SubscriptionKind, str]:
    return {
        SubscriptionKind.TAXII: _("Fetch from a TAXII server"),
        SubscriptionKind.LIST: _("Follow a list of values"),
        SubscriptionKind.MISP: _("Follow a MISP feed"),
    }


def _is_sound(form: SubscriptionForm) -> bool:
    return form.is_bound and form.is_valid()


def _form(
    request: HttpRequest, form: SubscriptionForm, deed: Callable[[], object] | None, page: SubscriptionsPage
) -> HttpResponse:
    if deed and tried(request, form, deed):
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("intel_subscriptions"))
    return render(request, "intel/subscription.html", {"page": page, "form": form}, status=status_of(request, form))


def _crumbs(*more: str) -> tuple[Crumb, ...]:
    here = Crumb(_("Subscriptions"), reverse("intel_subscriptions") if more else "")
    return (Crumb(_("Sources"), reverse("intel_sources")), here, *(Crumb(one, "") for one in more))


urlpatterns = [
    path("intel/subscriptions/", all_subscriptions, name="intel_subscriptions"),
    path("intel/sources/<uuid:public_id>/subscribe/", new_subscription, name="intel_subscribe"),
    path("intel/subscriptions/<uuid:public_id>/", one_subscription, name="intel_subscription"),
    path("intel/subscriptions/<uuid:public_id>/run/", run_subscription, name="intel_subscription_run"),
    path("intel/subscriptions/<uuid:public_id>/end/", end_subscription, name="intel_subscription_end"),
]
