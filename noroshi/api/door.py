"""The REST door: one module a room, keys as Bearer, problem details, opaque cursors. It translates and makes one call to a room."""

from typing import Any, Final

from django.core.exceptions import RequestDataTooBig
from django.db import IntegrityError, ProgrammingError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer

from noroshi import __version__
from noroshi.api import (
    access,
    advisories,
    asking,
    briefing,
    bulletins,
    delta,
    devices,
    directory,
    drafts,
    editions,
    emergency,
    files,
    forecast,
    handover,
    helping,
    home,
    intake,
    intel,
    ledger,
    legal,
    matters,
    me,
    notices,
    public,
    reports,
    response,
    schemes,
    search,
    sheets,
    triage,
)
from noroshi.api.mistakes import refusal_of
from noroshi.api.reading import StrictParser
from noroshi.threshold.refusals import problem_of, refusal_behind
from noroshi.vocabulary.errors import Malformed, NotFound, Refusal, TooLarge

ROOMS: Final = (
    me,
    home,
    directory,
    access,
    drafts,
    reports,
    advisories,
    sheets,
    matters,
    briefing,
    delta,
    handover,
    notices,
    asking,
    helping,
    emergency,
    legal,
    editions,
    files,
    ledger,
    schemes,
    forecast,
    public,
    intake,
    intel,
    triage,
    devices,
    bulletins,
    response,
    search,
)


class Door(NinjaAPI):
    """The document says how problems look and what each key must allow."""

    def get_openapi_schema(self, **wanted: Any) -> OpenAPISchema:
        document = super().get_openapi_schema(**wanted)
        document["components"]["schemas"]["Problem"] = Problem.model_json_schema(
            ref_template="#/components/schemas/{model}"
        )
        for methods in document["paths"].values():
            for operation in methods.values():
                if operation.get("security"):
                    operation["security"] = [{"Key": [operation["x-noroshi-needs"]]}]
        return document


class Written(JSONRenderer):
    """Japanese as it is."""

    json_dumps_params = {"ensure_ascii": False}


class Problem(Schema):
    """Why something was refused: `code` for machines, `title` in the reader's language, `errors` by field."""

    type: str
    title: str
    status: int
    code: str
    instance: str
    errors: dict[str, list[str]] = {}
    current: dict[str, object] = {}


class SomebodyWasFirst(Refusal):
    """Two asked for the same at the same instant; the database let one of them."""

    code, status = "somebody_was_first", 409
    ja = "同じことを、ほかの人が先に行いました。読み直してから続けてください。"
    en = "Somebody else did the same first. Read it again, then continue."


api = Door(
    title="Noroshi",
    version=__version__,
    description=__doc__,
    urls_namespace="api",
    docs_url=None,
    parser=StrictParser(),
    renderer=Written(),
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


@api.exception_handler(ProgrammingError)
def _locked(request: HttpRequest, error: ProgrammingError) -> HttpResponse:
    refusal = refusal_behind(request.method or "", error)
    if refusal is None:
        raise error
    return _refused(request, refusal)


@api.exception_handler(IntegrityError)
def _somebody_was_first(request: HttpRequest, _error: IntegrityError) -> HttpResponse:
    return _refused(request, SomebodyWasFirst())


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, _error: HttpError) -> HttpResponse:
    return _refused(request, Malformed())
