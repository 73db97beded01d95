"""Routes of one room. A route cannot be made without saying which scope its key needs, or that it needs none."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status
from ninja.constants import NOT_SET

from noroshi.api.keys import AnyKey, Key
from noroshi.directory.columns import FieldUnknown
from noroshi.directory.signin.scopes import Scope
from noroshi.vocabulary.errors import InvalidFields

BASE: Final = "/api/v1"
PROBLEMS: Final = "default"

View = TypeVar("View", bound=Callable[..., Any])


class Everybody:
    """Said by a route that needs no key."""


class AnyKeyAtAll:
    """Said by a route that every key may ask."""


Needs = Scope | type[Everybody] | type[AnyKeyAtAll]


class Room:
    """The routes over one room, under one tag of the reference."""

    def __init__(self, tag: str) -> None:
        self.router = Router(tags=[tag])

    def get(self, path: str, needs: Needs, answer: Any) -> Callable[[View], View]:
        return self._route("GET", path, needs, {200: answer})

    def post(self, path: str, needs: Needs, answer: Any, *, status: int = 201) -> Callable[[View], View]:
        return self._route("POST", path, needs, {status: answer})

    def patch(self, path: str, needs: Needs, answer: Any) -> Callable[[View], View]:
        return self._route("PATCH", path, needs, {200: answer})

    def delete(self, path: str, needs: Needs) -> Callable[[View], View]:
        return self._route("DELETE", path, needs, {204: None})

    def _route(self, method: str, path: str, needs: Needs, answers: dict[int, Any]) -> Callable[[View], View]:
        def register(view: View) -> View:
            known: set[str] = set()

            @wraps(view)
            def answering(request: HttpRequest, **values: Any) -> Any:
                _only_known(request, known)
                return view(request, **values)

            self.router.add_api_operation(
                path,
                [method],
                answering,
                auth=_auth(needs),
                response=answers,
                summary=_summary(view),
                openapi_extra=_documented(needs),
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


def scope_of(operation: Any) -> Needs | None:
    """What a route has declared; None when it has not, which a test forbids."""
    for callback in operation.auth_callbacks:
        if isinstance(callback, AnyKey):
            return AnyKeyAtAll
        if isinstance(callback, Key):
            return callback.scope
    return Everybody if operation.auth_param is None else None


def _auth(needs: Needs) -> Any:
    if isinstance(needs, Scope):
        return Key(needs)
    return AnyKey() if needs is AnyKeyAtAll else None


def _documented(needs: Needs) -> dict[str, Any]:
    problem = {"$ref": "#/components/schemas/Problem"}
    said = {"x-noroshi-scope": needs.value if isinstance(needs, Scope) else ""}
    return {
        **said,
        "responses": {
            PROBLEMS: {"description": "Problem details", "content": {"application/problem+json": {"schema": problem}}}
        },
    }


def _summary(view: Callable[..., Any]) -> str:
    return (view.__doc__ or view.__name__).strip().split("\n", 1)[0]


def _only_known(request: HttpRequest, known: set[str]) -> None:
    """A filter that we do not know would widen the answer instead of narrowing it."""
    unknown = sorted(set(request.GET) - known)
    if unknown:
        raise InvalidFields(fields={name[:60]: [FieldUnknown.code] for name in unknown[:20]})


__all__ = ["BASE", "NOT_SET", "AnyKeyAtAll", "Everybody", "Room", "made", "scope_of"]
