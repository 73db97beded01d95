"""One way to one server. The key goes there and nowhere else; what is safe to repeat is repeated, everything else is not."""

import json
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPMessage
from ipaddress import ip_address
from typing import IO, Any, Final, Self
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
class _Body:
    """What is sent, and as what."""

    data: bytes
    kind: str

    @classmethod
    def json(cls, given: Mapping[str, Any]) -> Self:
        return cls(json.dumps(dict(given), ensure_ascii=False).encode(), "application/json")

    @classmethod
    def file(cls, name: str, content: bytes) -> Self:
        """A form with one part, as a browser sends it; the mark between parts is drawn until the file does not hold it."""
        mark = uuid.uuid4().hex
        while mark.encode() in content:
            mark = uuid.uuid4().hex
        called = name.replace("\\", "\\\\").replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{called}"\r\n'
        kind = "Content-Type: application/octet-stream\r\n\r\n"
        return cls(
            (head + kind).encode() + content + f"\r\n--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"
        )


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
        return self._asked("GET", _with(path, asked))

    def post(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Done once, however often it must be sent."""
        return _read(self._asked("POST", path, _Body.json(body or {})))

    def patch(self, path: str, body: Mapping[str, Any]) -> Any:
        """Changes what is named. With the `version` that was read, a repeated one finds its own change and is refused, never done twice."""
        return _read(self._asked("PATCH", path, _Body.json(body)))

    def delete(self, path: str, **asked: Any) -> None:
        """Ends or takes away. Sent again after a broken connection, it may find that it is done: `not_found`."""
        self._asked("DELETE", _with(path, asked))

    def send_file(self, path: str, name: str, content: bytes) -> Any:
        """One file, under the name that it has here."""
        return _read(self._asked("POST", path, _Body.file(name, content)))

    def every(self, path: str, **asked: Any) -> Iterator[Any]:
        """The items of all pages of a list, asked for as they are wanted."""
        page = self.get(path, **asked)
        yield from page["items"]
        while page.get("next"):
            page = self.get(path, **asked, cursor=page["next"])
            yield from page["items"]

    def _asked(self, method: str, path: str, body: "_Body | None" = None) -> bytes:
        headers = {
            "Authorization": f"Bearer {self.key}",
            "Accept": "application/json",
            "Accept-Language": self.language,
        }
        if body is not None:
            headers |= {"Content-Type": body.kind, "Idempotency-Key": uuid.uuid4().hex}
        data = body.data if body else None
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


def _with(path: str, asked: Mapping[str, Any]) -> str:
    given = [(name, one) for name, value in asked.items() for one in _each(value)]
    return path + (f"?{urlencode(given)}" if given else "")


def _read(answer: bytes) -> Any:
    return json.loads(answer) if answer else None


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
