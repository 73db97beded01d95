"""On a browser that has no choice of its own yet, the person's language and look come with the sign-in."""

from typing import Any

from allauth.account.signals import user_logged_in
from django.conf import settings
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from noroshi.web.context import THEME_COOKIE
from noroshi.web.pages.preferences import ONE_YEAR_SECONDS


@receiver(user_logged_in)
def bring_looks(request: HttpRequest, response: HttpResponse, user: Any, **_: Any) -> None:
    for cookie, value in ((settings.LANGUAGE_COOKIE_NAME, user.language), (THEME_COOKIE, user.theme)):
        if cookie not in request.COOKIES:
            response.set_cookie(
                cookie, value, max_age=ONE_YEAR_SECONDS, samesite="Lax", httponly=True, secure=request.is_secure()
            )
