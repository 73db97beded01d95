"""What names a profile's own networks and domains. The worker looks each new value up once, among all profiles; so nothing is missed
however much else there is, and a list finds what was met without looking through everything.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db import connection

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import SystemViewer
from noroshi.triage.factors import RELEVANCE
from noroshi.triage.models import Asset, Met, Profile
from noroshi.triage.owned import ADDRESSES, NAMES, OF_ONE_S_OWN, Owned
from noroshi.triage.profiles import ProfileWish
from noroshi.triage.saying import meet_words
from noroshi.triage.weighing import FIGURES, FRESHNESS, REPLACED, Above, figures
from noroshi.vocabulary import Relevance

SYSTEM: Final = SystemViewer("triage")
AT_A_TIME: Final = 50_000
"""So many objects' values are in memory at once."""
MOST: Final = 1000
"""Of one profile the newest so many are weighed: a name of one's own that stands in everything is one thing to know."""
VALUES: Final = """
select v.object_id, v.number, v.key, v.kind, v.value from held.intel_value v
 where v.object_id > %(since)s and v.object_id <= %(upto)s and v.kind = any (%(kinds)s::smallint[]) and not v.is_revoked
"""
MET: Final = f"""
with own as materialized (
  select m.object_id, m.number, a.value as named
    from held.triage_met m join held.triage_asset a on a.id = m.asset_id and a.ended_at is null and a.profile_id = %(profile)s
   order by m.object_id desc limit %(most)s
), {FIGURES}, weighed as materialized (
  select p.key, p.object_id, p.number, p.weight, p.origin_id, p.freshness, m.named,
         least(exp(p.weight - %(now)s::float8 / d.days), 1) * d.importance * coalesce(s.factor, %(unjudged)s) * %(relevance)s as score
    from own m
    join held.triage_posting p on p.object_id = m.object_id and p.number = m.number and p.topic = 0
    join factors d using (freshness) left join sources s on s.id = p.origin_id
   where p.object_id = any (array(select object_id from own))
     and (p.valid_until is null or p.valid_until > to_timestamp(%(now)s::float8 * 86400))
)
select key, object_id, number, weight, origin_id, freshness, score, named from weighed
 where score >= %(threshold)s and object_id not in ({REPLACED.format(asked="weighed")})
"""  # noqa: S608 - constants of this room
REACHED: Final = """
update triage_profile p set met_until = %(upto)s
  from unnest(%(ids)s::bigint[], %(at)s::timestamptz[]) as w(id, at) where p.id = w.id and p.changed_at = w.at
"""


def meet_new(upto: int) -> int:
    """In the worker's transaction: how often somebody's own, a supplier or a keyword was found. What is changed meanwhile waits on."""
    rows = Profile.objects.filter(ended_at=None, met_until__lt=upto).values_list("pk", "met_until", "changed_at")
    waiting = list(rows)
    since = {number: until for number, until, _ in waiting}
    made = meet_words(upto)
    known = Asset.objects.filter(profile__in=list(since), ended_at=None, kind__in=OF_ONE_S_OWN)
    assets = {one.pk: one for one in known}
    made += _meet(assets, since, upto) if assets else 0
    with connection.cursor() as cursor:
        changed = [(number, at) for number, _, at in waiting]
        cursor.execute(REACHED, {"upto": upto, "ids": [one for one, _ in changed], "at": [at for _, at in changed]})
    return made


def met(held: Held, profile: int, wish: ProfileWish, now: datetime) -> list[tuple[Above, str]]:
    """Above the bar, with the asset that each names; of assets that the wish still has."""
    mine = {*wish.networks, *wish.domains}
    if not mine:
        return []
    rows = held.asked(
        MET,
        profile=profile,
        most=MOST,
        threshold=wish.threshold,
        now=now.timestamp() / 86_400,
        relevance=RELEVANCE[Relevance.OWN],
        **figures(wish.kinds),
    )
    return [(_above(row), row[-1]) for row in rows if row[-1] in mine]


def _meet(assets: dict[int, Asset], waiting: dict[int, int], upto: int) -> int:
    owned, made = Owned((one.pk, one.kind, one.value) for one in assets.values()), 0
    begin = min(waiting[one.profile_id] for one in assets.values())
    for since in range(begin, upto, AT_A_TIME):
        rows = Held.by(SYSTEM).asked(
            VALUES, since=since, upto=min(since + AT_A_TIME, upto), kinds=sorted(ADDRESSES | NAMES)
        )
        found = [
            Met(audience_id=asset.audience_id, asset=asset, object_id=object_id, number=number, key=key)
            for object_id, number, key, kind, value in rows
            for asset in (assets[one] for one in set(owned.naming(kind, value)))
            if object_id > waiting[asset.profile_id]
        ]
        Met.objects.bulk_create(found, ignore_conflicts=True, batch_size=1000)
        made += len(found)
    return made


def _above(row: Sequence[Any]) -> Above:
    key, number, place, weight, origin, fresh, score, _ = row
    return Above(key, number, place, weight, origin, FRESHNESS[fresh], Relevance.OWN, score)
