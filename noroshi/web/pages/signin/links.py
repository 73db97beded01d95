"""One-time links: joining, and coming back after a reset. The address is the secret, so nothing of it is logged or passed on."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from noroshi.directory.signin import invitations, resets, throttle
from noroshi.directory.signin.invitations import Welcome
from noroshi.vocabulary.errors import Refusal
from noroshi.web.pages.signin.forms import JoinForm, NewPasswordForm, tell


@dataclass(frozen=True, slots=True)
class JoinPage:
    welcome: Welcome
    is_signed_in: bool


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
def join(request: HttpRequest, token: str) -> HttpResponse:
    """A new person, or somebody signed in who takes a further desk."""
    form = JoinForm(request.POST if "login" in request.POST else None, initial=_initial(request))
    try:
        throttle.attempt_by_address(request)
        page = JoinPage(invitations.welcome(token), request.user.is_authenticated)
        if not form.is_bound:
            form.initial["name_ja"] = page.welcome.name_ja
        if request.method == "POST" and page.is_signed_in:
            invitations.join_as(_person(request), token)
            messages.success(request, _("You have joined the desk."))
            return HttpResponseRedirect("/")
        if form.is_bound and form.is_valid() and _joined(form, token):
            messages.success(request, _("Welcome. Please sign in with your new name and password."))
            return HttpResponseRedirect(reverse("account_login"))
    except Refusal as refusal:
        return _gone(request, refusal)
    return render(request, "signin/join.html", {"page": page, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
def reset(request: HttpRequest, token: str) -> HttpResponse:
    """A new password after two people agreed."""
    form = NewPasswordForm(request.POST or None)
    try:
        throttle.attempt_by_address(request)
        login = resets.login_behind(token)
        if form.is_bound and form.is_valid() and _used(form, token):
            messages.success(request, _("The new password is set. Please sign in."))
            return HttpResponseRedirect(reverse("account_login"))
    except Refusal as refusal:
        return _gone(request, refusal)
    return render(request, "signin/reset.html", {"login": login, "form": form})


def _joined(form: JoinForm, token: str) -> bool:
    try:
        invitations.join(token, **form.cleaned_data)
    except Refusal as refusal:
        if not refusal.fields:
            raise
        tell(form, refusal)
        return False
    return True


def _used(form: NewPasswordForm, token: str) -> bool:
    try:
        resets.use(token, form.cleaned_data["password"])
    except Refusal as refusal:
        if not refusal.fields:
            raise
        tell(form, refusal)
        return False
    return True


def _gone(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    words = refusal.message(get_language() or "ja")
    return render(request, "signin/link_gone.html", {"words": words}, status=refusal.status)


def _initial(request: HttpRequest) -> dict[str, Any]:
    return {"language": (get_language() or "ja")[:2]}


def _person(request: HttpRequest) -> Any:
    return request.user
