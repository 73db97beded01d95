"""Routes of one room. A route cannot be made without saying which scope its key needs, or that it needs none."""

from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import Any, Final, TypeVar

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from noroshi.api.keys import Key
from noroshi.directory.signin.scopes import Scope
from noroshi.vocabulary.errors import InvalidFields
from noroshi.vocabulary.unreadable import FieldUnknown

BASE: Final = "/api/v1"

BYTES: Final = {
    200: {
        "description": "The file",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}

ONE_FILE: Final = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {"file": {"type": "string", "format": "binary"}},
                "required": ["file"],
                "additionalProperties": False,
            }
        }
    },
}

View = TypeVar("View", bound=Callable[..., Any])


class Needs(Enum):
    """What a route may need instead of a scope."""

    ANY_KEY = "any key"
    NO_KEY = "no key"


ANY_KEY: Final = Needs.ANY_KEY
NO_KEY: Final = Needs.NO_KEY


class Room:
    """The routes over one room, under one tag of the reference."""

    def __init__(self, tag: str) -> None:
        self.router = Router(tags=[tag])

    def get(self, path: str, needs: Scope | Needs, answer: Any) -> Callable[[View], View]:
        return self._route("GET", path, needs, {200: answer})

    def post(self, path: str, needs: Scope | Needs, answer: Any, *, status: int = 201) -> Callable[[View], View]:
        return self._route("POST", path, needs, {status: answer})

    def ask(self, path: str, needs: Scope | Needs, answer: Any) -> Callable[[View], View]:
        """A POST that only reads, and so is answered anew each time."""
        return self._route("POST", path, needs, {200: answer}, only_reads=True)

    def download(self, path: str, needs: Scope | Needs) -> Callable[[View], View]:
        """A file to keep, as bytes."""
        return self._route("GET", path, needs, {200: Any}, extra=BYTES)

    def upload(self, path: str, needs: Scope | Needs, answer: Any) -> Callable[[View], View]:
        """A POST whose body is one file."""
        return self._route("POST", path, needs, {201: answer}, body=ONE_FILE)

    def patch(self, path: str, needs: Scope | Needs, answer: Any) -> Callable[[View], View]:
        return self._route("PATCH", path, needs, {200: answer})

    def delete(self, path: str, needs: Scope | Needs) -> Callable[[View], View]:
        return self._route("DELETE", path, needs, {204: None})

    def _route(
        self,
        method: str,
        path: str,
        needs: Scope | Needs,
        answers: dict[int, Any],
        *,
        only_reads: bool = False,
        extra: dict[int, Any] | None = None,
        body: dict[str, Any] | None = None,
    ) -> Callable[[View], View]:
        def register(view: View) -> View:
            known: set[str] = set()

            @wraps(view)
            def answering(request: HttpRequest, **values: Any) -> Any:
                _only_known(request, known)
                request.only_reads = only_reads  # type: ignore[attr-defined]  # the threshold keeps no such answer
                return view(request, **values)

            self.router.add_api_operation(
                path,
                [method],
                answering,
                auth=_auth(needs),
                response=answers,
                summary=_summary(view),
                openapi_extra=_documented(needs, extra or {}) | ({"requestBody": body} if body else {}),
            )
            operation = self.router.path_operations[path.replace("{uuid:", "{uuidstr:")].operations[-1]
            for model in operation.models:
                if model.__ninja_param_source__ == "query":
                    known |= set(getattr(model, "__ninja_flatten_map__", {}) or model.model_fields)
            return view

        return register


def made[Thing](request: HttpRequest, answer: HttpResponse, at: str, thing: Thing) -> Status[Thing]:
    """201 with the thing and where it is."""
    answer["Location"] = f"{BASE}/{at}"
    return Status(201, thing)


def needs_of(operation: Any) -> Scope | Needs | None:
    """What a route has declared; None when it has not, which a test forbids."""
    declared = (operation.openapi_extra or {}).get("x-noroshi-needs")
    if declared is None:
        return None
    return Needs(declared) if declared in {need.value for need in Needs} else Scope.of(declared)


def _auth(needs: Scope | Needs) -> Any:
    if needs is NO_KEY:
        return None
    return Key(needs if isinstance(needs, Scope) else None)


def _documented(needs: Scope | Needs, extra: dict[int, Any]) -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "x-noroshi-needs": needs.value,
        "responses": {"default": {"description": "Problem details (RFC 9457)", "content": problem}, **extra},
    }


def _summary(view: Callable[..., Any]) -> str:
    return (view.__doc__ or view.__name__).strip().split("\n", 1)[0]


def _only_known(request: HttpRequest, known: set[str]) -> None:
    """A filter that we do not know would widen the answer instead of narrowing it."""
    unknown = sorted(set(request.GET) - known)
    if unknown:
        raise InvalidFields(fields={name[:60]: [FieldUnknown.code] for name in unknown[:20]})
