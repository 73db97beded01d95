"""Every route of the API as the door itself lists them, so that a new one is tested from its first day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from noroshi.api.door import api
from noroshi.api.routing import needs_of

NOWHERE = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    operation: Any

    def __str__(self) -> str:
        named = re.sub(r"\{\w+:(\w+)\}", r"{\1}", self.path)
        return f"{self.method} {named}"

    @property
    def needs(self) -> Any:
        return needs_of(self.operation)

    def filled(self, **ids: str) -> str:
        """The address with ids in it; what is not given is nowhere."""

        def value(match: re.Match[str]) -> str:
            kind, _, name = match[1].rpartition(":")
            return ids.get(name, NOWHERE if "uuid" in kind else "nothing")

        return re.sub(r"\{([^}]+)\}", value, self.path)

    @property
    def has_body(self) -> bool:
        return any(model.__ninja_param_source__ == "body" for model in self.operation.models)

    @property
    def takes_a_file(self) -> bool:
        return "requestBody" in (self.operation.openapi_extra or {})

    @property
    def body(self) -> Any:
        """The model of the body."""
        for model in self.operation.models:
            if model.__ninja_param_source__ == "body":
                return model.model_fields["given"].annotation
        return None


def routes() -> Iterator[Route]:
    for bound in api._get_bound_routers():
        for path, view in bound.path_operations.items():
            for operation in view.operations:
                for method in operation.methods:
                    yield Route(method, path, operation)


ROUTES = sorted(routes(), key=str)
