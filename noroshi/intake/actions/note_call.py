"""Quick entry at a desk: somebody called or a fax came in, and the starred items are on one page (C-011, 手引書 2.1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.drafting.actions import amend
from noroshi.drafting.written import Written
from noroshi.intake.actions.arriving import Arrived, arrived
from noroshi.intake.errors import ArrivedInFuture, ChannelNotByHand
from noroshi.intake.queries import ArrivalShown, shown
from noroshi.reports.actions import begin_report
from noroshi.vocabulary import Channel, SenderProof
from noroshi.vocabulary.text import clean_line

BY_HAND: Final = frozenset({Channel.FAX, Channel.TELEPHONE, Channel.EMAIL})
LEEWAY: Final = timedelta(minutes=5)


@dataclass(frozen=True)
class Noted:
    """`claimed` is who called or whose fax it is, as they said; `typed` what they said, by field."""

    channel: Channel
    claimed: str
    typed: Mapping[str, Any] = field(default_factory=dict)
    arrived_at: datetime | None = None
    tlp: str = ""
    way: str = ""


def note_call(viewer: Viewer, noted: Noted) -> ArrivalShown:
    """A draft of this desk; what was left empty is filled later, like in any draft."""
    if noted.channel not in BY_HAND:
        raise ChannelNotByHand
    if noted.arrived_at and noted.arrived_at > timezone.now() + LEEWAY:
        raise ArrivedInFuture
    claimed = clean_line(noted.claimed, most=254, required=True)
    begun = begin_report(viewer, noted.way)
    typed = {name: value for name, value in noted.typed.items() if value not in ("", [], None)}
    wish = {"tlp": noted.tlp} if noted.tlp else {}
    draft = amend(viewer, begun.public_id, Written(typed, wish=wish), version=begun.version)
    row = arrived(
        viewer,
        Arrived(
            channel=noted.channel,
            proof=SenderProof.AS_TOLD,
            draft=draft,
            claimed=claimed,
            arrived_at=noted.arrived_at,
        ),
    )
    return shown(row)
