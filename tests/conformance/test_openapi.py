"""The OpenAPI document: valid, complete, and true of what the API does."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from ninja.openapi.schema import OpenAPISchema
from pydantic import BaseModel

from noroshi.api.door import api
from tests.rooms.api_routes import ROUTES

METHODS = {"get", "post", "patch", "delete"}
HTTP_STATUS = re.compile(r"[1-5]\d\d|default")


@pytest.fixture(scope="module")
def document() -> Any:
    return json.loads(json.dumps(api.get_openapi_schema(), default=str))


def operations(document: Any) -> Iterator[tuple[str, str, Any]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        for part in value.values():
            yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)


def test_it_has_what_the_standard_asks_for(document: Any) -> None:
    assert document["openapi"] == "3.1.0"
    assert {"title", "version"} <= document["info"].keys()
    for path, method, operation in operations(document):
        assert path.startswith("/api/v1/")
        assert method in METHODS
        assert operation["summary"]
        assert operation["responses"]
        assert all(HTTP_STATUS.fullmatch(str(status)) for status in operation["responses"])


def test_every_route_is_in_it_and_nothing_else(document: Any) -> None:
    known = {(route.method.lower(), "/api/v1" + str(route).partition(" ")[2]) for route in ROUTES}

    assert {(method, path) for path, method, _ in operations(document)} == known


def test_every_reference_leads_somewhere(document: Any) -> None:
    for reference in references(document):
        assert reference.startswith("#/components/schemas/")
        assert reference.rpartition("/")[2] in document["components"]["schemas"]


def test_names_of_operations_are_used_once(document: Any) -> None:
    names = [operation["operationId"] for _, _, operation in operations(document)]

    assert len(names) == len(set(names))


def test_parameters_of_an_address_are_all_described(document: Any) -> None:
    for path, method, operation in operations(document):
        described = {one["name"] for one in operation["parameters"] if one["in"] == "path"}
        assert described == set(re.findall(r"\{(\w+)\}", path)), (method, path)


def test_every_route_says_which_key_it_needs(document: Any) -> None:
    assert document["components"]["securitySchemes"]["Key"] == {"type": "http", "scheme": "bearer"}
    for path, method, operation in operations(document):
        is_open = operation["x-noroshi-needs"] == "no key"
        assert ("security" not in operation) is is_open, (method, path)


def test_bodies_take_nothing_that_is_not_named(document: Any) -> None:
    for path, method, operation in operations(document):
        if "requestBody" in operation:
            ((kind, content),) = operation["requestBody"]["content"].items()
            schema = content["schema"]
            found = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
            assert kind in {"application/json", "multipart/form-data"}
            assert found["additionalProperties"] is False, (method, path)


def test_one_name_never_stands_for_two_shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    shapes: dict[str, set[str]] = defaultdict(set)
    add = OpenAPISchema.add_schema_definitions

    def watched(self: OpenAPISchema, definitions: dict[str, Any]) -> None:
        for name, shape in definitions.items():
            shapes[name].add(json.dumps(shape, sort_keys=True, default=str))
        add(self, definitions)

    monkeypatch.setattr(OpenAPISchema, "add_schema_definitions", watched)
    api.get_openapi_schema()

    assert {name: found for name, found in shapes.items() if len(found) > 1} == {}


def test_nothing_that_counts_leaves_the_house(document: Any) -> None:
    """Numbers of rows, totals and internal ids: none of the answers has a place for them."""
    for name, schema in document["components"]["schemas"].items():
        assert not {"pk", "key_id", "person_id", "desk_id", "total", "count"} & set(schema.get("properties", {})), name


def test_every_model_of_a_body_refuses_what_it_does_not_know() -> None:
    for route in ROUTES:
        if route.has_body:
            assert issubclass(route.body, BaseModel)
            assert route.body.model_config["extra"] == "forbid", str(route)


@pytest.mark.django_db
def test_it_is_served_to_everybody_and_so_is_the_page() -> None:
    client = Client()

    document, page = client.get("/api/v1/openapi.json"), client.get("/api/v1/docs")

    assert document.status_code == page.status_code == 200
    assert document["Content-Type"].startswith("application/json")
    assert document.json()["info"]["title"] == "Noroshi"
    assert "POST /api/v1/editions" in page.content.decode()
    assert "script-src 'self'" in page["Content-Security-Policy"]
