"""The REST door: one module a room, keys as Bearer, problem details, opaque cursors. It translates and makes one call to a room."""

from typing import Final

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from noroshi import __version__
from noroshi.api import directory, me
from noroshi.api.mistakes import refusal_of
from noroshi.api.reading import StrictParser
from noroshi.threshold.refusals import problem_of
from noroshi.vocabulary.errors import Malformed, NotFound, Refusal, TooLarge

ROOMS: Final = (me, *directory.ROOMS)

api = NinjaAPI(
    title="Noroshi",
    version=__version__,
    description=__doc__,
    urls_namespace="api",
    docs_url=None,
    parser=StrictParser(),
)
for _room in ROOMS:
    api.add_router("", _room.room.router)


@api.exception_handler(Refusal)
def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    request.refusal = refusal  # type: ignore[attr-defined]  # the threshold rolls back and writes it down
    return problem_of(request, refusal)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return _refused(request, refusal_of(error.errors))


@api.exception_handler(Http404)
def _missing(request: HttpRequest, _error: Http404) -> HttpResponse:
    return _refused(request, NotFound())


@api.exception_handler(RequestDataTooBig)
def _too_large(request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    return _refused(request, TooLarge())


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, _error: HttpError) -> HttpResponse:
    return _refused(request, Malformed())
