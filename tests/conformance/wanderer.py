"""Somebody who follows every link: signs in as anybody, opens what the pages lead to, and reads their markup."""

import re
import urllib.error
import urllib.request
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

NUMBERS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{16,}|\d+", re.IGNORECASE)
TEXT = "text/html"
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "form", "list", "popovertarget")
OF_ONE_KIND = 3
"""So many pages are opened of those whose addresses differ by numbers alone."""


@dataclass
class Markup(HTMLParser):
    """What a page names, what it refers to, and where it leads."""

    ids: Counter[str] = field(default_factory=Counter)
    referred: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    token: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if "id" in said:
            self.ids[said["id"]] += 1
        for name in REFERENCES:
            self.referred.update(said.get(name, "").split())
        if tag == "a" and "href" in said:
            self.links.append(said["href"])
            if said["href"].startswith("#"):
                self.referred.add(said["href"][1:])
        if tag == "input" and said.get("name") == "csrfmiddlewaretoken":
            self.token = said["value"]

    @property
    def faults(self) -> list[str]:
        twice = [f"two things are named {name}" for name, count in self.ids.items() if count > 1]
        return sorted(twice + [f"nothing is named {name}" for name in self.referred - self.ids.keys() if name])


@dataclass(frozen=True)
class Step:
    address: str
    before: str
    status: int
    faults: list[str]


class Wanderer:
    def __init__(self, house: str, login: str, password: str) -> None:
        self.house = house
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        _, _, door = self.opened("/sign-in/?next=/")
        _, self.first, _ = self.opened(
            "/sign-in/?next=/", {"csrfmiddlewaretoken": door.token, "login": login, "password": password}
        )

    def opened(self, address: str, form: dict[str, str] | None = None) -> tuple[int, str, Markup]:
        """The status, where one was led, and the page if it was one."""
        markup = Markup()
        body = urlencode(form).encode() if form is not None else None
        asked = urllib.request.Request(urljoin(self.house, address), body, {"Referer": self.house})  # noqa: S310 - our own server
        try:
            answer: Any = self.opener.open(asked, timeout=60)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            if TEXT in answer.headers.get("Content-Type", ""):
                markup.feed(answer.read().decode())
            return answer.status, answer.url, markup

    def wander(self, *more: str) -> Iterator[Step]:
        waiting = deque([("/", ""), *((one, "") for one in more)])
        seen, kinds = {"/"}, Counter[str]()
        while waiting:
            address, before = waiting.popleft()
            status, where, markup = self.opened(address)
            yield Step(address, before, status, markup.faults)
            for link in markup.links:
                one = self._inside(urljoin(where, link))
                if one and one not in seen and kinds[kind := _kind(one)] < OF_ONE_KIND:
                    seen.add(one)
                    kinds[kind] += 1
                    waiting.append((one, address))

    def _inside(self, address: str) -> str:
        parts = urlsplit(address)
        if f"{parts.scheme}://{parts.netloc}" != self.house.rstrip("/"):
            return ""
        return f"{parts.path}?{parts.query}".rstrip("?")


def _kind(address: str) -> str:
    parts = urlsplit(address)
    return f"{NUMBERS.sub('#', parts.path)}?{'&'.join(sorted(parse_qs(parts.query)))}"
