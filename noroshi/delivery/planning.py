"""From a notice to its ways out, by what each desk has chosen. Runs under the system's login; done again it plans nothing twice."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Final

from django.utils import timezone

from noroshi.audiences.viewer import SystemViewer, acting_as
from noroshi.delivery.channels import Channels, Mailbox, channels_of
from noroshi.delivery.hours import is_wanted
from noroshi.delivery.models import Dispatch, Notice
from noroshi.delivery.telling import spread_out
from noroshi.delivery.tiers import holders
from noroshi.delivery.wishes import Wishes
from noroshi.vocabulary import NoticeChannel, NoticeKind, Urgency

SYSTEM: Final = SystemViewer("delivery")
AT_A_TIME: Final = 2000


def plan() -> int:
    """How many notices got their ways out; each batch in a transaction of its own."""
    with acting_as(SYSTEM):
        spread_out()
    planned = 0
    while count := _plan_some():
        planned += count
    return planned


def _plan_some() -> int:
    with acting_as(SYSTEM):
        rows = Notice.objects.filter(planned_at=None).select_related("edition", "membership__person").order_by("pk")
        notices = list(rows.select_for_update(skip_locked=True, of=("self",))[:AT_A_TIME])
        channels = channels_of({notice.desk_id for notice in notices}) if notices else {}
        now, also, wishes = timezone.localtime(), holders(notices), Wishes.about(notices)
        made = [
            one
            for notice in notices
            if notice.desk_id in channels and not wishes.is_muted(notice)
            for one in _ways(notice, channels_for(notice, channels[notice.desk_id], also), wishes, now)
        ]
        Dispatch.objects.bulk_create(made, ignore_conflicts=True, batch_size=1000)
        Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(planned_at=now)
    return len(notices)


def channels_for(notice: Notice, channels: Channels, also: Mapping[int, Collection[Mailbox]]) -> Channels:
    """What is for one person leaves by that person's mailbox alone."""
    if notice.membership is not None:
        return channels.only_of(notice.membership)
    return channels.and_also(also.get(notice.pk, ()))


def _ways(notice: Notice, channels: Channels, wishes: Wishes, now: datetime) -> Iterator[Dispatch]:
    importance = notice.edition.importance if notice.edition else ""
    urgency = Urgency.of(notice.urgency)
    is_test = notice.kind == NoticeKind.TEST
    if (
        channels.has_mail
        and NoticeChannel.MAIL not in notice.not_by
        and (is_test or is_wanted(importance, channels.mail_from, urgency))
    ):
        for box in channels.mailboxes:
            wish = wishes.of(box.membership)
            if not is_test and (not wish.wants(importance, urgency) or _is_muted(wishes, notice, box)):
                continue
            rhythm = wish.rhythm(channels.rhythm)
            yield Dispatch(
                notice=notice,
                desk_id=notice.desk_id,
                channel=NoticeChannel.MAIL,
                membership_id=box.membership,
                address=box.address,
                is_of_person=notice.membership_id is not None,
                is_digest=not is_test and rhythm.gathers(urgency),
                due_at=now if is_test else rhythm.leaves_at(now, urgency),
            )
    if (
        channels.has_webhook
        and NoticeChannel.WEBHOOK not in notice.not_by
        and (is_test or is_wanted(importance, channels.webhook_from, urgency))
    ):
        yield Dispatch(
            notice=notice,
            desk_id=notice.desk_id,
            channel=NoticeChannel.WEBHOOK,
            address=channels.row.webhook_url,
            due_at=now,
        )


def _is_muted(wishes: Wishes, notice: Notice, box: Mailbox) -> bool:
    return box.membership is not None and wishes.is_muted(notice, box.membership)
