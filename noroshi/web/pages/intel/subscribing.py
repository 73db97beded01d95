"""Servers from which a desk fetches into a source: where, how often, and what went wrong the last time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
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
from noroshi.intel.subscribing import (
    SubscriptionWish,
    amend_subscription,
    subscribe,
    subscription,
    subscriptions,
    unsubscribe,
)
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import FetchTrouble
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language


class SubscriptionForm(forms.Form):
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
        return SubscriptionWish(**self.cleaned_data)


@dataclass(frozen=True, slots=True)
class SubscriptionLine:
    public_id: UUID
    source: str
    address: str
    is_on: bool
    trouble: str
    detail: str
    failures: int
    tried_at: datetime | None
    fetched_at: datetime | None
    next_at: datetime
    new: int
    refused: int


@dataclass(frozen=True, slots=True)
class SubscriptionsPage:
    crumbs: tuple[Crumb, ...]
    lines: tuple[SubscriptionLine, ...] = ()
    of: UUID | None = None


@require_safe
@login_required
def all_subscriptions(request: HttpRequest) -> HttpResponse:
    lines = tuple(
        SubscriptionLine(
            public_id=one.public_id,
            source=one.origin.name,
            address=one.address,
            is_on=one.is_on,
            trouble=FetchTrouble.of(one.trouble).label(language()) if one.trouble else "",
            detail=one.detail,
            failures=one.failures,
            tried_at=one.tried_at,
            fetched_at=one.fetched_at,
            next_at=one.next_at,
            new=one.new,
            refused=one.refused,
        )
        for one in subscriptions(viewer_of(request))
    )
    return render(request, "intel/subscriptions.html", {"page": SubscriptionsPage(_crumbs(), lines)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_subscription(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer, form = viewer_of(request), SubscriptionForm(request.POST or None)
    origin = own_origin(viewer, public_id)
    deed = (lambda: subscribe(viewer, public_id, form.wish())) if _is_sound(form) else None
    return _form(request, form, deed, SubscriptionsPage(_crumbs(origin.name)))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def one_subscription(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    row = subscription(viewer, public_id)
    said = {name: getattr(row, name) for name in ("address", "version", "user_name", "every_minutes", "is_on")}
    form = SubscriptionForm(request.POST or None, initial=said)
    deed = (lambda: amend_subscription(viewer, public_id, form.wish())) if _is_sound(form) else None
    return _form(request, form, deed, SubscriptionsPage(_crumbs(row.origin.name), of=public_id))


@require_POST
@login_required
def end_subscription(request: HttpRequest, public_id: UUID) -> HttpResponse:
    unsubscribe(viewer_of(request), public_id)
    messages.success(request, _("Nothing is fetched from there any more. What came stays."))
    return HttpResponseRedirect(reverse("intel_subscriptions"))


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
    path("intel/subscriptions/<uuid:public_id>/end/", end_subscription, name="intel_subscription_end"),
]
