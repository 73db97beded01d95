"""What comes back about mail that was sent (RFC 3464): read without a database, noted under the system's login."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Final

from django.utils import timezone

from noroshi.audiences.viewer import acting_as
from noroshi.delivery.mail import of_return_path
from noroshi.delivery.models import Dispatch
from noroshi.delivery.planning import SYSTEM
from noroshi.vocabulary import DispatchState

ENDS: Final = {"failed": DispatchState.BOUNCED, "delivered": DispatchState.DELIVERED}
"""Relayed, expanded and delayed say nothing about the end."""
_queues: Final[list[Callable[["CameBack"], None]]] = []


@dataclass(frozen=True, slots=True)
class CameBack:
    """About which mail, what became of it, and the code that the other server gave."""

    message: uuid.UUID
    state: DispatchState
    status: str


def run_later_by(queue: Callable[[CameBack], None]) -> None:
    """The jobs door: whoever receives mail has no right to note anything about other desks' mail."""
    _queues[:] = [queue]


def is_for_us(address: str) -> bool:
    """Whether mail to this address is about mail that we sent; only addresses that we made ourselves are."""
    return of_return_path(address) is not None


def take(content: bytes, to: str) -> bool:
    """For whatever receives mail: false when it was not about our mail, or said nothing final."""
    found = read(content, to)
    if found is None:
        return False
    for queue in _queues:
        queue(found)
    return True


def read(content: bytes, to: str) -> CameBack | None:
    message = of_return_path(to)
    if message is None:
        return None
    for part in message_from_bytes(content, policy=default).walk():
        if part.get_content_type() == "message/delivery-status":
            found = _end(part)
            if found:
                return CameBack(message, *found)
    return None


def _end(report: Message) -> tuple[DispatchState, str] | None:
    """Of the first recipient that it tells an end of: each of our mails has one."""
    payload = report.get_payload()
    blocks = [block for block in payload if isinstance(block, Message)] if isinstance(payload, list) else []
    for block in blocks:
        action = str(block.get("Action", "")).strip().lower()
        if action in ENDS:
            status = "".join(sign for sign in str(block.get("Status", "")) if sign.isdigit() or sign == ".")
            return ENDS[action], status[:12]
    return None


def note(came: CameBack) -> int:
    """How many dispatches it was about; a bounce beats an acceptance, nothing beats a bounce."""
    with acting_as(SYSTEM):
        rows = Dispatch.objects.filter(message_id=came.message).exclude(state=DispatchState.BOUNCED)
        fault = f"bounced_{came.status}" if came.state is DispatchState.BOUNCED else ""
        return rows.update(state=came.state, ended_at=timezone.now(), fault=fault)
