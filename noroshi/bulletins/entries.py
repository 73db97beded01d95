"""What a connector hands over of a feed: entries as text, and why there are none."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from noroshi.vocabulary import FeedFault

CVE: Final = re.compile(r"\bCVE-\d{4}-\d{4,19}\b", re.IGNORECASE)
MOST_CVES: Final = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """`mark` is what the publisher calls it; without one its link and title stand for it."""

    title: str
    summary: str = ""
    link: str = ""
    mark: str = ""
    published_at: datetime | None = None
    identifiers: tuple[str, ...] = ()
    cvss: Decimal | None = None

    @property
    def key(self) -> bytes:
        return hashlib.sha256((self.mark or f"{self.link}\n{self.title}").encode()).digest()

    @property
    def cves(self) -> list[str]:
        text = " ".join((self.title, self.summary, *self.identifiers))
        return list(dict.fromkeys(one.upper() for one in CVE.findall(text)))[:MOST_CVES]

    def matched(self, words: Iterable[str]) -> list[str]:
        """Of the desk's words, those that stand in it, however wide or large its letters are."""
        text = _plain(" ".join((self.title, self.summary, *self.identifiers)))
        return [word for word in words if _plain(word) in text]


@dataclass(frozen=True, slots=True)
class Looked:
    """One look at a feed. `is_unchanged`: its server said so."""

    entries: tuple[Entry, ...] = ()
    etag: str = ""
    modified: str = ""
    is_unchanged: bool = False
    fault: FeedFault | None = None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
