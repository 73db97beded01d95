"""The door as a machine meets it: one key a client, JSON in and out, and a platform's first key to begin with."""

import json
from dataclasses import dataclass
from typing import Any

from django.test import Client

from noroshi.directory.models import Membership
from noroshi.directory.signin.bootstrap import first_key, first_platform_administrator

BASE = "/api/v1"


@dataclass(frozen=True)
class Caller:
    """Somebody with a key, or without."""

    key: str = ""
    language: str = "en"

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        given: dict[str, Any] = {"HTTP_ACCEPT_LANGUAGE": self.language}
        if self.key:
            given["HTTP_AUTHORIZATION"] = f"Bearer {self.key}"
        given |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        text = body if isinstance(body, str | bytes) else "" if body is None else json.dumps(body)
        client = Client(raise_request_exception=False)
        return client.generic(method, f"{BASE}{path}", text, content_type="application/json", **given)

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.ask("POST", path, {} if body is None else body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self.ask("PATCH", path, body, **headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self.ask("DELETE", path, **headers)

    def read(self, path: str) -> Any:
        return _good(self.get(path), 200)

    def made(self, path: str, body: Any = None, **headers: str) -> Any:
        return _good(self.post(path, body, **headers), 201)

    def done(self, path: str, body: Any = None) -> Any:
        return _good(self.post(path, body), 200)


def _good(answer: Any, status: int) -> Any:
    assert answer.status_code == status, (answer.status_code, answer.content.decode())
    return answer.json()


def platform() -> Caller:
    """What whoever runs the machine is given at the beginning: the only thing not made through the API."""
    first = first_platform_administrator(login="root", password="signal fires at dusk", name_ja="運用 一")
    membership = Membership.objects.select_related("desk__organization").get(public_id=first.membership_id)
    return Caller(first_key(membership, "founding"))
