"""Where this desk's notices go, and when: addresses, thresholds, digest, quiet hours, webhook, certificates, telephones."""

from collections.abc import Mapping
from dataclasses import dataclass
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
from django.views.decorators.http import require_http_methods, require_POST

from noroshi.delivery.actions import (
    Chosen,
    add_certificate,
    remove_certificate,
    set_channels,
    set_telephone,
    test_channels,
)
from noroshi.delivery.queries import ChannelsShown, Health, own_channels
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Digest, Importance, NoticeChannel, Protection, Role
from noroshi.web.components import Choice, Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import label_of, language, word_choices
from noroshi.web.pages.notices.words import fault_words

OWN_DESK: Final = "desk"


class ChannelsForm(forms.Form):
    """Addresses are chosen beside it; nothing chosen is what the directory names."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    mail_is_on = forms.BooleanField(label=gettext_lazy("Send mail"), required=False)
    mail_from = forms.ChoiceField(label=gettext_lazy("By mail from this importance on"))
    mail_digest = forms.ChoiceField(
        label=gettext_lazy("How often"), help_text=gettext_lazy("Warnings always go out at once, each by itself.")
    )
    digest_hour = forms.IntegerField(label=gettext_lazy("Hour of the daily mail"), min_value=0, max_value=23)
    mail_stix = forms.BooleanField(
        label=gettext_lazy("Attach items as STIX"),
        required=False,
        help_text=gettext_lazy(
            "Beside the text, where the text itself may go by mail: for machines of a desk without TAXII."
        ),
    )
    quiet_from = forms.TimeField(
        label=gettext_lazy("Quiet from"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    quiet_until = forms.TimeField(
        label=gettext_lazy("Quiet until"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    webhook_is_on = forms.BooleanField(label=gettext_lazy("Call a webhook"), required=False)
    webhook_url = forms.CharField(
        label=gettext_lazy("Address of the webhook"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Begins with https. It is told identifiers and marking, never title or text."),
    )
    webhook_from = forms.ChoiceField(label=gettext_lazy("By webhook from this importance on"))
    new_secret = forms.BooleanField(
        label=gettext_lazy("Make a new signing secret; the old one ends at once"), required=False
    )
    remind_after_minutes = forms.IntegerField(
        label=gettext_lazy("Remind of unanswered warnings after (minutes)"), min_value=5, max_value=10080
    )
    remind_most = forms.IntegerField(
        label=gettext_lazy("At most so many times"),
        min_value=0,
        max_value=10,
        help_text=gettext_lazy("0 reminds nobody by itself. Reminders go only to those who have not answered."),
    )
    calls_for_warnings = forms.BooleanField(
        label=gettext_lazy("Tell this desk to ring those who leave a warning unanswered"), required=False
    )
    call_after_minutes = forms.IntegerField(label=gettext_lazy("Ring after (minutes)"), min_value=5, max_value=10080)
    call_again_minutes = forms.IntegerField(
        label=gettext_lazy("Ring the same person again after (minutes)"), min_value=1, max_value=10080
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        importances = word_choices(Importance)
        for name, choices in (
            ("mail_from", importances),
            ("webhook_from", importances),
            ("mail_digest", word_choices(Digest)),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # all are ChoiceFields

    def chosen(self, mailboxes: tuple[UUID | None, ...]) -> Chosen:
        given: Mapping[str, Any] = self.cleaned_data
        words: dict[str, Any] = {
            "mail_from": Importance.of(given["mail_from"]),
            "webhook_from": Importance.of(given["webhook_from"]),
            "mail_digest": Digest.of(given["mail_digest"]),
        }
        rest = {name: value for name, value in given.items() if name not in {*words, "version", "new_secret"}}
        return Chosen(**rest, **words, mailboxes=mailboxes)


class CertificateForm(forms.Form):
    address = forms.ChoiceField(label=gettext_lazy("For mail to"))
    file = forms.FileField(
        label=gettext_lazy("S/MIME certificate or OpenPGP public key"),
        help_text=gettext_lazy(
            "The public part alone. Whoever holds the private key must need to know what comes to this desk."
        ),
    )

    def __init__(self, *args: Any, addresses: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].choices = [(one, one) for one in addresses]  # type: ignore[attr-defined]  # a ChoiceField


@dataclass(frozen=True, slots=True)
class CertificateShown:
    public_id: UUID
    address: str
    kind: str
    fingerprint: str
    holder: str
    expires_at: datetime | None
    is_expired: bool


@dataclass(frozen=True, slots=True)
class PersonShown:
    public_id: UUID
    name: str
    role: str
    address: str
    telephone: str
    is_contact: bool


@dataclass(frozen=True, slots=True)
class HealthShown:
    channel: str
    went_well_at: datetime | None
    went_wrong_at: datetime | None
    fault: str


@dataclass(frozen=True, slots=True)
class ChannelsPage:
    crumbs: tuple[Crumb, ...]
    may_set: bool
    is_usual: bool
    has_mail_server: bool
    addresses: tuple[Choice, ...]
    written_to: tuple[str, ...]
    people: tuple[PersonShown, ...]
    certificates: tuple[CertificateShown, ...]
    health: tuple[HealthShown, ...]
    has_secret: bool
    secret: str


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def channels(request: HttpRequest) -> HttpResponse:
    """A secret that was just made is shown on the answer to this one request."""
    viewer = viewer_of(request)
    form = ChannelsForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        given, new_secret = form.cleaned_data["version"], form.cleaned_data["new_secret"]
        mailboxes = _mailboxes(request)
        done = tried(
            request,
            form,
            lambda: set_channels(viewer, form.chosen(mailboxes), version=given, new_secret=new_secret),
        )
        if done is not None:
            messages.success(request, _("Saved. It holds for what comes from now on."))
            if not done.secret:
                return HttpResponseRedirect(reverse("notice_channels"))
            return _shown(request, None, secret=done.secret)
    return _shown(request, form)


@require_POST
@login_required
def test(request: HttpRequest) -> HttpResponse:
    form = forms.Form({})
    form.is_valid()
    ways = tried(request, form, lambda: test_channels(viewer_of(request)))
    if ways is None:
        messages.error(request, " ".join(str(each) for each in form.non_field_errors()))
    else:
        messages.success(request, _("A test goes out now. Below you see in a moment how it went."))
    return HttpResponseRedirect(reverse("notice_channels"))


@require_POST
@login_required
def certificate(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    own = own_channels(viewer)
    form = CertificateForm(request.POST, request.FILES, addresses=_addresses(own))
    if form.is_valid():
        content, address = form.cleaned_data["file"].read(), form.cleaned_data["address"]
        if tried(request, form, lambda: add_certificate(viewer, address, content)) is not None:
            messages.success(request, _("Mail to %(address)s is encrypted from now on.") % {"address": address})
            return HttpResponseRedirect(reverse("notice_channels") + "#certificates")
    return _shown(request, None, certificate_form=form)


@require_POST
@login_required
def remove(request: HttpRequest, public_id: UUID) -> HttpResponseRedirect:
    remove_certificate(viewer_of(request), public_id)
    messages.success(request, _("Taken out. Mail to this address carries no AMBER or RED text from now on."))
    return HttpResponseRedirect(reverse("notice_channels") + "#certificates")


@require_POST
@login_required
def telephone(request: HttpRequest, public_id: UUID) -> HttpResponse:
    form = forms.Form({})
    form.is_valid()
    viewer, number = viewer_of(request), request.POST.get("telephone", "")
    done = tried(request, form, lambda: set_telephone(viewer, public_id, number))
    if done is None:
        messages.error(request, _("This is not a telephone number. Digits, +, hyphens and an extension are taken."))
    else:
        messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("notice_channels") + "#telephones")


def _mailboxes(request: HttpRequest) -> tuple[UUID | None, ...]:
    """What is no address of this desk is refused by the room."""
    found: list[UUID | None] = []
    for value in request.POST.getlist("mailboxes"):
        try:
            found.append(None if value == OWN_DESK else UUID(value))
        except ValueError:
            continue
    return tuple(found)


def _shown(
    request: HttpRequest,
    form: ChannelsForm | None,
    *,
    secret: str = "",
    certificate_form: CertificateForm | None = None,
) -> HttpResponse:
    own = own_channels(viewer_of(request))
    asked = form or ChannelsForm(initial=_initial(own))
    certificates = certificate_form or CertificateForm(addresses=_addresses(own))
    wrong = certificate_form or asked
    return render(
        request,
        "notices/channels.html",
        {"page": _page(own, secret), "form": asked, "certificate_form": certificates},
        status=status_of(request, wrong),
    )


def _initial(own: ChannelsShown) -> dict[str, Any]:
    names = [name for name in ChannelsForm.base_fields if name not in {"version", "new_secret"}]
    return {name: getattr(own.row, name) for name in names} | {"version": own.version}


def _addresses(own: ChannelsShown) -> list[str]:
    found = [one.membership.person.email for one in own.people if one.membership.person.email]
    return [*dict.fromkeys([*found, *([own.own_address] if own.own_address else [])])]


def _page(own: ChannelsShown, secret: str) -> ChannelsPage:
    return ChannelsPage(
        crumbs=(Crumb(_("Notices"), reverse("notices")), Crumb(_("Where they go"), "")),
        may_set=own.may_set,
        is_usual=own.is_usual,
        has_mail_server=own.has_mail_server,
        addresses=_choices(own),
        written_to=tuple(box.address for box in own.mailboxes),
        people=tuple(_person(one) for one in own.people),
        certificates=tuple(_certificate(one) for one in own.certificates),
        health=tuple(_health(one) for one in own.health),
        has_secret=bool(own.row.webhook_secret),
        secret=secret,
    )


def _choices(own: ChannelsShown) -> tuple[Choice, ...]:
    lang = language()
    people = [
        Choice(
            str(one.membership.public_id),
            one.membership.person.name(lang),
            one.membership.person.email,
            is_chosen=one.is_chosen,
        )
        for one in own.people
        if one.membership.person.email
    ]
    desk = [Choice(OWN_DESK, _("The desk's own mailbox"), own.own_address, is_chosen=own.own_is_chosen)]
    return (*people, *(desk if own.own_address else []))


def _person(one: Any) -> PersonShown:
    row = one.membership
    role = _("Point of contact") if row.is_poc else _("Deputy") if row.is_deputy else label_of(Role, row.role)
    return PersonShown(
        public_id=row.public_id,
        name=row.person.name(language()),
        role=role,
        address=row.person.email,
        telephone=one.telephone,
        is_contact=row.is_poc or row.is_deputy,
    )


def _certificate(one: Any) -> CertificateShown:
    marks = one.fingerprint
    return CertificateShown(
        public_id=one.public_id,
        address=one.address,
        kind=label_of(Protection, one.protection),
        fingerprint=" ".join(marks[place : place + 4] for place in range(0, len(marks), 4)),
        holder=one.holder,
        expires_at=one.expires_at,
        is_expired=one.has_expired,
    )


def _health(one: Health) -> HealthShown:
    words = {NoticeChannel.MAIL: _("E-mail"), NoticeChannel.WEBHOOK: _("Webhook")}
    return HealthShown(words[one.channel], one.went_well_at, one.went_wrong_at, fault_words(one.fault))


urlpatterns = [
    path("notices/channels/", channels, name="notice_channels"),
    path("notices/channels/test/", test, name="test_channels"),
    path("notices/channels/certificates/", certificate, name="add_certificate"),
    path("notices/channels/certificates/<uuid:public_id>/remove/", remove, name="remove_certificate"),
    path("notices/channels/telephones/<uuid:public_id>/", telephone, name="set_telephone"),
]
