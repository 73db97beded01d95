"""The reference of the API as a page of our own: drawn from the OpenAPI document, without a script from anywhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from noroshi.api.door import api

METHODS: Final = ("get", "post", "patch", "delete")
BYTES: Final = "application/octet-stream"
FILE: Final = "multipart/form-data"


@dataclass(frozen=True, slots=True)
class FieldShown:
    name: str
    kind: str
    is_required: bool
    about: str


@dataclass(frozen=True, slots=True)
class RouteShown:
    anchor: str
    method: str
    path: str
    summary: str
    needs: str
    asked: tuple[FieldShown, ...]
    body: tuple[FieldShown, ...]
    answers: tuple[str, ...]
    gives_bytes: bool = False
    takes_a_file: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """The routes over one room."""

    name: str
    routes: tuple[RouteShown, ...]


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    return render(request, "api/reference.html", {"parts": parts()})


@cache
def parts() -> tuple[Part, ...]:
    document = api.get_openapi_schema()
    routes: dict[str, list[RouteShown]] = {}
    for path, methods in document["paths"].items():
        for method in METHODS:
            if method in methods:
                route = _route(document, method, path, methods[method])
                routes.setdefault(methods[method]["tags"][0], []).append(route)
    return tuple(Part(name, tuple(sorted(found, key=_place))) for name, found in routes.items())


def _place(route: RouteShown) -> tuple[str, int]:
    return route.path, METHODS.index(route.method.lower())


def _route(document: Mapping[str, Any], method: str, path: str, operation: Mapping[str, Any]) -> RouteShown:
    return RouteShown(
        anchor=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        needs=operation["x-noroshi-needs"],
        asked=tuple(
            FieldShown(
                one["name"], _kind(document, one["schema"]), one["required"], one["schema"].get("description", "")
            )
            for one in operation["parameters"]
            if one["in"] == "query"
        ),
        body=tuple(_body(document, operation)),
        answers=tuple(str(status) for status in operation["responses"] if status != "default"),
        gives_bytes=any(BYTES in answer.get("content", ()) for answer in operation["responses"].values()),
        takes_a_file=FILE in operation.get("requestBody", {}).get("content", ()),
    )


def _body(document: Mapping[str, Any], operation: Mapping[str, Any]) -> Iterator[FieldShown]:
    if "requestBody" not in operation:
        return
    (content,) = operation["requestBody"]["content"].values()
    schema = _resolved(document, content["schema"])
    needed = schema.get("required", ())
    for name, field in schema["properties"].items():
        yield FieldShown(name, _kind(document, field), name in needed, field.get("description", ""))


def _kind(document: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """In a word or a few: `text (uuid)`, `list of red, amber…`."""
    found = _resolved(document, schema)
    if "anyOf" in found:
        return " | ".join(_kind(document, one) for one in found["anyOf"])
    if "enum" in found:
        return ", ".join(map(str, found["enum"]))
    kind = str(found.get("type", "any"))
    if kind == "array":
        return f"list: {_kind(document, found.get('items', {}))}"
    if kind == "object" and "properties" in found:
        return f"object: {', '.join(found['properties'])}"
    if kind == "object" and isinstance(found.get("additionalProperties"), dict):
        return f"object by name: {_kind(document, found['additionalProperties'])}"
    return f"{kind} ({found['format']})" if "format" in found else kind


def _resolved(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in schema or len(schema.get("allOf", ())) == 1:
        schema = (
            document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
            if "$ref" in schema
            else schema["allOf"][0]
        )
    return schema
