"""Who has not accepted the pledges and handling rules that bind its desk sees them first (C-285, C-290).

Asked once when a desk is entered and then every ten minutes: in between neither a page nor a call of the API asks the database.
"""

from collections.abc import Callable
from time import monotonic
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.legal.errors import PledgeFirst
from noroshi.legal.pledges import outstanding
from noroshi.threshold.machines import API, is_machine
from noroshi.threshold.refusals import page_of

ASKED_EVERY_SECONDS: Final = 600
MOST_KEPT: Final = 10_000
IN_SESSION: Final = "pledged"
WITHOUT: Final = frozenset(
    {"pledges", "pledge", "accept_pledges", "account", "account_logout", "switch_desk", "language", "theme"}
)
"""Pages that stay open, so that nobody is locked in before a text."""
API_WITHOUT: Final = (f"{API}v1/pledges", f"{API}v1/me")
_settled: dict[UUID, float] = {}
"""API keys whose people had nothing to accept, by this process; forgotten when there are too many."""


class PledgeMiddleware:
    """Stands right behind `ActingMiddleware`, in its transaction, once it is known who sits where."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        viewer: Viewer | None = getattr(request, "viewer", None)
        if viewer is None or _is_settled(request, viewer) or _is_open(request):
            return self.get_response(request)
        if outstanding(viewer.seat):
            return _held_back(request)
        _settle(request, viewer)
        return self.get_response(request)


def forget(request: HttpRequest) -> None:
    """After something was accepted: the next page asks anew."""
    request.session.pop(IN_SESSION, None)


def _is_settled(request: HttpRequest, viewer: Viewer) -> bool:
    holder = getattr(request, "key_holder", None)
    if holder is not None:
        return monotonic() - _settled.get(holder.public_id, -ASKED_EVERY_SECONDS) < ASKED_EVERY_SECONDS
    desk, at = request.session.get(IN_SESSION, (0, 0))
    return bool(desk == viewer.desk_id and 0 <= timezone.now().timestamp() - at < ASKED_EVERY_SECONDS)


def _settle(request: HttpRequest, viewer: Viewer) -> None:
    holder = getattr(request, "key_holder", None)
    if holder is None:
        request.session[IN_SESSION] = (viewer.desk_id, timezone.now().timestamp())
        return
    if len(_settled) >= MOST_KEPT:
        _settled.clear()
    _settled[holder.public_id] = monotonic()


def _is_open(request: HttpRequest) -> bool:
    if is_machine(request.path_info):
        return request.path_info.startswith(API_WITHOUT)
    try:
        return resolve(request.path_info).url_name in WITHOUT
    except Resolver404:
        return True


def _held_back(request: HttpRequest) -> HttpResponse:
    """A page that is opened leads to the texts and back; a deed and a machine are told."""
    is_page = request.method in {"GET", "HEAD"} and not request.headers.get("HX-Request")
    if is_page and not is_machine(request.path_info):
        return HttpResponseRedirect(f"{reverse('pledges')}?{urlencode({'next': request.get_full_path()})}")
    refusal = PledgeFirst()
    request.refusal = refusal  # type: ignore[attr-defined]  # read after the transaction
    return page_of(request, refusal)
