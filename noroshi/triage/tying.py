"""Weaknesses of products that only a relationship tells of: whichever came last, the worker ties them once.

What is so derived never goes farther than the tie and both of its ends: the database asks for all three.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, Final

import msgspec
from django.db import connection

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import SystemViewer
from noroshi.intel.rows import RELATES
from noroshi.stix.kinds import StixKind
from noroshi.triage.factors import RELEVANCE
from noroshi.triage.models import Tied
from noroshi.triage.profiles import ProfileWish
from noroshi.triage.topics import is_version, named, product_topic
from noroshi.triage.weighing import FIGURES, FRESHNESS, REPLACED, Above, figures
from noroshi.vocabulary import Relevance

SYSTEM: Final = SystemViewer("triage")
AT_A_TIME: Final = 20_000
MOST: Final = 500
"""Of one profile's products the newest so many weaknesses that only a tie names are weighed."""
MOST_TIES, MOST_PRODUCTS, LONGEST = 100_000, 50, 400
"""Of one stretch, of one object, of one name."""
VERBS: Final = frozenset({"affects", "has", "impacts", "related-to", "targets"})
PRODUCTS: Final = (StixKind.SOFTWARE, StixKind.TOOL, StixKind.INFRASTRUCTURE)
TIES: Final = """
with came as materialized (
  select distinct o.uuid from held.intel_value v join held.intel_stixobject o on o.id = v.object_id
   where v.object_id > %(since)s and v.object_id <= %(upto)s
     and (v.object_kind = %(weakness)s or (v.object_kind = any (%(kinds)s::smallint[]) and v.products is not null))
), ties as materialized (
  select l.object_id, l.from_uuid, l.to_uuid from held.intel_link l
   where l.field = %(relates)s and l.object_id > %(since)s and l.object_id <= %(upto)s
  union select l.object_id, l.from_uuid, l.to_uuid from came c join held.intel_link l on l.from_uuid = c.uuid and l.field = %(relates)s
  union select l.object_id, l.from_uuid, l.to_uuid from came c join held.intel_link l on l.to_uuid = c.uuid and l.field = %(relates)s
)
select w.object_id, w.number, w.audience_id, t.object_id, s.object_id, s.products, r.raw
  from ties t
  join held.intel_stixobject wo on wo.uuid = any (array[t.from_uuid, t.to_uuid]) and wo.kind = %(weakness)s
  join held.intel_value w on w.object_id = wo.id and not w.is_revoked
  join held.intel_stixobject so on so.uuid = any (array[t.from_uuid, t.to_uuid]) and so.kind = any (%(kinds)s::smallint[])
  join held.intel_value s on s.object_id = so.id and not s.is_revoked and s.products is not null
  join held.intel_stixobject r on r.id = t.object_id
 limit %(most)s
"""
ANY: Final = "select 1 from held.triage_tied t where t.topic = any (%(topics)s::bigint[]) limit 1"
TIED: Final = f"""
with near as materialized (
  select t.object_id, t.number, t.tie_id, t.product_id, t.product from held.triage_tied t
   where t.topic = any (%(topics)s::bigint[]) order by t.object_id desc limit %(most)s
), ends as materialized (
  select tie_id as object_id from near union select product_id from near
), gone as materialized ({REPLACED.format(asked="ends")}
), own as materialized (
  select object_id, number, array_agg(distinct product) as products from near
   where tie_id not in (select id from gone) and product_id not in (select id from gone) group by object_id, number
), {FIGURES}, weighed as materialized (
  select p.key, p.object_id, p.number, p.weight, p.origin_id, p.freshness, m.products,
         least(exp(p.weight - %(now)s::float8 / d.days), 1) * d.importance * coalesce(s.factor, %(unjudged)s) * %(relevance)s as score
    from own m
    join held.triage_posting p on p.object_id = m.object_id and p.number = m.number and p.topic = 0
    join factors d using (freshness) left join sources s on s.id = p.origin_id
   where p.object_id = any (array(select object_id from own))
     and (p.valid_until is null or p.valid_until > to_timestamp(%(now)s::float8 * 86400))
)
select key, object_id, number, weight, origin_id, freshness, score, products from weighed
 where score >= %(threshold)s::float8 and object_id not in ({REPLACED.format(asked="weighed")})
"""  # noqa: S608 - constants of this room


class _Tie(msgspec.Struct):
    relationship_type: str = ""
    revoked: bool = False


_tie: Final = msgspec.json.Decoder(_Tie).decode


def tie_new(upto: int) -> int:
    """In the worker's transaction, for all profiles that there are and will be: how many were looked at and tied."""
    made = 0
    with connection.cursor() as cursor:
        cursor.execute("select until from triage_tying for update")
        begin: int = cursor.fetchone()[0]
        for since in range(begin, upto, AT_A_TIME):
            found = list(_found(since, min(since + AT_A_TIME, upto)))
            Tied.objects.bulk_create(found, ignore_conflicts=True, batch_size=1000)
            made += len(found)
        cursor.execute("update triage_tying set until = greatest(until, %s)", [upto])
    return made


def tied(held: Held, wish: ProfileWish, now: datetime) -> list[tuple[Above, str]]:
    """Above the bar, with the product of the profile's that each is tied to, in no other version than it names."""
    topics = [product_topic(named(one)) for one in wish.products]
    if not topics or not held.asked_often(ANY, topics=topics):
        return []
    rows = held.asked(
        TIED,
        topics=topics,
        most=MOST,
        threshold=wish.threshold,
        now=now.timestamp() / 86_400,
        relevance=RELEVANCE[Relevance.PRODUCT],
        **figures(wish.kinds),
    )
    known = ((row, [one for one in row[-1] if is_version(wish.products, [one])]) for row in rows)
    return [(_above(row), meant[0]) for row, meant in known if meant]


def _found(since: int, upto: int) -> Iterator[Tied]:
    rows = Held.by(SYSTEM).asked(
        TIES,
        since=since,
        upto=upto,
        weakness=int(StixKind.VULNERABILITY),
        kinds=[int(one) for one in PRODUCTS],
        relates=RELATES,
        most=MOST_TIES,
    )
    for about, number, audience, tie, of, products, raw in rows:
        if _says(raw):
            for product in _names(products):
                yield Tied(
                    audience_id=audience,
                    object_id=about,
                    number=number,
                    tie_id=tie,
                    product_id=of,
                    newest=max(about, tie, of),
                    topic=product_topic(product),
                    product=product,
                )


def _names(products: Iterable[str]) -> Iterator[str]:
    return islice((one for one in dict.fromkeys(products) if len(one) <= LONGEST), MOST_PRODUCTS)


def _says(raw: str) -> bool:
    try:
        tie = _tie(raw)
    except msgspec.DecodeError:
        return False
    return tie.relationship_type in VERBS and not tie.revoked


def _above(row: Any) -> Above:
    key, number, place, weight, origin, fresh, score, _ = row
    return Above(key, number, place, weight, origin, FRESHNESS[fresh], Relevance.PRODUCT, score)
