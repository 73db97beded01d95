"""Language, theme and keys: kept in cookies, so that they work before sign-in and without JavaScript."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from noroshi.web.context import KEYS_COOKIE, THEME_COOKIE, THEMES

ONE_YEAR_SECONDS = 60 * 60 * 24 * 365


@require_POST
def language(request: HttpRequest) -> HttpResponseRedirect:
    """Japanese or English from the next page on."""
    return _remember(
        request, settings.LANGUAGE_COOKIE_NAME, request.POST.get("language", ""), tuple(dict(settings.LANGUAGES))
    )


@require_POST
def theme(request: HttpRequest) -> HttpResponseRedirect:
    """Light, dark, or as the system says."""
    return _remember(request, THEME_COOKIE, request.POST.get("theme", ""), THEMES)


@require_POST
def keys(request: HttpRequest) -> HttpResponseRedirect:
    """Single keys act, or do not: who speaks to the browser or types by accident switches them off."""
    return _remember(request, KEYS_COOKIE, request.POST.get("keys", ""), ("on", "off"))


def _remember(request: HttpRequest, cookie: str, value: str, allowed: tuple[str, ...]) -> HttpResponseRedirect:
    response = HttpResponseRedirect(_way_back(request))
    if value in allowed:
        response.set_cookie(
            cookie, value, max_age=ONE_YEAR_SECONDS, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    return response


def _way_back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else "/"


urlpatterns = [
    path("preferences/language/", language, name="language"),
    path("preferences/theme/", theme, name="theme"),
    path("preferences/keys/", keys, name="single_keys"),
]
