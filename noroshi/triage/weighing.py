"""What stands above a profile's bar, from the postings that a viewer may read: short stretches of lists that are sorted already."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from noroshi.audiences.queries import Held
from noroshi.triage.factors import DAYS, IMPORTANCE, NUMBER, RELEVANCE, RELIABILITY
from noroshi.vocabulary import Freshness, Relevance

REPLACED: Final = """
  select o.id from (
    select o.id, o.uuid, o.version, o.origin_id, o.kind from held.intel_stixobject o
     where o.id = any (array(select object_id from {asked})) offset 0
  ) as o join held.intel_stixobject n on n.uuid = o.uuid and n.version > o.version and n.origin_id = o.origin_id and n.kind = o.kind
"""
FIGURES: Final = """factors as materialized (
  select * from unnest(%(freshness)s::smallint[], %(days)s::float8[], %(importances)s::float8[]) as t(freshness, days, importance)
), sources as materialized (
  select o.id, r.factor from held.intel_origin o
    join unnest(%(letters)s::text[], %(reliabilities)s::float8[]) as r(letter, factor) on r.letter = o.reliability
)"""
"""What `figures` gives, as every weighing question asks it."""
FACTORS: Final = f"""
with bars as materialized (
  select * from unnest(%(topics)s::bigint[], %(relevances)s::float8[]) as t(topic, relevance)
), {FIGURES}, lists as materialized (
  select f.audience_id, f.origin_id, f.freshness, d.days, d.importance * coalesce(s.factor, %(unjudged)s) as share
    from held.triage_feed f join factors d using (freshness) left join sources s on s.id = f.origin_id
)
"""  # noqa: S608 - constants of this room
POSTED: Final = """
  select p.key, p.object_id, p.number, p.weight, l.origin_id, l.freshness, b.topic, b.relevance,
         least(exp(p.weight - %(now)s::float8 / l.days), 1) * l.share * b.relevance as score
    from lists l cross join bars b
    cross join lateral (
      select * from held.triage_posting q
       where q.audience_id = l.audience_id and q.origin_id = l.origin_id and q.topic = b.topic and q.freshness = l.freshness
         and q.weight >= ln(%(threshold)s::float8 / (l.share * b.relevance)) + %(now)s::float8 / l.days
         and (q.valid_until is null or q.valid_until > to_timestamp(%(now)s::float8 * 86400))
       order by q.weight desc limit %(each)s
    ) as p
   where l.share * b.relevance >= %(threshold)s::float8
"""
BEST: Final = f"""
heaviest as materialized (
  select * from above order by score desc, object_id desc limit %(looked)s
), firsts as materialized (
  select * from (select distinct on (key) * from heaviest order by key, score desc, object_id desc) as one
   order by score desc, object_id desc limit %(enough)s
), replaced as materialized ({REPLACED.format(asked="firsts")}
), stand as materialized (
  select * from firsts where object_id not in (select id from replaced)
), others as materialized (
  select h.* from heaviest h
   where h.key in (select key from firsts where object_id in (select id from replaced)) and h.object_id not in (select id from replaced)
), best as (
  select * from stand
  union all
  (select distinct on (key) * from others where object_id not in ({REPLACED.format(asked="others")})
    order by key, score desc, object_id desc)
), whole as (
  select (select count(*) from stand) >= %(most)s
      or ((select count(*) from heaviest) < %(looked)s and (select count(*) from firsts) < %(enough)s) as is_whole
)
select w.is_whole, b.key, b.object_id, b.number, b.weight, b.origin_id, b.freshness, b.relevance, b.score
  from whole w left join (select * from best order by score desc, object_id desc limit %(most)s) as b on true
 order by b.score desc, b.object_id desc
"""  # noqa: S608 - constants of this room
WEIGHED: Final = f"{FACTORS}, above as ({POSTED}), {BEST}"
WEIGHED_SAID: Final = WEIGHED.replace("held.triage_posting", "held.triage_said")
"""The same of words, whose topics are below zero."""
RELEVANT_AS: Final = {factor: which for which, factor in reversed(RELEVANCE.items())} | {
    RELEVANCE[Relevance.PRODUCT]: Relevance.PRODUCT
}
FRESHNESS: Final = {number: which for which, number in NUMBER.items()}
BEYOND, SPARE = 1.5, 1.05
"""So many times as many are looked at as are shown, for values repeat; and so many of them, for later versions replace earlier ones."""
FARTHER, FARTHEST = 4, 64
"""Where that was too few, so many times as many, and so on up to the last."""


class Above(NamedTuple):
    """One value above the bar, by the object that says most of it. A tuple: a list makes thousands of them."""

    key: uuid.UUID
    object_id: int
    number: int
    weight: float
    origin: int
    freshness: Freshness
    relevance: Relevance
    score: float


def above(
    held: Held,
    topics: Mapping[int, Relevance],
    threshold: float,
    now: datetime,
    most: int,
    *,
    each: int | None = None,
    kinds: Collection[Freshness] = (),
    question: str = WEIGHED,
) -> list[Above]:
    """The best first. Order within one freshness never depends on `now`."""
    given = {
        "topics": list(topics),
        "relevances": [RELEVANCE[which] for which in topics.values()],
        "threshold": threshold,
        "now": now.timestamp() / 86_400,
        "most": most,
        **figures(kinds),
    }
    farther = 1
    while True:
        looked, enough = round(most * BEYOND * farther), round(most * SPARE * farther)
        rows = held.asked(question, each=each or looked, looked=looked, enough=enough, **given)
        if rows[0][0] or farther >= FARTHEST:
            return [_above(row) for row in rows if row[1] is not None]
        farther *= FARTHER


def _above(row: Sequence[Any]) -> Above:
    _, key, number, place, weight, origin, fresh, relevance, score = row
    return Above(key, number, place, weight, origin, FRESHNESS[fresh], RELEVANT_AS[relevance], score)


def figures(kinds: Collection[Freshness] = ()) -> dict[str, Any]:
    """The factors, as questions take them; of some kinds only, where a profile wants no others."""
    asked = [which for which in NUMBER if not kinds or which in kinds]
    return {
        "freshness": [NUMBER[which] for which in asked],
        "days": [DAYS[which] for which in asked],
        "importances": [IMPORTANCE[which] for which in asked],
        "letters": [letter.value for letter in RELIABILITY],
        "reliabilities": list(RELIABILITY.values()),
        "unjudged": min(RELIABILITY.values()),
    }
