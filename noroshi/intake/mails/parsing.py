"""A mail taken apart in plain Python: who says to have sent it, its text, its files; whatever its sender's program made of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from email.utils import collapse_rfc2231_value, getaddresses
from html.parser import HTMLParser
from typing import Any, Final
from unicodedata import category

from noroshi.paper.decoding import decoded

LONGEST_TEXT: Final = 400_000
MOST_PARTS: Final = 100
DEEPEST: Final = 8
TNEF: Final = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
SKIPPED: Final = frozenset({"script", "style", "head", "title"})
BREAKS: Final = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote"})
FLOWED: Final = "flowed"


@dataclass(frozen=True, slots=True)
class MailFile:
    """One file as it came, by the name that its sender gave it."""

    name: str
    content: bytes
    is_tnef: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    """`sender` is the address of From in small letters; `text` what a person would read first."""

    sender: str
    subject: str
    message_id: str
    text: str
    files: tuple[MailFile, ...] = ()
    is_automatic: bool = False
    is_encrypted: bool = False


def parsed(raw: bytes) -> Mail:
    """Whatever is wrong inside a part, the rest is still read."""
    message = message_from_bytes(raw, policy=compat32)
    texts: list[str] = []
    pages: list[str] = []
    files: list[MailFile] = []
    is_encrypted = message.get_content_type() in {"multipart/encrypted", "application/pkcs7-mime"}
    for number, part in enumerate(_leaves(message)):
        if number >= MOST_PARTS:
            break
        _sort(part, texts, pages, files)
    text = "\n".join(texts).strip() or "\n".join(pages).strip()
    return Mail(
        sender=sender_of(message),
        subject=_line(header(message, "Subject"))[:200],
        message_id=message_id_of(message),
        text=_visible(text)[:LONGEST_TEXT],
        files=tuple(files),
        is_automatic=is_automatic(message),
        is_encrypted=is_encrypted,
    )


def sender_of(message: Message) -> str:
    """Of one From with one address; empty where there is none, or more than one."""
    lines = message.get_all("From", [])
    found = [address for _, address in getaddresses([str(one) for one in lines]) if "@" in address]
    return found[0].strip().lower()[:254] if len(lines) == 1 and len(found) == 1 else ""


def message_id_of(message: Message) -> str:
    return _line(str(message.get("Message-ID", "")))[:250]


def is_automatic(message: Message) -> bool:
    """Answers of machines are never answered (RFC 3834)."""
    automatic = str(message.get("Auto-Submitted", "no")).strip().lower()
    precedence = str(message.get("Precedence", "")).strip().lower()
    loops = any(
        message.get(name) for name in ("X-Auto-Response-Suppress", "X-Autoreply", "X-Autorespond", "List-Id", "X-Loop")
    )
    local = sender_of(message).partition("@")[0]
    machine = local in {"mailer-daemon", "postmaster", "noreply", "no-reply", "double-bounce"}
    kinds = {message.get_content_type()} & {"multipart/report"}
    return (
        automatic not in {"no", ""}
        or precedence in {"bulk", "junk", "list", "auto_reply"}
        or loops
        or machine
        or bool(kinds)
    )


def header(message: Message, name: str) -> str:
    """RFC 2047 in any of the old encodings, raw bytes as well."""
    raw = message.get(name)
    if raw is None:
        return ""
    parts = []
    try:
        pieces = decode_header(str(raw))
    except ValueError:
        return str(raw)
    for piece, charset in pieces:
        if isinstance(piece, bytes):
            parts.append(decoded(piece, charset or ""))
        elif "\x1b$" in piece:
            parts.append(decoded(piece.encode("ascii", "replace"), "iso-2022-jp"))
        else:
            parts.append(piece.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    return "".join(parts)


def _leaves(message: Message, depth: int = 0) -> Iterator[Message]:
    """Attached mails are files and are not taken apart further."""
    if message.get_content_maintype() == "multipart" and isinstance(message.get_payload(), list):
        if depth < DEEPEST:
            for part in message.get_payload():
                if isinstance(part, Message):
                    yield from _leaves(part, depth + 1)
    else:
        yield message


def _sort(part: Message, texts: list[str], pages: list[str], files: list[MailFile]) -> None:
    kind, name = part.get_content_type(), file_name(part)
    is_attached = str(part.get("Content-Disposition", "")).strip().lower().startswith("attachment") or bool(name)
    if kind == "message/rfc822":
        inner = part.get_payload()
        content = inner[0].as_bytes() if isinstance(inner, list) and inner and isinstance(inner[0], Message) else b""
        files.append(MailFile(name or "mail.eml", content))
    elif kind in {"text/plain", "text/html"} and not is_attached:
        content = _payload(part)
        text = decoded(content, part.get_content_charset("") or "")
        if kind == "text/html":
            pages.append(_plain(text))
        else:
            texts.append(_unflowed(text, part) if str(part.get_param("format", "")).lower() == FLOWED else text)
    elif part.get_content_maintype() not in {"multipart"} and kind not in {
        "message/delivery-status",
        "application/pgp-signature",
    }:
        files.append(
            MailFile(name or "attachment", _payload(part), is_tnef=kind in TNEF or name.lower() == "winmail.dat")
        )


def _payload(part: Message) -> bytes:
    found: Any = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def file_name(part: Message) -> str:
    """RFC 2231 in pieces, RFC 2047 where it does not belong, raw bytes; never a path."""
    raw: Any = part.get_param("filename", None, "Content-Disposition") or part.get_param("name", None)
    if raw is None:
        return ""
    if isinstance(raw, tuple):
        name = collapse_rfc2231_value(raw)
    else:
        holder = Message()
        holder["X-Name"] = str(raw)
        name = header(holder, "X-Name")
    return _line(name.replace("\\", "/").rpartition("/")[2])[:200]


def _unflowed(text: str, part: Message) -> str:
    """RFC 3676: a line that ends in a space goes on in the next one."""
    keeps = str(part.get_param("delsp", "")).lower() != "yes"
    lines: list[str] = []
    goes_on = False
    for line in text.replace("\r\n", "\n").split("\n"):
        bare = line.removeprefix(" ")
        if goes_on and lines:
            lines[-1] = (lines[-1] if keeps else lines[-1][:-1]) + bare
        else:
            lines.append(bare)
        goes_on = bare.endswith(" ") and bare != "-- "
    return "\n".join(lines)


class _Words(HTMLParser):
    """What a person would read of a page; nothing of it is ever shown as a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.skipping = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.skipping += tag in SKIPPED
        if tag in BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.skipping = max(0, self.skipping - (tag in SKIPPED))
        if tag in BREAKS - {"br"}:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.words.append(" ".join(data.split("\n")) if data.strip() else " " * bool(data))


def _plain(page: str) -> str:
    reader = _Words()
    reader.feed(page[:LONGEST_TEXT])
    lines = [line.strip() for line in "".join(reader.words).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _line(text: str) -> str:
    return " ".join(
        "".join(
            sign if category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} else " " for sign in text
        ).split()
    )


def _visible(text: str) -> str:
    """What no text of ours may hold is left out: a form must not be refused for a sign that nobody sees."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    return "".join(
        sign for sign in text if sign in "\n\t" or category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    )
