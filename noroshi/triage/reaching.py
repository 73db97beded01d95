"""From new objects to whom they concern: the way back, by sorted needs of each topic. The worker's part; a desk is told that there is
something, and reads it under its own locks.
"""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db.models import F
from django.utils import timezone

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import SystemViewer, acting_as
from noroshi.delivery.actions.notify import notify
from noroshi.intel.models import StixObject
from noroshi.intel.queries import until
from noroshi.ledger.actions import record
from noroshi.ledger.entries import NOBODY
from noroshi.triage.grouping import together
from noroshi.triage.models import Digest, Profile, Sure
from noroshi.triage.weighing import figures
from noroshi.vocabulary import NoticeKind, Urgency

SYSTEM: Final = SystemViewer("triage")
MOST_TOLD: Final = 200
"""Of one profile at one time; the list itself holds all."""
WEIGHED: Final = """
with factors as materialized (
  select * from unnest(%(freshness)s::smallint[], %(days)s::float8[], %(severities)s::float8[]) as t(freshness, days, severity)
), sources as materialized (
  select o.id, r.factor from held.intel_origin o
    join unnest(%(letters)s::text[], %(reliabilities)s::float8[]) as r(letter, factor) on r.letter = o.reliability
), fresh as materialized (
  select p.audience_id, p.topic, p.object_id,
         least(exp(p.weight - %(now)s::float8 / d.days), 1) * d.severity * coalesce(s.factor, %(unjudged)s) as share
    from held.triage_posting p join factors d using (freshness) left join sources s on s.id = p.origin_id
   where p.object_id > %(since)s and p.object_id <= %(upto)s
     and (p.valid_until is null or p.valid_until > to_timestamp(%(now)s::float8 * 86400))
)
"""
CONCERNED: Final = (
    WEIGHED
    + """
select w.profile_id, array_agg(distinct f.object_id)
  from fresh f join held.triage_wish w on w.topic = f.topic and w.ended_at is null and w.notice_need <= f.share
  join held.triage_profile p on p.id = w.profile_id and p.told_until < f.object_id
 where exists (select from audiences_seat s where s.desk_id = w.desk_id and s.audience_id = f.audience_id)
    or exists (select from audiences_audience a where a.id = f.audience_id and a.is_public)
 group by w.profile_id
"""
)
MUST_ACT: Final = """
select w.profile_id from held.triage_posting f join held.triage_wish w on w.topic = f.topic and w.ended_at is null and w.topic > 0
 where f.object_id = %(object)s and w.desk_id <> %(desk)s
   and (exists (select from audiences_seat s where s.desk_id = w.desk_id and s.audience_id = f.audience_id)
        or exists (select from audiences_audience a where a.id = f.audience_id and a.is_public))
 group by w.profile_id
"""


def tell_new(now: datetime | None = None) -> int:
    """How many notices: several items on one attack are one."""
    at = now or timezone.now()
    with acting_as(SYSTEM):
        upto, since = until(at), _told_until()
        if since is None or upto <= since:
            return 0
        told = 0
        for profile, objects in _concerned(since, upto, at):
            told += _tell(profile, objects, at)
        Profile.objects.filter(ended_at=None, told_until__lt=upto).update(told_until=upto)
    return told


def send_sure(now: datetime | None = None) -> int:
    """Confirmed measures to every desk whose profile names their sector or product and that may read them; and the receipts back."""
    at, sent = now or timezone.now(), 0
    with acting_as(SYSTEM):
        for row in Sure.objects.filter(sent_at=None).select_for_update():
            sent += _send(row, at)
        for row in Sure.objects.exclude(sent_at=None).filter(received__lt=F("sent_to")):
            row.received = Digest.objects.filter(sure=row).exclude(received_at=None).count()
            row.save(update_fields=["received"])
    return sent


def _concerned(since: int, upto: int, at: datetime) -> Sequence[tuple[Profile, list[int]]]:
    rows = Held.by(SYSTEM).asked(CONCERNED, since=since, upto=upto, now=at.timestamp() / 86_400, **figures())
    profiles = Profile.objects.in_bulk([number for number, _ in rows])
    return [(profiles[number], sorted(objects, reverse=True)) for number, objects in rows]


def _tell(profile: Profile, objects: Sequence[int], at: datetime) -> int:
    told = 0
    for group in _groups(objects[:MOST_TOLD]):
        digest = _digest(profile, group, at)
        told += notify(SYSTEM, [profile.desk_id], NoticeKind.TRIAGED, link=f"/triage/digests/{digest.public_id}/")
    return told


def _groups(objects: Sequence[int]) -> list[list[int]]:
    """By what holds them together, for whoever is told; the rest, which belongs to nothing, is told together."""
    of: dict[uuid.UUID, list[int]] = defaultdict(list)
    for number, one in StixObject.objects.filter(pk__in=objects).values_list("pk", "uuid"):
        of[one].append(number)
    sets = [sorted(number for one in members for number in of[one]) for members in together(Held.by(SYSTEM), list(of))]
    alone = sorted(one[0] for one in sets if len(one) == 1)
    return [one for one in sets if len(one) > 1] + ([alone] if alone else [])


def _send(row: Sure, at: datetime) -> int:
    profiles = Held.by(SYSTEM).asked(MUST_ACT, object=row.object_id, desk=row.desk_id)
    sent = 0
    for profile in Profile.objects.filter(pk__in=[number for (number,) in profiles], ended_at=None):
        digest = _digest(profile, [row.object_id], at, sure=row)
        notify(
            SYSTEM,
            [profile.desk_id],
            NoticeKind.TRIAGED,
            urgency=Urgency.EMERGENCY,
            link=f"/triage/digests/{digest.public_id}/",
        )
        sent += 1
    row.sent_at, row.sent_to = at, sent
    row.save(update_fields=["sent_at", "sent_to"])
    record(deed="send_sure", actor=NOBODY, objects=[(row.public_id, None)], detail={"desks": sent})
    return sent


def _digest(profile: Profile, objects: Sequence[int], at: datetime, sure: Sure | None = None) -> Digest:
    return Digest.objects.create(
        audience_id=profile.audience_id,
        profile=profile,
        desk_id=profile.desk_id,
        objects_in=list(objects),
        sure=sure,
        made_at=at,
    )


def _told_until() -> int | None:
    oldest: Any = Profile.objects.filter(ended_at=None).order_by("told_until").values_list("told_until", flat=True)
    found: int | None = oldest.first()
    return found
