"""Keys of devices: made (the address is shown in that answer only), when each came last, revoked."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from noroshi.devices.actions.keys import make_device_key, revoke_device_key
from noroshi.devices.queries import BlockListShown, DeviceKeyShown, keys_of, list_shown
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import DeviceFormat
from noroshi.web.components import Crumb
from noroshi.web.pages.devices.lists import crumbs_of
from noroshi.web.pages.directory.asking import Lines, status_of, tried
from noroshi.web.pages.directory.words import language


class DeviceKeyForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Device"),
        max_length=80,
        help_text=gettext_lazy("One key for one device, so that it can be taken away from it alone."),
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Valid for"),
        coerce=int,
        initial="365",
        choices=[
            ("90", gettext_lazy("90 days")),
            ("365", gettext_lazy("one year")),
            ("730", gettext_lazy("two years")),
        ],
    )
    network_ranges = Lines(
        label=gettext_lazy("Only from these addresses"),
        help_text=gettext_lazy("One range a line, like 192.0.2.0/24. Empty: from anywhere."),
        required=False,
    )


@dataclass(frozen=True, slots=True)
class AddressShown:
    form: str
    url: str


@dataclass(frozen=True, slots=True)
class DeviceKeysPage:
    """`addresses` only in the answer that made the key."""

    crumbs: tuple[Crumb, ...]
    list: BlockListShown
    keys: tuple[DeviceKeyShown, ...]
    addresses: tuple[AddressShown, ...] = ()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def device_keys(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer, form = viewer_of(request), DeviceKeyForm(request.POST or None)
    addresses: tuple[AddressShown, ...] = ()
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        until = timezone.now() + timedelta(days=said["days"])
        made = tried(
            request, form, lambda: make_device_key(viewer, public_id, said["name"], until, said["network_ranges"])
        )
        if made:
            addresses, form = _addresses(request, made[1]), DeviceKeyForm()
    one = list_shown(viewer, public_id)
    crumbs = (
        *crumbs_of(),
        Crumb(one.name, reverse("device_list_review", args=[public_id])),
        Crumb(_("Keys of devices"), ""),
    )
    page = DeviceKeysPage(crumbs, one, tuple(keys_of(viewer, public_id)), addresses)
    return render(request, "devices/keys.html", {"page": page, "form": form}, status=status_of(request, form))


@require_POST
@login_required
def revoke(request: HttpRequest, public_id: UUID, key: UUID) -> HttpResponse:
    revoke_device_key(viewer_of(request), public_id, key)
    messages.success(request, _("The key is revoked. The device finds nothing any more."))
    return HttpResponseRedirect(reverse("device_keys", args=[public_id]))


def _addresses(request: HttpRequest, secret: str) -> tuple[AddressShown, ...]:
    return tuple(
        AddressShown(
            form.label(language()), request.build_absolute_uri(reverse("device_list", args=[secret, form.value]))
        )
        for form in DeviceFormat
    )


urlpatterns = [
    path("devices/<uuid:public_id>/keys/", device_keys, name="device_keys"),
    path("devices/<uuid:public_id>/keys/<uuid:key>/revoke/", revoke, name="device_key_revoke"),
]
