"""The calls that do what a page does, with the page's own id in them: for curl and for Python.

Says nothing of anybody's information: an address is compared with patterns, and nothing is looked up.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from noroshi.api.reference import RouteShown, parts
from noroshi.api.routing import BASE

TABLE: Final = Path(__file__).with_name("by_page.toml")
ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NAMED: Final = re.compile(r"\{[^}]+\}")
OURS: Final = re.compile(r"/(?:[\w.~-]+/?){0,12}", re.ASCII)
"""An address of this installation and no other; it becomes a link."""


JSON: Final = " -H 'Content-Type: application/json' -d '{…}'"


@dataclass(frozen=True, slots=True)
class Call:
    """One route with the page's id put in. `python` goes through `noroshi_client`."""

    route: RouteShown
    path: str

    @property
    def needed(self) -> tuple[str, ...]:
        """What must be asked with it."""
        return tuple(one.name for one in self.route.asked if one.is_required or self.route.method == "DELETE")

    @property
    def curl(self) -> str:
        given = "&".join(f"{name}=…" for name in self.needed)
        address = f'"$NOROSHI_URL{self.path}{"?" if given else ""}{given}"'
        method = "" if self.route.method == "GET" else f" -X {self.route.method}"
        body = " -F file=@…" if self.route.takes_a_file else JSON if self.route.body else ""
        return f'curl -s{method} {address} -H "Authorization: Bearer $NOROSHI_KEY"{body}'

    @property
    def python(self) -> str:
        """`…` is for whoever types it to fill in."""
        body = ["{…}"] if self.route.body else []
        if self.route.takes_a_file:
            body = ['"…"', "content"]
        given = [f'"{self.path.removeprefix(BASE)}"', *body, *(f"{name}=…" for name in self.needed)]
        return f"noroshi.connection.{self._named}({', '.join(given)})"

    @property
    def _named(self) -> str:
        if self.route.gives_bytes:
            return "bytes_of"
        return "send_file" if self.route.takes_a_file else self.route.method.lower()


@require_safe
def by_page(request: HttpRequest) -> HttpResponse:
    """What a reader of a page can ask a machine to do; of an unknown address nothing but that there is the whole reference."""
    given = request.GET.get("of", "/")
    page = given if OURS.fullmatch(given) else "/"
    calls = calls_of(page)
    reads = [call for call in calls if call.route.method == "GET"]
    deeds = [call for call in calls if call.route.method != "GET"]
    return render(request, "api/by_page.html", {"of": page, "reads": reads, "deeds": deeds})


def calls_of(page: str) -> list[Call]:
    """Those of the page that stands nearest above this address."""
    segments = tuple("{}" if ID.fullmatch(one) else one for one in page.strip("/").split("/") if one)
    ids = [one for one in page.strip("/").split("/") if ID.fullmatch(one)]
    wanted = next((pages()[segments[:end]] for end in range(len(segments), 0, -1) if segments[:end] in pages()), None)
    if wanted is None:
        wanted = pages()[()] if not segments else ()
    return [Call(route, _with_ids(route.path, ids)) for asked in wanted for route in _routes(asked)]


@cache
def pages() -> Mapping[tuple[str, ...], Sequence[str]]:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))["pages"]
    return {tuple(one for one in page.split("/") if one): tuple(calls) for page, calls in table.items()}


def _routes(asked: str) -> list[RouteShown]:
    """With everything below, or, behind `=`, itself alone."""
    wanted = f"{BASE}{asked.removeprefix('=')}"
    return [
        route
        for part in parts()
        for route in part.routes
        if (bare := NAMED.sub("{}", route.path)) == wanted or (asked[0] != "=" and bare.startswith(f"{wanted}/"))
    ]


def _with_ids(path: str, ids: Sequence[str]) -> str:
    """The first name is the page's own id, what is not known stays a name."""
    given = iter(ids)
    return NAMED.sub(lambda name: next(given, name[0]), path)
