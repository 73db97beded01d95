"""A mail is looked through before it is kept: its size, its parts, how deep they lie, what its zips become, whether it goes in circles."""

import io
import zipfile
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from typing import Final

from noroshi.delivery.mail import domain as outgoing_domain
from noroshi.intake.addressing import domain
from noroshi.intake.answering import is_ours
from noroshi.intake.mails.parsing import is_automatic, message_id_of, sender_of

LARGEST: Final = 30 * 1024 * 1024
MOST_PARTS: Final = 60
DEEPEST: Final = 8
MOST_HOPS: Final = 30
MOST_HEADERS: Final = 400
MOST_OPENED: Final = 400 * 1024 * 1024
MOST_SWOLLEN: Final = 200
MOST_IN_ZIP: Final = 2_000


@dataclass(frozen=True)
class Rejected(Exception):  # noqa: N818 - an answer in the dialogue
    """The line with which the dialogue ends."""

    line: str


def checked(raw: bytes) -> Message:
    """The mail, parsed once; or the refusal of it."""
    if len(raw) > LARGEST:
        raise Rejected("552 5.3.4 Too large for this desk")
    if raw.count(b"oundary=") > 4 * MOST_PARTS or raw.lower().count(b"content-type:") > 4 * MOST_PARTS:
        raise Rejected("554 5.6.0 Too many parts")
    try:
        message = message_from_bytes(raw, policy=compat32)
        _look_through(message)
    except RecursionError:
        raise Rejected("554 5.6.0 Parts lie too deep") from None
    _refuse_circles(message)
    if not sender_of(message):
        raise Rejected("550 5.6.0 One sender in From is needed")
    return message


def _look_through(message: Message) -> None:
    if len(message.items()) > MOST_HEADERS:
        raise Rejected("554 5.6.0 Too many header lines")
    count = 0
    waiting = [(message, 0)]
    while waiting:
        part, depth = waiting.pop()
        count += 1
        if count > MOST_PARTS:
            raise Rejected("554 5.6.0 Too many parts")
        if depth > DEEPEST:
            raise Rejected("554 5.6.0 Parts lie too deep")
        inside = part.get_payload()
        if isinstance(inside, list):
            waiting.extend((one, depth + 1) for one in inside if isinstance(one, Message))
        else:
            _refuse_swelling(part)


def _refuse_swelling(part: Message) -> None:
    """By what the archive itself says it becomes; whoever lies there is caught by whoever opens it."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or not content.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = archive.infolist()
    except Exception:  # a broken archive is a file like any other
        return
    becomes = sum(one.file_size for one in inside)
    if len(inside) > MOST_IN_ZIP or becomes > MOST_OPENED or becomes > MOST_SWOLLEN * max(len(content), 50_000):
        raise Rejected("554 5.6.0 An archive in it grows far too large")


def _refuse_circles(message: Message) -> None:
    if len(message.get_all("Received", [])) > MOST_HOPS:
        raise Rejected("554 5.4.6 This mail goes in circles")
    number = message_id_of(message)
    if is_ours(number) or number.endswith((f"@{domain()}>", f"@{outgoing_domain()}>")):
        raise Rejected("554 5.4.6 This is a mail of our own")
    if is_automatic(message):
        raise Rejected("550 5.7.1 Answers of machines are not taken here")
