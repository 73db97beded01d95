"""How the notices of an advisory went, desk by desk: told, left by mail, came back, read, reminded."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from noroshi.delivery.queries import Told
from noroshi.vocabulary import DispatchState, NoticeChannel, NoticeKind

BEST_FIRST: Final = (
    DispatchState.DELIVERED,
    DispatchState.SENT,
    DispatchState.SENDING,
    DispatchState.WAITING,
    DispatchState.BOUNCED,
    DispatchState.FAILED,
    DispatchState.WITHDRAWN,
)
"""A desk with several addresses is reached when one of them is."""


@dataclass(frozen=True, slots=True)
class Went:
    """Of one desk, or of a house. Without `mail` it was told in the portal alone."""

    told_at: datetime | None = None
    read_at: datetime | None = None
    mail: DispatchState | None = None
    mail_at: datetime | None = None
    webhook: DispatchState | None = None
    reminded: int = 0
    reminded_at: datetime | None = None

    @property
    def has_failed(self) -> bool:
        return self.mail in {DispatchState.BOUNCED, DispatchState.FAILED}


def by_desk(told: Iterable[Told]) -> dict[int, Went]:
    found: dict[int, list[Told]] = defaultdict(list)
    for one in told:
        found[one.desk_id].append(one)
    return {desk: _went(rows) for desk, rows in found.items()}


def of_house(desks: Sequence[int], went: Mapping[int, Went]) -> Went:
    """Read by one of its desks is read by the house; reached by one of its addresses is reached."""
    own = [went[desk] for desk in desks if desk in went]
    mailed = [one for one in own if one.mail]
    best = min(mailed, key=lambda one: BEST_FIRST.index(one.mail or DispatchState.WITHDRAWN), default=Went())
    return Went(
        told_at=min((one.told_at for one in own if one.told_at), default=None),
        read_at=min((one.read_at for one in own if one.read_at), default=None),
        mail=best.mail,
        mail_at=best.mail_at,
        webhook=_best(one.webhook for one in own),
        reminded=max((one.reminded for one in own), default=0),
        reminded_at=max((one.reminded_at for one in own if one.reminded_at), default=None),
    )


def _went(rows: Sequence[Told]) -> Went:
    mails = [one for one in rows if one.channel is NoticeChannel.MAIL]
    best = min(mails, key=lambda one: BEST_FIRST.index(one.state or DispatchState.WITHDRAWN), default=None)
    reminders = {one.at for one in rows if one.kind is NoticeKind.REMINDER}
    return Went(
        told_at=min((one.at for one in rows if one.kind is NoticeKind.ARRIVED), default=None),
        read_at=min((one.read_at for one in rows if one.read_at), default=None),
        mail=best.state if best else None,
        mail_at=best.state_at if best else None,
        webhook=_best(one.state for one in rows if one.channel is NoticeChannel.WEBHOOK),
        reminded=len(reminders),
        reminded_at=max(reminders, default=None),
    )


def _best(states: Iterable[DispatchState | None]) -> DispatchState | None:
    return min((one for one in states if one), key=BEST_FIRST.index, default=None)
