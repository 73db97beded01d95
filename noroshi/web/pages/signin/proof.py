"""Before a weighty deed the person proves who is there once more; what was being typed is never kept meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate
from urllib.parse import urlencode, urlsplit

from django import forms
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from noroshi.directory.signin import factors, proving
from noroshi.vocabulary.errors import Refusal
from noroshi.web.pages.signin.forms import CodeForm, PasskeyForm, PasswordForm, tell

type Page[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


def proved[**P](page: Page[P]) -> Page[P]:
    """The page is for a signed-in person who proved themselves within the last minutes."""

    @wraps(page)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(_way_back(request))
        if not proving.proved_lately(request):
            return HttpResponseRedirect(f"{reverse('prove_again')}?{urlencode({'next': _way_back(request)})}")
        return page(request, *args, **kwargs)

    return sensitive_post_parameters()(never_cache(guarded))


def _way_back(request: HttpRequest) -> str:
    """What was posted is typed again, so that it rests nowhere; the way leads to the page from which it came."""
    return request.path if request.method in {"GET", "HEAD"} else urlsplit(request.headers.get("Referer", "")).path


@dataclass(frozen=True, slots=True)
class ProofPage:
    next: str
    has_codes: bool
    has_passkeys: bool
    passkey_request: dict[str, Any] | None

    @property
    def asks_password(self) -> bool:
        return not (self.has_codes or self.has_passkeys)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@sensitive_post_parameters()
def prove_again(request: HttpRequest) -> HttpResponse:
    """By a factor; by the password only when there is no factor."""
    onward = _onward(request)
    posted = request.POST or None
    code = CodeForm(posted if "code" in request.POST else None)
    passkey = PasskeyForm(posted if "credential" in request.POST else None, auto_id="passkey_%s")
    password = PasswordForm(posted if "password" in request.POST else None)
    try:
        if _prove(request, code, passkey, password):
            return HttpResponseRedirect(onward)
    except Refusal as refusal:
        tell(next(form for form in (code, passkey, password) if form.is_bound), refusal)
    held = factors.factors_of(request.user)  # type: ignore[arg-type]  # login_required
    page = ProofPage(
        next=onward,
        has_codes=held.has_app,
        has_passkeys=bool(held.passkeys),
        passkey_request=factors.passkey_request(request.user) if held.passkeys else None,  # type: ignore[arg-type]  # login_required
    )
    forms_shown = {"code_form": code, "passkey_form": passkey, "password_form": password}
    return render(request, "signin/prove_again.html", {"page": page, **forms_shown})


def _prove(request: HttpRequest, code: forms.Form, passkey: forms.Form, password: forms.Form) -> bool:
    person: Any = request.user
    if code.is_bound and code.is_valid():
        proving.by_code(request, person, code.cleaned_data["code"], again=True)
        return True
    if passkey.is_bound and passkey.is_valid():
        proving.by_passkey(request, person, passkey.cleaned_data["credential"], again=True)
        return True
    if password.is_bound and password.is_valid():
        proving.by_password_again(request, person, password.cleaned_data["password"])
        return True
    return False


def _onward(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours and wanted.startswith("/") else reverse("account")
