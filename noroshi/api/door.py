"""The REST door: one module a room, keys as Bearer, problem details, opaque cursors. It translates and makes one call to a room."""

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from noroshi import __version__
from noroshi.api.keys import KeyAuth
from noroshi.threshold.refusals import problem_of
from noroshi.vocabulary.errors import InvalidFields, Malformed, NotFound, Refusal

api = NinjaAPI(title="Noroshi", version=__version__, urls_namespace="api", auth=KeyAuth(), docs_url=None)


@api.exception_handler(Refusal)
def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    request.refusal = refusal  # type: ignore[attr-defined]  # the threshold rolls back and writes it down
    return problem_of(request, refusal)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Which field and what kind of mistake; never what was sent."""
    fields: dict[str, list[str]] = {}
    for mistake in error.errors:
        fields.setdefault(".".join(map(str, mistake.get("loc", ())[1:])), []).append(str(mistake.get("type", "")))
    return _refused(request, InvalidFields(fields=fields))


@api.exception_handler(Http404)
def _missing(request: HttpRequest, _error: Http404) -> HttpResponse:
    return _refused(request, NotFound())


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, _error: HttpError) -> HttpResponse:
    return _refused(request, Malformed())
