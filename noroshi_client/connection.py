"""One way to one server. The key goes there and nowhere else; what is safe to repeat is repeated, everything else is not."""

import json
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPMessage
from ipaddress import ip_address
from typing import IO, Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

BASE: Final = "/api/v1"
TRIES: Final = 4
AGAIN: Final = frozenset({429, 502, 503, 504})
LONGEST_WAIT_SECONDS: Final = 30.0
MOST_BYTES: Final = 256 * 1024 * 1024
"""No answer of ours is larger; a server that never ends does not fill this machine."""


class UnreachableError(Exception):
    """No answer came, however often it was tried."""


class RefusedError(Exception):
    """The server refused. `code` is for programs, the text for people, `fields` says what is wrong field by field."""

    def __init__(self, status: int, said: Mapping[str, Any]) -> None:
        self.status = status
        self.code = str(said.get("code", ""))
        self.fields: dict[str, list[str]] = dict(said.get("errors") or {})
        self.current: dict[str, Any] = dict(said.get("current") or {})
        super().__init__(str(said.get("title") or f"HTTP {status}"))


class _NoRedirect(HTTPRedirectHandler):
    """A redirect would carry the key elsewhere; the API never answers with one."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        return None


@dataclass(frozen=True)
class Connection:
    """`url` is the address of the installation, `key` what its administrator gave. Plain HTTP only on this machine itself."""

    url: str
    key: str = field(repr=False)
    language: str = "ja"
    timeout: float = 30.0
    opener: OpenerDirector = field(default_factory=lambda: build_opener(_NoRedirect), repr=False)

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError(f"not an address of a Noroshi: {self.url}")
        if parts.scheme == "http" and not _is_here(parts.hostname):
            raise ValueError("over plain HTTP everybody on the way reads the key: use https")
        if not self.key or not self.key.isascii() or any(sign.isspace() for sign in self.key):
            raise ValueError("no usable key was given")

    def get(self, path: str, **asked: Any) -> Any:
        return json.loads(self.bytes_of(path, **asked))

    def bytes_of(self, path: str, **asked: Any) -> bytes:
        given = [(name, one) for name, value in asked.items() for one in _each(value)]
        return self._asked("GET", path + (f"?{urlencode(given)}" if given else ""), None)

    def post(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Done once, however often it must be sent."""
        answer = self._asked("POST", path, dict(body or {}))
        return json.loads(answer) if answer else None

    def every(self, path: str, **asked: Any) -> Iterator[Any]:
        """The items of all pages of a list, asked for as they are wanted."""
        page = self.get(path, **asked)
        yield from page["items"]
        while page.get("next"):
            page = self.get(path, **asked, cursor=page["next"])
            yield from page["items"]

    def _asked(self, method: str, path: str, body: Mapping[str, Any] | None) -> bytes:
        headers = {
            "Authorization": f"Bearer {self.key}",
            "Accept": "application/json",
            "Accept-Language": self.language,
        }
        data = None
        if body is not None:
            data = json.dumps(body, ensure_ascii=False).encode()
            headers |= {"Content-Type": "application/json", "Idempotency-Key": uuid.uuid4().hex}
        request = Request(self.url.rstrip("/") + BASE + path, data=data, headers=headers, method=method)  # noqa: S310 - the scheme was looked at
        return self._tried(request)

    def _tried(self, request: Request) -> bytes:
        fault: Exception | None = None
        for turn in range(TRIES):
            try:
                with self.opener.open(request, timeout=self.timeout) as answer:
                    return _whole(answer)
            except HTTPError as error:
                if error.code not in AGAIN or turn == TRIES - 1:
                    raise RefusedError(error.code, _said(error)) from None
                _wait(turn, error.headers.get("Retry-After"))
            except (URLError, HTTPException, OSError) as error:
                fault = error
                if turn < TRIES - 1:
                    _wait(turn, None)
        raise UnreachableError(f"{urlsplit(self.url).netloc}: {fault}") from fault


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _each(value: Any) -> list[Any]:
    if value is None or value == "":
        return []
    if isinstance(value, bool):
        return [str(value).lower()]
    return list(value) if isinstance(value, list | tuple | set | frozenset) else [value]


def _whole(answer: IO[bytes]) -> bytes:
    found = answer.read(MOST_BYTES + 1)
    if len(found) > MOST_BYTES:
        raise HTTPException("the answer is larger than any of ours")
    return found


def _said(error: HTTPError) -> Mapping[str, Any]:
    """Somebody between us and the server may answer with anything."""
    try:
        found = json.loads(error.read(1_000_000))
    except (ValueError, OSError, HTTPException):
        return {}
    return found if isinstance(found, dict) else {}


def _wait(turn: int, asked: str | None) -> None:
    wanted = float(asked) if asked and asked.isdecimal() else 0.5 * 2**turn
    time.sleep(min(wanted, LONGEST_WAIT_SECONDS))
