"""Before every page: a session that was ended elsewhere is over, and one without a demanded second factor reaches only its set-up."""

from collections.abc import Callable
from typing import Final

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from noroshi.directory.signin import gate, sessions
from noroshi.directory.signin.gate import Standing
from noroshi.threshold.machines import is_machine

WITHOUT_FACTOR: Final = frozenset(
    {"account", "add_app", "add_passkey", "prove_again", "account_logout", "language", "theme", "single_keys"}
)


class GateMiddleware:
    """Stands before `ActingMiddleware`, so that nobody is seated who may not pass."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        match gate.standing(request.session, request.user):
            case Standing.ENDED:
                logout(request)
            case Standing.WANTS_FACTOR if _page(request) not in WITHOUT_FACTOR:
                return self._held_back(request)
            case _:
                sessions.saw(request.session)
        return self.get_response(request)

    def _held_back(self, request: HttpRequest) -> HttpResponse:
        """The API answers as to a stranger; a page leads to where factors are set up."""
        if is_machine(request.path_info):
            request.user = AnonymousUser()
            return self.get_response(request)
        messages.info(request, _("Set up a second factor first."))
        return HttpResponseRedirect(reverse("account"))


def _page(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:
        return ""
