"""Before a page or an API answer: who acts, at which desk, and one transaction in which the database knows it.

A refusal changes nothing: the transaction is rolled back, and the refusal itself is written down in one of its own.
"""

import base64
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from noroshi.asking.unmasking import noticed
from noroshi.audiences.viewer import Public, Viewer, acting_as
from noroshi.directory.queries.seats import SeatChoice, seats_of
from noroshi.directory.seated import Seated, SeatGone
from noroshi.directory.signin import throttle
from noroshi.directory.signin.address import client_address
from noroshi.directory.signin.keys import KeyElsewhere, KeyExpired, KeyHolder, KeyRevoked, authenticate
from noroshi.editions.given import gathered
from noroshi.ledger.actions import Actor, Answer, record
from noroshi.threshold.machines import is_machine, is_taxii
from noroshi.threshold.once import Once
from noroshi.threshold.outside import comes_from_outside, knocked
from noroshi.threshold.refusals import in_words, page_of, refusal_behind
from noroshi.threshold.uploads import refuse_too_large
from noroshi.vocabulary.errors import Refusal

DESK_IN_SESSION: Final = "desk"
METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
OPEN: Final = ("/static/", "/healthz", "/readyz")


class PersonLike(Protocol):
    """As much of a signed-in person as a door needs."""

    @property
    def pk(self) -> int | None: ...
    @property
    def time_zone(self) -> str: ...


@dataclass(frozen=True)
class Seats:
    """Where the person may act, and where it acts now."""

    choices: Sequence[SeatChoice]
    chosen: SeatChoice


class ActingMiddleware:
    """Seats the asker. Nobody signed in acts as the public, which reads what was published."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(OPEN):
            return self.get_response(request)
        timezone.deactivate()
        request.viewer = request.key_holder = request.refusal = None  # type: ignore[attr-defined]  # set for the doors
        try:
            knocked(request)
            self._seat(request)
            refuse_too_large(request, is_known=request.viewer is not None)  # type: ignore[attr-defined]  # just seated
        except Refusal as refusal:
            return self._refused(request, refusal)
        viewer: Viewer | None = request.viewer  # type: ignore[attr-defined]  # set just above
        with acting_as(viewer or Public(), plans_kept=_plans_kept(request)):
            with _one_entry(viewer, request):
                response = self._answer(request)
            refused = getattr(request, "refusal", None)
            if refused is not None or response.status_code >= 500:
                transaction.set_rollback(True)
        if refused is not None:
            write_down(viewer, refused, request)
        if viewer is not None:
            response.headers["Cache-Control"] = "private, no-store"
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A room's refusal becomes a page with its status, in the reader's words."""
        refusal = refusal_behind(request.method or "", exception)
        if refusal is None:
            return None
        if isinstance(refusal, SeatGone) and not request.user.is_authenticated and request.method == "GET":
            return redirect_to_login(request.get_full_path())
        request.refusal = refusal  # type: ignore[attr-defined]  # read after the transaction
        return page_of(request, refusal)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        """What is to be done once is done once, in this very transaction."""
        try:
            once = Once.of(request)
            kept = once.kept() if once else None
        except Refusal as refusal:
            request.refusal = refusal  # type: ignore[attr-defined]  # read after the transaction
            return page_of(request, refusal)
        if kept is not None:
            _write_down_repeated(request)
            return kept
        response = in_words(request, self.get_response(request))
        if once is not None:
            _settle(once, request, response)
        return response

    def _seat(self, request: HttpRequest) -> None:
        if is_machine(request.path_info):
            holder = _key_holder(request)
            if holder is None and request.method == "POST" and not comes_from_outside(request):
                throttle.attempt_by_address(request)
            if holder is not None:
                request.key_holder = holder  # type: ignore[attr-defined]  # set for the API
                request.viewer = Viewer.known(holder.seat, holder.person)  # type: ignore[attr-defined]  # set for the API
            return
        if request.user.is_authenticated:
            self._seat_person(request, request.user)

    def _seat_person(self, request: HttpRequest, user: PersonLike) -> None:
        """The desk of the session while the person still sits there, else the first of the person's desks."""
        person = int(user.pk or 0)
        choices = seats_of(person, request.LANGUAGE_CODE)
        if not choices:
            logout(request)
            request.user = AnonymousUser()
            return
        wanted = request.session.get(DESK_IN_SESSION)
        choice = next((choice for choice in choices if str(choice.desk_public_id) == wanted), choices[0])
        if wanted != str(choice.desk_public_id):
            request.session[DESK_IN_SESSION] = str(choice.desk_public_id)
        timezone.activate(ZoneInfo(user.time_zone))
        request.seats = Seats(choices, choice)  # type: ignore[attr-defined]  # the frame shows them
        request.viewer = Viewer.known(choice.seat, choice.facts)  # type: ignore[attr-defined]  # set for pages

    def _refused(self, request: HttpRequest, refusal: Refusal) -> HttpResponse:
        """Before anybody was seated: a key that is not known, a desk that was closed meanwhile."""
        if not isinstance(refusal, KeyRevoked | KeyExpired | KeyElsewhere):  # written down with their holder's name
            write_down(None, refusal, request)
        if isinstance(refusal, SeatGone) and request.user.is_authenticated:
            logout(request)
        return page_of(request, refusal)


def _one_entry(viewer: Viewer | None, request: HttpRequest) -> AbstractContextManager[None]:
    """A page reads in several places and is one answer; the API answers one question at a time."""
    return nullcontext() if viewer is None or is_machine(request.path_info) else gathered(viewer)


def write_down(viewer: Viewer | None, refusal: Refusal, request: HttpRequest) -> None:
    """Every refusal is an entry: who, what address of ours, which code; never what was typed."""
    with acting_as(viewer or Public()):
        record(
            deed="refused",
            answer="deed",
            allowed=False,
            clause=refusal.code[:80],
            actor=viewer.actor if viewer else Actor(),
            detail={**_asked(request), "status": refusal.status},
        )
        noticed(viewer, refusal)


def _settle(once: Once, request: HttpRequest, response: HttpResponse) -> None:
    """What was not done leaves no reservation behind, whoever refused it."""
    if response.status_code >= 400:
        transaction.set_rollback(True)
    elif getattr(request, "only_reads", False):
        once.forget()
    else:
        once.keep(response)


def _write_down_repeated(request: HttpRequest) -> None:
    """Given again, and not done again."""
    viewer = viewer_of(request)
    record(deed="answer_repeated", answer=Answer.RECORD, actor=viewer.actor, detail=_asked(request))


def _asked(request: HttpRequest) -> dict[str, str]:
    match = request.resolver_match
    method = str(request.method)
    return {"route": match.view_name if match else "", "method": method if method in METHODS else "other"}


def _plans_kept(request: HttpRequest) -> bool:
    """Of a collection many small questions are asked, of one shape each: planning cost as much as answering."""
    return request.method == "GET" and is_taxii(request.path_info)


def _key_holder(request: HttpRequest) -> KeyHolder | None:
    value = _shown_key(request)
    return authenticate(value, client_address(request.META)) if value is not None else None


def _shown_key(request: HttpRequest) -> str | None:
    """As a Bearer; clients of TAXII also as the password of HTTP Basic, whatever name they write before it."""
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic" and is_taxii(request.path_info):
        try:
            return base64.b64decode(value.strip(), validate=True).decode().partition(":")[2]
        except ValueError:
            return ""
    return None


def seat_of(request: HttpRequest) -> Seated:
    """The seat of a page that asks for one."""
    viewer: Viewer = viewer_of(request)
    return viewer.seat


def viewer_of(request: HttpRequest) -> Viewer:
    viewer: Viewer | None = getattr(request, "viewer", None)
    if viewer is None:
        raise SeatGone
    return viewer
