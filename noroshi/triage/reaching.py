"""From new objects to whom they concern: the way back, by sorted needs of each topic. The worker's part; a desk is told that there is
something, and reads it under its own locks.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db import connection
from django.db.models import F
from django.utils import timezone

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import SystemViewer, acting_as
from noroshi.delivery.actions.notify import notify, notify_but
from noroshi.intel.models import StixObject
from noroshi.intel.queries import until
from noroshi.ledger.actions import record
from noroshi.ledger.entries import NOBODY
from noroshi.triage.factors import NUMBER, RELEVANCE
from noroshi.triage.grouping import together
from noroshi.triage.languages import unread
from noroshi.triage.meeting import meet_new
from noroshi.triage.models import Digest, Profile, Sure
from noroshi.triage.topics import ABOVE_SECTORS, is_version, version_of
from noroshi.triage.tying import tie_new
from noroshi.triage.weighing import figures
from noroshi.vocabulary import NoticeChannel, NoticeKind, Relevance, TextLanguage, Urgency, Verdict

SYSTEM: Final = SystemViewer("triage")
MOST_TOLD: Final = 200
"""Of one profile at one time; the list itself holds all."""
WEIGHED: Final = """
with factors as materialized (
  select * from unnest(%(freshness)s::smallint[], %(days)s::float8[], %(importances)s::float8[], %(words)s::text[])
             as t(freshness, days, importance, word)
), sources as materialized (
  select o.id, r.factor from held.intel_origin o
    join unnest(%(letters)s::text[], %(reliabilities)s::float8[]) as r(letter, factor) on r.letter = o.reliability
), posted as materialized (
  select * from held.triage_posting p where p.object_id > %(since)s and p.object_id <= %(upto)s
), came as (
  select audience_id, origin_id, topic, freshness, weight, object_id, number, key, valid_until from posted
  union all
  select p.audience_id, p.origin_id, w.topic, p.freshness, p.weight, p.object_id, p.number, p.key, p.valid_until
    from held.triage_said w join posted p using (object_id, number)
   where p.topic = 0 and w.object_id > %(since)s and w.object_id <= %(upto)s
), fresh as materialized (
  select p.audience_id, p.topic, p.object_id, p.object_id as newest, p.number, p.key, d.word,
         least(exp(p.weight - %(now)s::float8 / d.days), 1) * d.importance * coalesce(s.factor, %(unjudged)s) as share
    from came p join factors d using (freshness) left join sources s on s.id = p.origin_id
   where p.valid_until is null or p.valid_until > to_timestamp(%(now)s::float8 * 86400)
)
"""
WANTED: Final = """
   and p.ended_at is null and p.told_until < f.newest and (p.kinds = '{}' or f.word = any (p.kinds))
   and not exists (select from held.triage_decision d
                    where d.profile_id = p.id and d.key = f.key and d.verdict = any (%(kept_out)s::text[]) and d.ended_at is null
                      and (d.until is null or d.until > to_timestamp(%(now)s::float8 * 86400)))
   and (exists (select from audiences_seat s where s.desk_id = p.desk_id and s.audience_id = f.audience_id)
        or exists (select from audiences_audience a where a.id = f.audience_id and a.is_public))
"""
"""What the profile would show, and its desk may read."""
BY_WAYS: Final = """
       coalesce(array_agg(distinct f.object_id) filter (where {score} >= p.mail_threshold), array[]::bigint[]),
       coalesce(array_agg(distinct f.object_id) filter (where {score} >= p.webhook_threshold), array[]::bigint[])"""
"""What reaches the threshold of a way out that has one of its own."""
WAYS: Final = (NoticeChannel.MAIL, NoticeChannel.WEBHOOK)
CONCERNED: Final = f"""{WEIGHED}
select p.id, {BY_WAYS.format(score="f.share * w.relevance")},
       array_agg(distinct f.object_id), coalesce(array_agg(distinct f.object_id) filter (where f.topic < %(products)s), '{{}}')
  from fresh f join held.triage_wish w on w.topic = f.topic and w.ended_at is null and w.notice_need <= f.share
  join held.triage_profile p on p.id = w.profile_id
 where true {WANTED}
 group by p.id
"""  # noqa: S608 - constants of this room
CONCERNED_THEMSELVES: Final = f"""{WEIGHED}
select p.id, {BY_WAYS.format(score="f.share * %(own)s")},
       array_agg(distinct f.object_id), array_agg(distinct f.object_id)
  from fresh f join held.triage_met m on m.object_id = f.object_id and m.number = f.number
  join held.triage_asset o on o.id = m.asset_id and o.ended_at is null
  join held.triage_profile p on p.id = o.profile_id and p.notice_threshold <= f.share * %(own)s
 where f.topic = 0 {WANTED}
 group by p.id
"""  # noqa: S608 - likewise
READ_BY_DESK: Final = """
   and (exists (select from audiences_seat s where s.desk_id = p.desk_id and s.audience_id = {which}.audience_id)
        or exists (select from audiences_audience a where a.id = {which}.audience_id and a.is_public))
"""
CONCERNED_BY_TIES: Final = f"""
with factors as materialized (
  select * from unnest(%(freshness)s::smallint[], %(days)s::float8[], %(importances)s::float8[], %(words)s::text[])
             as t(freshness, days, importance, word)
), sources as materialized (
  select o.id, r.factor from held.intel_origin o
    join unnest(%(letters)s::text[], %(reliabilities)s::float8[]) as r(letter, factor) on r.letter = o.reliability
), fresh as materialized (
  select p.audience_id, t.topic, t.object_id, t.newest, t.tie_id, t.product_id, t.product,
         p.key, d.word, least(exp(p.weight - %(now)s::float8 / d.days), 1) * d.importance * coalesce(s.factor, %(unjudged)s) as share
    from held.triage_tied t join held.triage_posting p on p.object_id = t.object_id and p.number = t.number and p.topic = 0
    join factors d using (freshness) left join sources s on s.id = p.origin_id
   where t.newest > %(since)s and t.newest <= %(upto)s
     and (p.valid_until is null or p.valid_until > to_timestamp(%(now)s::float8 * 86400))
)
select p.id, {BY_WAYS.format(score="f.share * w.relevance")},
       array_agg(f.object_id order by f.product), array_agg(f.product order by f.product)
  from fresh f join held.triage_wish w on w.topic = f.topic and w.ended_at is null and w.notice_need <= f.share
  join held.triage_profile p on p.id = w.profile_id
  join held.intel_stixobject tie on tie.id = f.tie_id join held.intel_stixobject product on product.id = f.product_id
 where true {READ_BY_DESK.format(which="tie")} {READ_BY_DESK.format(which="product")} {WANTED}
 group by p.id
"""  # noqa: S608 - likewise
PRODUCTS: Final = "select object_id, products from held.intel_value where object_id = any (%(ids)s::bigint[])"
KEPT_OUT: Final = (Verdict.HOLD, Verdict.DISMISS)
HELD: Final = """
select array(select s.audience_id from audiences_seat s where s.desk_id = %s
             union all select a.id from audiences_audience a where a.is_public)
"""
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
        meet_new(upto)
        tie_new(upto)
        if since is None or upto <= since:
            return 0
        told = 0
        for one in _concerned(since, upto, at):
            told += _tell(one, at)
        Profile.objects.filter(ended_at=None, told_until__lt=upto).update(told_until=upto)
    return told


def send_sure(now: datetime | None = None) -> int:
    """Confirmed measures to every desk whose profile names their sector or product and that may read them; and the receipts back."""
    at, sent = now or timezone.now(), 0
    with acting_as(SYSTEM):
        for row in Sure.objects.filter(sent_at=None).select_related("desk").select_for_update(of=("self",)):
            sent += _send(row, at)
        for row in Sure.objects.exclude(sent_at=None).filter(received__lt=F("sent_to")).select_related("desk"):
            had = (
                Digest.objects.filter(sure=row)
                .exclude(received_at=None)
                .exclude(desk__organization=row.desk.organization_id)
            )
            row.received = had.values("desk__organization").distinct().count()
            row.save(update_fields=["received"])
    return sent


class _Concerned(NamedTuple):
    """`by` says for each way out which of the objects reach its threshold."""

    profile: Profile
    objects: Sequence[int]
    by: Mapping[NoticeChannel, Collection[int]]

    def not_by(self, group: Collection[int]) -> set[NoticeChannel]:
        """Ways with a threshold of their own that nothing of a group reaches."""
        said = {NoticeChannel.MAIL: self.profile.mail_threshold, NoticeChannel.WEBHOOK: self.profile.webhook_threshold}
        return {way for way in WAYS if said[way] is not None and not set(group) & set(self.by[way])}


def _concerned(since: int, upto: int, at: datetime) -> Sequence[_Concerned]:
    """By sector and product, and by what names one's own: each object once for each profile."""
    given = {
        "since": since,
        "upto": upto,
        "now": at.timestamp() / 86_400,
        "products": ABOVE_SECTORS,
        "own": RELEVANCE[Relevance.OWN],
        "kept_out": [verdict.value for verdict in KEPT_OUT],
        "words": [which.value for which in NUMBER],
        **figures(),
    }
    held, found, otherwise = Held.by(SYSTEM), defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
    by = {way: defaultdict[int, set[int]](set) for way in WAYS}
    for question in (CONCERNED, CONCERNED_THEMSELVES):
        for profile, mailed, called, objects, not_by_product in held.asked(question, **given):
            found[profile].update(objects)
            by[NoticeChannel.MAIL][profile].update(mailed)
            by[NoticeChannel.WEBHOOK][profile].update(called)
            otherwise[profile].update(not_by_product)
    for profile, mailed, called, objects, products in held.asked(CONCERNED_BY_TIES, **given):
        by[NoticeChannel.MAIL][profile].update(mailed)
        by[NoticeChannel.WEBHOOK][profile].update(called)
        meant = _of_version(profile, objects, products)
        found[profile].update(meant)
        otherwise[profile].update(meant)
    profiles = Profile.objects.in_bulk(list(found))
    told = [
        (one, objects - _of_other_versions(held, one, objects - otherwise[number]))
        for number, objects in found.items()
        for one in (profiles[number],)
    ]
    return [
        _Concerned(one, sorted(objects, reverse=True), {way: by[way][one.pk] for way in WAYS})
        for one, objects in told
        if objects
    ]


def _of_version(profile: int, objects: Sequence[int], products: Sequence[str]) -> set[int]:
    """Of objects that ties name products for, those that can mean a version of the profile's."""
    mine = Profile.objects.values_list("products", flat=True).get(pk=profile)
    return {one for one, product in zip(objects, products, strict=True) if is_version(mine, [product])}


def _of_other_versions(held: Held, profile: Profile, objects: Collection[int]) -> set[int]:
    """Of objects that concern a profile by a product alone, those that name other versions than its own."""
    if not objects or not any(map(version_of, profile.products)):
        return set()
    said = defaultdict[int, list[str]](list)
    for number, products in held.asked(PRODUCTS, ids=list(objects)):
        said[number] += products or []
    return {one for one in objects if not is_version(profile.products, said[one])}


def _tell(concerned: _Concerned, at: datetime) -> int:
    profile, objects = concerned.profile, concerned.objects
    told, held = 0, _held_by(profile.desk_id)
    foreign = unread(held, [TextLanguage.of(one) for one in profile.languages], objects)
    for group in _groups([one for one in objects if one not in foreign][:MOST_TOLD], held):
        digest = _digest(profile, group, at)
        link, not_by = f"/triage/digests/{digest.public_id}/", concerned.not_by(group)
        if not_by:
            told += notify_but(profile.desk_id, NoticeKind.TRIAGED, link=link, not_by=not_by)
        else:
            told += notify(SYSTEM, [profile.desk_id], NoticeKind.TRIAGED, link=link)
    return told


def _groups(objects: Sequence[int], held: Held) -> list[list[int]]:
    """By what the desk may read to hold them together: a closed tie shows in no notice. What belongs to nothing is told together."""
    of: dict[uuid.UUID, list[int]] = defaultdict(list)
    for number, one in StixObject.objects.filter(pk__in=objects).values_list("pk", "uuid"):
        of[one].append(number)
    sets = [sorted(number for one in members for number in of[one]) for members in together(held, list(of))]
    alone = sorted(one[0] for one in sets if len(one) == 1)
    return [one for one in sets if len(one) > 1] + ([alone] if alone else [])


def _held_by(desk: int) -> Held:
    with connection.cursor() as cursor:
        cursor.execute(HELD, [desk])
        return Held(cursor.fetchone()[0], f"desk {desk}")


def _send(row: Sure, at: datetime) -> int:
    profiles = Held.by(SYSTEM).asked(MUST_ACT, object=row.object_id, desk=row.desk_id)
    sent = 0
    asked = Profile.objects.filter(pk__in=[number for (number,) in profiles], ended_at=None).select_related("desk")
    houses = {profile.desk.organization_id for profile in asked} - {row.desk.organization_id}
    for profile in asked:
        digest = _digest(profile, [row.object_id], at, sure=row)
        notify(
            SYSTEM,
            [profile.desk_id],
            NoticeKind.TRIAGED,
            urgency=Urgency.EMERGENCY,
            link=f"/triage/digests/{digest.public_id}/",
        )
        sent += 1
    row.sent_at, row.sent_to = at, len(houses)
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
