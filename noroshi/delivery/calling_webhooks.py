"""Sending what is due by webhook, the same way as mail: claimed, called, noted."""

import time
from typing import Any

from django.conf import settings

from noroshi.audiences.viewer import acting_as
from noroshi.delivery.closing import open_
from noroshi.delivery.composing import Batch
from noroshi.delivery.letters import Item
from noroshi.delivery.models import DeskChannels, Dispatch
from noroshi.delivery.planning import SYSTEM
from noroshi.delivery.sending import again, claim, ended, sent
from noroshi.delivery.webhooks import Call, NotTaken, call
from noroshi.vocabulary import DispatchState, NoticeChannel, Protection


def send_webhooks() -> int:
    """How many calls were taken."""
    taken = 0
    while claimed := claim(NoticeChannel.WEBHOOK):
        for row, asked in _composed(claimed):
            taken += _call(row, asked)
    return taken


def _composed(rows: list[Dispatch]) -> list[tuple[Dispatch, Call]]:
    with acting_as(SYSTEM):
        batch = Batch.of(rows)
        secrets = DeskChannels.objects.in_bulk([row.desk_id for row in rows])
        open_rows = [row for row in rows if batch.may_be_told(row) and _is_current(row, secrets.get(row.desk_id))]
        ended([row.pk for row in rows if row not in open_rows], DispatchState.WITHDRAWN, "no_longer_for_them")
        return [(row, _asked(row, batch.item(row, "en"), secrets[row.desk_id])) for row in open_rows]


def _is_current(row: Dispatch, channels: DeskChannels | None) -> bool:
    """An address that the desk has changed since is not called any more."""
    return bool(channels and channels.webhook_is_on and channels.webhook_secret and channels.webhook_url == row.address)


def _asked(row: Dispatch, item: Item, channels: DeskChannels) -> Call:
    secret = open_(bytes(channels.webhook_secret or b""))
    return Call(row.address, secret, str(row.public_id), content_of(row, item), int(time.time()))


def content_of(row: Dispatch, item: Item) -> dict[str, Any]:
    """Identifiers and marking: what is behind the address is for whoever signs in there."""
    edition = row.notice.edition
    return {
        "notice": str(row.notice.public_id),
        "kind": item.kind.value,
        "urgency": item.urgency.value,
        "at": item.at.isoformat(),
        "edition": str(edition.public_id) if edition else None,
        "edition_number": item.number,
        "reference_number": item.reference or None,
        "tlp": item.tlp.value if item.tlp else None,
        "importance": item.importance.value if item.importance else None,
        "url": item.url,
    }


def _call(row: Dispatch, asked: Call) -> int:
    try:
        call(asked, may_be_private=settings.WEBHOOKS_MAY_BE_PRIVATE)
    except NotTaken as problem:
        with acting_as(SYSTEM):
            if problem.is_final:
                ended([row.pk], DispatchState.FAILED, problem.fault)
            else:
                again([row.pk], problem.fault)
        return 0
    with acting_as(SYSTEM):
        sent(Protection.IDENTIFIERS, [row.pk])
    return 1
