"""A suspicious mail taken apart: who it says it is from, which way it came, where its links really lead, what hangs on it.

Addresses of those whom it was sent to are victims and no signs of an attack: they are never looked at.
"""

import email
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.policy import default
from hashlib import sha256
from html.parser import HTMLParser
from typing import Final

from noroshi.observables.kinds import Kind
from noroshi.vocabulary.observables import FindingPlace

DEEPEST: Final = 4
MOST_PARTS: Final = 400
MOST_TEXT: Final = 2_000_000
SENDERS: Final = {
    "from": FindingPlace.SENDER,
    "sender": FindingPlace.SENDER,
    "x-sender": FindingPlace.SENDER,
    "reply-to": FindingPlace.REPLY_TO,
    "return-path": FindingPlace.RETURN_PATH,
    "received": FindingPlace.ROUTE,
    "x-originating-ip": FindingPlace.ROUTE,
    "x-forwarded-for": FindingPlace.ROUTE,
    "list-unsubscribe": FindingPlace.HEADER,
    "authentication-results": FindingPlace.HEADER,
}
TO: Final = " for <"
"""What a machine writes behind it in its Received line is the victim."""
MACHINES: Final = ("x-mailer", "user-agent")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to be looked through. `shown` is what a link pretends to be."""

    place: FindingPlace
    text: str
    detail: str = ""
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A value that needs no looking for: the subject, the name and the hash of an attachment."""

    kind: Kind
    value: str
    place: FindingPlace
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Enclosed:
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class MailRead:
    passages: tuple[Passage, ...]
    named: tuple[Named, ...]
    enclosed: tuple[Enclosed, ...]


def read_mail(content: bytes) -> MailRead:
    """Never raises because of what the mail is; what cannot be decoded is read as it stands."""
    passages: list[Passage] = []
    named: list[Named] = []
    enclosed: list[Enclosed] = []
    for place, part in enumerate(_parts(email.message_from_bytes(content, policy=default), 0)):
        if place >= MOST_PARTS:
            break
        passages += _headers(part)
        named += _named(part)
        _body(part, passages, named, enclosed)
    return MailRead(tuple(passages), tuple(named), tuple(enclosed))


def _parts(message: Message, depth: int) -> Iterator[Message]:
    """Mails that were forwarded as attachments are taken apart as well."""
    yield message
    if not message.is_multipart() or depth >= DEEPEST:
        return
    for part in message.get_payload():
        if isinstance(part, Message):
            yield from _parts(part, depth + 1)


def _headers(part: Message) -> Iterator[Passage]:
    for name, value in _pairs(part):
        place = SENDERS.get(name.lower())
        if place:
            yield Passage(place, value.partition(TO)[0] if place is FindingPlace.ROUTE else value, name)


def _named(part: Message) -> Iterator[Named]:
    for name, value in _pairs(part):
        if name.lower() == "subject" and value.strip():
            yield Named(Kind.MAIL_SUBJECT, value, FindingPlace.SUBJECT)
        elif name.lower() in MACHINES and value.strip():
            yield Named(Kind.USER_AGENT, value, FindingPlace.HEADER, name)


def _pairs(part: Message) -> Iterator[tuple[str, str]]:
    """A header that the library cannot read is read raw."""
    for name, raw in part.raw_items():
        try:
            yield name, str(default.header_fetch_parse(name, raw))
        except Exception:
            yield name, str(raw)


def _body(part: Message, passages: list[Passage], named: list[Named], enclosed: list[Enclosed]) -> None:
    if part.is_multipart():
        return
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return
    name = _name(part)
    if name or part.get_content_maintype() != "text":
        shown = name or part.get_content_type()
        if name:
            named.append(Named(Kind.FILE_NAME, name, FindingPlace.ATTACHMENT, name))
        named.append(Named(Kind.SHA256, sha256(content).hexdigest(), FindingPlace.ATTACHMENT, shown))
        enclosed.append(Enclosed(shown, content))
        return
    text = _text(part, content)[:MOST_TEXT]
    passages += links_of(text) if part.get_content_subtype() == "html" else [Passage(FindingPlace.TEXT, text)]


def _name(part: Message) -> str:
    try:
        return str(part.get_filename() or "")
    except Exception:
        return ""


def _text(part: Message, content: bytes) -> str:
    try:
        return content.decode(part.get_content_charset() or "utf-8")
    except (UnicodeDecodeError, LookupError):
        return content.decode("cp932", "replace")


def links_of(page: str) -> list[Passage]:
    """The words of an HTML text, and each place that it leads to, beside what it shows there."""
    parser = _Page()
    try:
        parser.feed(page)
        parser.close()
    except Exception:
        return [Passage(FindingPlace.TEXT, page)]
    return [Passage(FindingPlace.TEXT, "".join(parser.words)), *parser.links]


class _Page(HTMLParser):
    LEADING: Final = frozenset({"href", "src", "action", "background", "data", "formaction", "poster"})
    UNSEEN: Final = frozenset({"script", "style"})
    BLOCKS: Final = frozenset({"p", "br", "div", "tr", "td", "li", "h1", "h2", "h3", "table"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.links: list[Passage] = []
        self._opened: list[tuple[str, int]] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.BLOCKS:
            self.words.append("\n")
        if tag in self.UNSEEN:
            self._unseen += 1
        for name, value in attrs:
            if name in self.LEADING and value:
                if tag == "a":
                    self._opened.append((value, len(self.words)))
                else:
                    self.links.append(Passage(FindingPlace.LINK, value, tag))
            elif tag == "meta" and name == "content" and value and "url=" in value.lower():
                self.links.append(Passage(FindingPlace.LINK, value, tag))

    def handle_endtag(self, tag: str) -> None:
        if tag in self.UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        if tag == "a" and self._opened:
            target, since = self._opened.pop()
            self.links.append(Passage(FindingPlace.LINK, target, tag, "".join(self.words[since:]).strip()[:200]))

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(data)

    def close(self) -> None:
        super().close()
        self.links += [Passage(FindingPlace.LINK, target, "a") for target, _since in self._opened]
