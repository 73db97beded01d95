"""Mail as it was received: every header (who, by which machines), every body, everything enclosed."""

import email
import re
from email.message import EmailMessage, Message
from email.policy import default
from typing import Final

from noroshi.traces.files.archives import Inside
from noroshi.traces.files.looked import Looking
from noroshi.traces.files.plain import decoded, say_marked_up
from noroshi.vocabulary.traces import FileMark, FilePart, FileTrouble

HEADER: Final = re.compile(
    rb"(?:From |Received:|Return-Path:|Delivered-To:|From:|To:|Subject:|Message-ID:|Date:|MIME-Version:|X-[\w-]+:)",
    re.IGNORECASE,
)
TELLING: Final = re.compile(rb"^(?:From|Received|Message-ID|Subject|Return-Path):", re.IGNORECASE | re.MULTILINE)
ENCRYPTED: Final = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})


def is_mail(data: bytes, name: str) -> bool:
    head = data[:4096]
    return bool(HEADER.match(head)) and (name.casefold().endswith(".eml") or len(TELLING.findall(head)) > 1)


def look(looking: Looking, data: bytes, inside: Inside) -> None:
    looking.spend(len(data))
    message = email.message_from_bytes(data, policy=default)
    for part in message.walk():
        _part(looking, part, inside)


def _part(looking: Looking, part: Message | EmailMessage, inside: Inside) -> None:
    looking.hurry()
    for name, value in part.items():
        looking.say(FilePart.HEADER, str(value), name)
    kind = part.get_content_type()
    if kind in ENCRYPTED:
        looking.trouble(FileTrouble.ENCRYPTED)
    if part.is_multipart():
        return
    body = part.get_payload(decode=True)
    if not isinstance(body, bytes):
        return
    if kind in {"text/plain", "text/html"} and not part.get_filename():
        say_marked_up(looking, _text(part, body))
        return
    looking.mark(FileMark.EMBEDDED)
    inside(looking, body, part.get_filename() or kind)


def _text(part: Message, body: bytes) -> str:
    """As it says itself, or as it is."""
    try:
        return body.decode(part.get_content_charset() or "utf-8")
    except (UnicodeDecodeError, LookupError):
        return decoded(body) or body.decode("utf-8", "replace")
