"""The way in: name and password, second step, passkey, an organization's own service; and the way out."""

from dataclasses import dataclass
from typing import Any, ClassVar

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.logout import logout
from allauth.account.views import LoginView
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import get_adapter
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from noroshi.directory.signin import factors, proving, throttle
from noroshi.vocabulary.errors import Refusal
from noroshi.web.pages.signin.forms import CodeForm, PasskeyForm, SignInForm, tell


@dataclass(frozen=True, slots=True)
class Service:
    """An organization's own sign-in service."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class SignInPage:
    services: tuple[Service, ...]
    is_demo: bool
    is_factor_demanded: bool
    next: str


class SignIn(LoginView):  # type: ignore[misc]  # allauth carries no types
    """allauth's view: throttled by name and address, equal answers, then the second step where there is one."""

    form_class = SignInForm
    template_name = "signin/sign_in.html"
    http_method_names: ClassVar[list[str]] = ["get", "head", "post"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = SignInPage(
            services=services(self.request),
            is_demo=settings.DEMO,
            is_factor_demanded=settings.SECOND_FACTOR_REQUIRED,
            next=self.request.GET.get("next", ""),
        )
        return {**super().get_context_data(**kwargs), "page": page, "passkey_form": PasskeyForm(auto_id="passkey_%s")}


def services(request: HttpRequest) -> tuple[Service, ...]:
    apps = get_adapter().list_apps(request, provider="openid_connect")
    return tuple(
        Service(app.name, reverse("openid_connect_login", kwargs={"provider_id": app.provider_id})) for app in apps
    )


@dataclass(frozen=True, slots=True)
class SecondStepPage:
    has_codes: bool
    has_passkeys: bool
    cancel_url: str
    passkey_request: dict[str, Any] | None


@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login")  # type: ignore[untyped-decorator]  # allauth
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """After the password: a code or a passkey. Nobody is signed in before it."""
    stage = request._login_stage  # type: ignore[attr-defined]  # noqa: SLF001 - allauth hands the stage over this way
    person = stage.login.user
    form = CodeForm(request.POST if "code" in request.POST else None)
    passkey = PasskeyForm(request.POST if "credential" in request.POST else None, auto_id="passkey_%s")
    try:
        if form.is_bound and form.is_valid():
            proving.by_code(request, person, form.cleaned_data["code"])
            return _go_on(stage)
        if passkey.is_bound and passkey.is_valid():
            proving.by_passkey(request, person, passkey.cleaned_data["credential"])
            return _go_on(stage)
    except Refusal as refusal:
        tell(form if form.is_bound else passkey, refusal)
    held = factors.factors_of(person)
    page = SecondStepPage(
        has_codes=held.has_app or held.codes_left > 0,
        has_passkeys=bool(held.passkeys),
        cancel_url=reverse("start_again"),
        passkey_request=factors.passkey_request(person) if held.passkeys else None,
    )
    return render(request, "signin/second_step.html", {"page": page, "form": form, "passkey_form": passkey})


def _go_on(stage: Any) -> HttpResponse:
    response: HttpResponse = stage.exit()
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
def passkey(request: HttpRequest) -> HttpResponse:
    """GET gives the browser something to sign, POST takes the answer. No name is asked, so none can be tried out."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(settings.LOGIN_REDIRECT_URL)
    if request.method != "POST":
        throttle.attempt_by_address(request)
        return JsonResponse(factors.passkey_request(None))
    form = PasskeyForm(request.POST)
    try:
        if form.is_valid():
            return proving.sign_in_by_passkey(request, form.cleaned_data["credential"])
        raise factors.PasskeyRefused
    except Refusal as refusal:
        messages.error(request, refusal.message(get_language() or "ja"))
        return HttpResponseRedirect(reverse("account_login"))


@require_POST
def start_again(request: HttpRequest) -> HttpResponse:
    """Forgets a sign-in that waits for its second step."""
    logout(request)
    return HttpResponseRedirect(reverse("account_login"))


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Only a POST signs out, so that no picture on another site can."""
    if request.method == "POST":
        logout(request)
        return HttpResponseRedirect(reverse("account_login"))
    if not request.user.is_authenticated:
        return redirect_to_login("/")
    return render(request, "signin/sign_out.html", {"form": forms.Form()})
