"""RSS 1.0 (RDF, JVNRSS), RSS 2.0 and Atom: the entries of a feed by their elements' own names, in whatever namespace they stand."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Final
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from noroshi.bulletins.entries import Entry
from noroshi.connectors.alerts.letters import line, plain, text_of

MOST_ENTRIES: Final = 500
ROOTS: Final = frozenset({"rss", "RDF", "feed"})
DATES: Final = ("issued", "published", "pubDate", "date", "modified", "updated")
RDF_ABOUT: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"


class NoFeed(Exception):  # noqa: N818 - what it is not
    """No XML, XML with entities of its own, or XML of another kind."""


def entries(body: bytes, media_type: str, address: str) -> Iterator[Entry]:
    root = _root(text_of(body, media_type))
    if _name(root) not in ROOTS:
        raise NoFeed
    found = (one for one in root.iter() if _name(one) in {"item", "entry"})
    return (entry for one in islice(found, MOST_ENTRIES) if (entry := _entry(one, address)).title)


def _root(text: str) -> Element:
    try:
        return fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, RecursionError) as problem:
        raise NoFeed from problem


def _entry(element: Element, address: str) -> Entry:
    link = _link(element, address)
    return Entry(
        title=line(_text(element, "title") or link, 400),
        summary=plain(_text(element, "description", "summary", "encoded", "content"), 4000),
        link=link,
        mark=(_text(element, "guid", "id") or element.get(RDF_ABOUT, ""))[:2000].strip(),
        published_at=_date(element),
        identifiers=tuple(_identifiers(element)),
        cvss=_cvss(element),
    )


def _link(element: Element, address: str) -> str:
    """Only what a browser opens as a page."""
    links = [one for one in element if _name(one) == "link"]
    alternate = [one for one in links if one.get("rel", "alternate") == "alternate"] or links
    given = [(one.get("href") or one.text or "").strip() for one in alternate]
    return next((url for one in given if one and (url := _opened(address, one))), "")


def _opened(address: str, given: str) -> str:
    try:
        url = urljoin(address, given)
        parts = urlsplit(url)
    except ValueError:
        return ""
    is_page = parts.scheme in {"https", "http"} and parts.hostname and not parts.username and not parts.password
    is_plain = url.isprintable() and not set(url) & set(" <>\"'\\")
    return url if is_page and is_plain and len(url) <= 1000 else ""


def _identifiers(element: Element) -> Iterator[str]:
    """`sec:identifier` and the identifiers of `sec:references` of JVNRSS; those of Dublin Core otherwise."""
    found = [(one.text or "") if _name(one) == "identifier" else one.get("id", "") for one in element]
    kept = (line(text, 60) for text in found)
    return islice(dict.fromkeys(text for text in kept if text and "://" not in text), 20)


def _cvss(element: Element) -> Decimal | None:
    """The highest of the scores that `sec:cvss` tells."""
    scores = [_score(one.get("score", "")) for one in element if _name(one) == "cvss"]
    return max((score for score in scores if score is not None), default=None)


def _score(text: str) -> Decimal | None:
    with suppress(InvalidOperation):
        score = Decimal(text.strip()[:8])
        return score.quantize(Decimal("0.1")) if score.is_finite() and 0 <= score <= 10 else None
    return None


def _date(element: Element) -> datetime | None:
    return next((moment for name in DATES if (moment := _moment(_text(element, name)))), None)


def _moment(text: str) -> datetime | None:
    """Of RFC 3339 or RFC 822; times without an offset are taken as UTC, and those of no sensible year as none."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        with suppress(ValueError, TypeError, OverflowError):
            moment = read(text.strip()[:60])
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            return moment.astimezone(UTC) if 1990 <= moment.year <= 2200 else None
    return None


def _text(element: Element, *names: str) -> str:
    """Of the first of these that says something; XHTML inside is read as its words."""
    for name in names:
        for one in element:
            if _name(one) == name and (text := "".join(one.itertext()).strip()):
                return text
    return ""


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
