"""One's own sign-in: factors, passkeys, recovery codes, password, sessions, and what others did to it."""

from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noroshi.directory.signin import account as deeds
from noroshi.directory.signin import factors, sessions
from noroshi.directory.signin.account import Account
from noroshi.vocabulary.errors import Refusal
from noroshi.web.pages.signin.entrance import Service, services
from noroshi.web.pages.signin.forms import NewAppForm, NewPasskeyForm, NewPasswordForm, tell
from noroshi.web.pages.signin.proof import proved

WAITING_SECRET: Final = "noroshi_waiting_secret"  # noqa: S105 - the name of a place, not a secret


@dataclass(frozen=True, slots=True)
class AccountPage:
    account: Account
    services: tuple[Service, ...]
    must_add_factor: bool


@require_safe
@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Sign-in and security."""
    mine = deeds.account_of(_person(request), request.session.session_key)
    page = AccountPage(mine, services(request), deeds.must_add_factor(mine))
    return render(request, "signin/account.html", {"page": page})


@dataclass(frozen=True, slots=True)
class AddAppPage:
    secret: str
    picture: str


@require_http_methods(["GET", "HEAD", "POST"])
@proved
def add_app(request: HttpRequest) -> HttpResponse:
    """An authenticator app: shown as a picture and as letters, proved by its first code."""
    sealed = request.session.setdefault(WAITING_SECRET, factors.new_app_secret())
    form = NewAppForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            codes = factors.add_app(_person(request), sealed, form.cleaned_data["code"])
        except Refusal as refusal:
            tell(form, refusal)
        else:
            request.session.pop(WAITING_SECRET)
            return _added(request, codes)
    offer = factors.app_offer(_person(request), sealed)
    return render(request, "signin/add_app.html", {"page": AddAppPage(offer.secret, offer.picture), "form": form})


@dataclass(frozen=True, slots=True)
class AddPasskeyPage:
    offer: dict[str, Any] | None


@require_http_methods(["GET", "HEAD", "POST"])
@proved
def add_passkey(request: HttpRequest) -> HttpResponse:
    """A passkey: the browser makes it, the page only carries it."""
    form = NewPasskeyForm(request.POST or None, auto_id="passkey_%s")
    if form.is_bound and form.is_valid():
        try:
            codes = factors.add_passkey(_person(request), form.cleaned_data["name"], form.cleaned_data["credential"])
        except Refusal as refusal:
            tell(form, refusal)
        else:
            return _added(request, codes)
    page = AddPasskeyPage(factors.passkey_offer(_person(request)))
    return render(request, "signin/add_passkey.html", {"page": page, "form": form})


@require_POST
@proved
def new_codes(request: HttpRequest) -> HttpResponse:
    """Recovery codes are shown in this answer and never again."""
    return _show_codes(request, factors.new_recovery_codes(_person(request)))


@require_POST
@proved
def remove_app(request: HttpRequest) -> HttpResponse:
    return _done(request, lambda: factors.remove_app(_person(request)), _("The authenticator app was removed."))


@require_POST
@proved
def remove_passkey(request: HttpRequest, reference: str) -> HttpResponse:
    return _done(request, lambda: factors.remove_passkey(_person(request), reference), _("The passkey was removed."))


@require_http_methods(["GET", "HEAD", "POST"])
@proved
def change_password(request: HttpRequest) -> HttpResponse:
    """Every other session ends with the old password."""
    form = NewPasswordForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            deeds.change_password(request, _person(request), form.cleaned_data["password"])
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("The password was changed. All other sessions were ended."))
            return HttpResponseRedirect(reverse("account"))
    return render(request, "signin/change_password.html", {"form": form})


@require_safe
@never_cache
@login_required
def open_sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in."""
    rows = sessions.open_sessions(_person(request), request.session.session_key)
    return render(request, "signin/sessions.html", {"sessions": rows})


@require_POST
@login_required
def end_session(request: HttpRequest, reference: str) -> HttpResponse:
    """One of one's own; somebody else's is not found."""
    if not sessions.end_one(_person(request), reference):
        raise Http404
    messages.success(request, _("The session was ended."))
    return HttpResponseRedirect(reverse("sessions"))


@require_POST
@login_required
def end_others(request: HttpRequest) -> HttpResponse:
    sessions.end_others(_person(request), request.session.session_key)
    messages.success(request, _("You are signed out everywhere else."))
    return HttpResponseRedirect(reverse("sessions"))


def _person(request: HttpRequest) -> Any:
    return request.user


def _added(request: HttpRequest, codes: list[str]) -> HttpResponse:
    sessions.proved_by_factor(request.session)
    messages.success(request, _("The second factor was added."))
    return _show_codes(request, codes) if codes else HttpResponseRedirect(reverse("account"))


def _show_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    response = render(request, "signin/codes.html", {"codes": codes})
    response["Cache-Control"] = "no-store"
    return response


def _done(request: HttpRequest, deed: Any, words: str) -> HttpResponse:
    try:
        deed()
        messages.success(request, words)
    except Refusal as refusal:
        messages.error(request, refusal.message(get_language() or "ja"))
    return HttpResponseRedirect(reverse("account"))
