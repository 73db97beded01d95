"""The TAXII door as its clients meet it: a key, the media type, and an address."""

import base64
import json
from dataclasses import dataclass
from typing import Any

from django.test import Client

from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Membership
from noroshi.directory.signin.bootstrap import first_key
from noroshi.directory.signin.scopes import Scope
from noroshi.intel.models import Origin

MEDIA = "application/taxii+json;version=2.1"
ROOT = "/taxii2/noroshi/"


@dataclass(frozen=True)
class Machine:
    """Somebody with a key, or without."""

    key: str = ""
    is_basic: bool = False

    def ask(self, method: str, path: str, body: bytes | None = None, **more: str) -> Any:
        given: dict[str, Any] = {"HTTP_ACCEPT": MEDIA, "HTTP_ACCEPT_LANGUAGE": "en"} | more
        if self.key:
            given["HTTP_AUTHORIZATION"] = self._shown()
        media = given.pop("CONTENT_TYPE", MEDIA)
        address = path if path.startswith("/") else ROOT + path
        return Client(raise_request_exception=False).generic(method, address, body or b"", content_type=media, **given)

    def get(self, path: str, **more: str) -> Any:
        return self.ask("GET", path, **more)

    def post(self, path: str, *objects: dict[str, Any], **more: str) -> Any:
        return self.ask("POST", path, json.dumps({"objects": objects}).encode(), **more)

    def objects(self, path: str) -> list[dict[str, Any]]:
        answer = self.get(path)
        assert answer.status_code == 200, answer.content
        found: list[dict[str, Any]] = json.loads(answer.content).get("objects", [])
        return found

    def _shown(self) -> str:
        if self.is_basic:
            return "Basic " + base64.b64encode(f"anybody:{self.key}".encode()).decode()
        return f"Bearer {self.key}"


def machine(viewer: Viewer, *scopes: Scope, is_basic: bool = False) -> Machine:
    membership = Membership.objects.select_related("desk__organization", "person").get(pk=viewer.seat.membership_id)
    return Machine(first_key(membership, "machine", scopes or tuple(Scope)), is_basic)


def at(origin: Origin, rest: str = "objects/") -> str:
    return f"collections/{origin.public_id}/{rest}"
