"""The door as a machine meets it: one key a caller, JSON in and out, and a platform's first key to begin with."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone

from noroshi.directory.actions.organizations import found_platform
from noroshi.directory.signin.bootstrap import first_key
from noroshi.directory.signin.scopes import Scope

BASE = "/api/v1"
EVERYTHING = [scope.value for scope in Scope if scope is not Scope.PLATFORM_WRITE]


@dataclass(frozen=True)
class Caller:
    """Somebody with a key, or without."""

    key: str = ""
    language: str = "en"

    def ask(self, method: str, path: str, body: Any = None, query: dict[str, str] | None = None, **headers: str) -> Any:
        given: dict[str, Any] = {"HTTP_ACCEPT_LANGUAGE": self.language}
        if self.key:
            given["HTTP_AUTHORIZATION"] = f"Bearer {self.key}"
        given |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        text = body if isinstance(body, str | bytes) else "" if body is None else json.dumps(body)
        client = Client(raise_request_exception=False)
        address = f"{BASE}{path}" + (f"?{urlencode(query)}" if query else "")
        return client.generic(method, address, text, content_type="application/json", **given)

    def send_file(
        self, path: str, content: bytes = b"evidence", name: str = "通信記録.csv", part: str = "file", **headers: str
    ) -> Any:
        """One file as a form of a browser or of curl carries it."""
        given: dict[str, Any] = {"HTTP_ACCEPT_LANGUAGE": self.language, "HTTP_AUTHORIZATION": f"Bearer {self.key}"}
        given |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        client = Client(raise_request_exception=False)
        return client.post(f"{BASE}{path}", {part: SimpleUploadedFile(name, content)}, **given)

    def upload(self, path: str, content: bytes = b"evidence", name: str = "通信記録.csv", **headers: str) -> Any:
        return _good(self.send_file(path, content, name, **headers), 201)

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

    def items(self, path: str) -> Any:
        return self.read(path)["items"]

    def made(self, path: str, body: Any = None, **headers: str) -> Any:
        return _good(self.post(path, body, **headers), 201)

    def done(self, path: str, body: Any = None, **headers: str) -> Any:
        return _good(self.post(path, body, **headers), 200)


def _good(answer: Any, status: int) -> Any:
    assert answer.status_code == status, (answer.status_code, answer.content.decode())
    return answer.json()


def platform() -> Caller:
    """What whoever runs the machine is given at the beginning: the only thing not made through the API."""
    with transaction.atomic():
        first = found_platform(
            handle="platform", name_ja="運用主体", desk_name_ja="運用窓口", login="root", person_name_ja="運用 一"
        )
    return Caller(first_key(first, "founding"))


@dataclass
class World:
    """Ids by handle and callers by login, all made through the API."""

    root: Caller
    ids: dict[str, str] = field(default_factory=dict)
    callers: dict[str, Caller] = field(default_factory=dict)
    people: dict[str, Any] = field(default_factory=dict)

    def found(self, handle: str, *kinds: str, **more: Any) -> None:
        body = {"handle": handle, "name_ja": f"{handle}の名", "kinds": list(kinds), **more}
        self.ids[handle] = self.root.made("/organizations", body)["id"]

    def open(self, home: str, desk: str, **more: Any) -> None:
        own = f"03-{len(self.ids) + 1000}"
        reached = {"telephone": f"{own}-0000", "fax": f"{own}-0001", "email": f"{desk}@{home}.example.jp"}
        body = {"handle": desk, "name_ja": f"{desk}の窓口", **reached, **more}
        self.ids[f"{home}.{desk}"] = self.root.made(f"/organizations/{self.ids[home]}/desks", body)["id"]

    def hire(self, desk: str, name: str, role: str, scopes: list[str] | None = None, **more: Any) -> Caller:
        """A person and a key for the person."""
        body = {"login": name, "name_ja": f"{name}の名", "role": role, **more}
        person = self.root.made(f"/desks/{self.ids[desk]}/people", body)
        self.people[name] = person
        self.callers[name] = Caller(self.key(person["memberships"][0]["id"], scopes))
        return self.callers[name]

    def key(self, membership: str, scopes: list[str] | None = None, **more: Any) -> str:
        body = {"membership": membership, "purpose": "a machine", "scopes": scopes or EVERYTHING, **later(), **more}
        value: str = self.root.made("/keys", body)["value"]
        return value

    def __getitem__(self, name: str) -> Caller:
        return self.callers[name]


def later(days: int = 30) -> dict[str, str]:
    return {"expires_at": (timezone.now() + timedelta(days=days)).isoformat()}


def make_world(root: Caller | None = None) -> World:
    """A center, a ministry, a CEPTOAR, two power companies and a bank, founded by the platform's key."""
    world = World(root or platform())
    world.found("center", "center")
    world.open("center", "cip", kind="cip")
    world.hire("center.cip", "chief", "csirt", is_poc=True, is_administrator=True)
    world.found("keisan", "ministry")
    world.open("keisan", "liaison", kind="liaison", sectors=["electricity"])
    world.hire("keisan.liaison", "liaison", "liaison", is_poc=True, is_administrator=True)
    electric = {"sectors": ["electricity"], "ministry": world.ids["keisan"]}
    world.found("denki", "ceptoar", **electric)
    world.open("denki", "office", kind="secretariat")
    world.hire("denki.office", "jimu", "secretariat", is_poc=True, is_administrator=True)
    for handle, name in (("minamo", "sato"), ("hoshi", "kita")):
        world.found(handle, "operator", **electric, ceptoars=[world.ids["denki"]])
        world.open(handle, "csirt", kind="csirt")
        world.hire(f"{handle}.csirt", name, "csirt", is_poc=True, is_administrator=True)
    world.hire("minamo.csirt", "ueda", "planning")
    world.found("ginko", "operator", sectors=["finance"])
    world.open("ginko", "csirt", kind="csirt")
    world.hire("ginko.csirt", "kato", "csirt", is_poc=True, is_administrator=True)
    return world
