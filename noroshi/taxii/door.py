"""What every address of this door asks of who knocks: a key, its scope, the media type; and where a page goes on."""

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt

from noroshi.audiences.queries import asked_once
from noroshi.directory.signin.keys import KeyHolder
from noroshi.directory.signin.scopes import Scope
from noroshi.taxii.asked import Asked
from noroshi.taxii.errors import NextUnclear
from noroshi.taxii.media import must_accept
from noroshi.taxii.pace import must_not_be_hasty
from noroshi.threshold.acting import seat_of
from noroshi.threshold.cursors import PlaceUnreadable, place_from, place_sealed
from noroshi.threshold.problems import MethodUnknown
from noroshi.threshold.refusals import taxii_error
from noroshi.vocabulary.errors import NotSignedIn

type Answering = Callable[..., HttpResponse]
SCOPES: Final = {"GET": Scope.INTEL_READ, "POST": Scope.INTEL_WRITE, "DELETE": Scope.INTEL_WRITE}


def door(**ways: Answering) -> Answering:
    """One address with its methods. Who may not see anything is told so before anything is looked up."""

    @csrf_exempt
    def answering(request: HttpRequest, **values: Any) -> HttpResponse:
        holder: KeyHolder | None = getattr(request, "key_holder", None)
        if holder is None:
            raise NotSignedIn
        must_not_be_hasty(holder.public_id)
        method = "GET" if request.method == "HEAD" else str(request.method)
        if method not in ways:
            return _no_way(sorted(ways))
        must_accept(request)
        holder.must_allow(SCOPES[method])
        if method != "GET":
            return ways[method](request, **values)
        with asked_once():
            return ways[method](request, **values)

    return answering


def after(request: HttpRequest, asked: Asked, *bound: object) -> int:
    """The number behind which a page goes on; what was not given by us for these very conditions is refused."""
    try:
        return int(place_from(asked.next, seat_of(request), (*bound, asked.conditions)) or 0)
    except (PlaceUnreadable, ValueError):
        raise NextUnclear from None


def place(request: HttpRequest, asked: Asked, number: int, *bound: object) -> str:
    return place_sealed(str(number), seat_of(request), (*bound, asked.conditions)) if number else ""


def _no_way(ways: list[str]) -> HttpResponse:
    answer = taxii_error(MethodUnknown.code, MethodUnknown().message(get_language() or "ja"), 405)
    answer["Allow"] = ", ".join(ways)
    return answer
