"""One page of a collection, in TAXII 2.1 or 2.0: what is asked, and what is read of the answer. What is unclear is not guessed at."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

import msgspec

from noroshi.connectors.taxii_client.calling import Answer, Failed, get
from noroshi.intel.subscribing import Fetching
from noroshi.vocabulary import FetchTrouble

MOST: Final = 1000
ACCEPTS: Final = {"2.1": "application/taxii+json;version=2.1", "2.0": "application/vnd.oasis.stix+json; version=2.0"}
ANSWERS: Final = {
    "2.1": ("application/taxii+json", "application/stix+json"),
    "2.0": ("application/vnd.oasis.stix+json", "application/vnd.oasis.taxii+json"),
}
MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z")
RANGE: Final = re.compile(r"items (\d{1,12})-(\d{1,12})/(\d{1,12})")
LONGEST_NEXT: Final = 2000


class Envelope(msgspec.Struct):
    """Of 2.1, and as much of a bundle of 2.0 as is needed."""

    more: bool = False
    next: str = ""
    objects: list[msgspec.Raw] = []


_envelope: Final = msgspec.json.Decoder(Envelope).decode


@dataclass(frozen=True, slots=True)
class Page:
    """`next` leads on; `last` is when the last of these came in there, if it says so."""

    objects: Sequence[bytes]
    more: bool
    next: str
    last: str


def page(of: Fetching, since: str, place: str) -> Page:
    return (_of_2_1 if of.version == "2.1" else _of_2_0)(of, since, place)


def _of_2_1(of: Fetching, since: str, place: str) -> Page:
    asked = {"limit": str(MOST), **({"added_after": since} if since else {}), **({"next": place} if place else {})}
    answer = _asked(of, asked, {})
    found = _read(answer)
    if len(found.next) > LONGEST_NEXT:
        raise Failed(FetchTrouble.NOT_UNDERSTOOD, "next")
    return Page([bytes(one) for one in found.objects], found.more, found.next, _last(answer))


def _of_2_0(of: Fetching, since: str, place: str) -> Page:
    """Pages by ranges of items."""
    start = int(place or 0) if place.isdecimal() or not place else 0
    answer = _asked(of, {"added_after": since} if since else {}, {"Range": f"items {start}-{start + MOST - 1}"})
    objects = [bytes(one) for one in _read(answer).objects]
    told = RANGE.fullmatch(answer.headers.get("Content-Range", ""))
    more = answer.status == 206 and told is not None and int(told[2]) + 1 < int(told[3])
    return Page(objects, more, str(int(told[2]) + 1) if told and more else "", _last(answer))


def _asked(of: Fetching, asked: dict[str, str], more: dict[str, str]) -> Answer:
    headers = {"Accept": ACCEPTS[of.version], "User-Agent": "Noroshi", "Accept-Encoding": "identity", **more}
    answer = get(f"{_objects(of.address)}?{urlencode(asked)}", headers, of.user_name, of.secret)
    media = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media not in ANSWERS[of.version]:
        raise Failed(FetchTrouble.NOT_SPOKEN, media[:60])
    return answer


def _objects(address: str) -> str:
    """Whether the collection was given or its objects."""
    base = address.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0].rstrip("/")
    return f"{base}/" if base.endswith("/objects") else f"{base}/objects/"


def _read(answer: Answer) -> Envelope:
    try:
        return _envelope(answer.body)
    except (ValueError, RecursionError):
        raise Failed(FetchTrouble.NOT_UNDERSTOOD) from None


def _last(answer: Answer) -> str:
    last = answer.headers.get("X-TAXII-Date-Added-Last", "")
    return last if MOMENT.fullmatch(last) else ""
