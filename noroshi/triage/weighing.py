"""What stands above a profile's bar, from the postings that a viewer may read: short stretches of lists that are sorted already."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from noroshi.audiences.queries import Held
from noroshi.triage.factors import DAYS, IMPORTANCE, NUMBER, RELEVANCE, RELIABILITY
from noroshi.vocabulary import Freshness, Relevance

WEIGHED: Final = """
with bars as materialized (
  select * from unnest(%(topics)s::bigint[], %(relevances)s::float8[]) as t(topic, relevance)
), factors as materialized (
  select * from unnest(%(freshness)s::smallint[], %(days)s::float8[], %(importances)s::float8[]) as t(freshness, days, importance)
), sources as materialized (
  select o.id, r.factor from held.intel_origin o
    join unnest(%(letters)s::text[], %(reliabilities)s::float8[]) as r(letter, factor) on r.letter = o.reliability
), lists as materialized (
  select f.audience_id, f.origin_id, f.freshness, d.days, d.importance * coalesce(s.factor, %(unjudged)s) as share
    from held.triage_feed f join factors d using (freshness) left join sources s on s.id = f.origin_id
), above as (
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
), heaviest as (
  select * from above order by score desc, object_id desc limit %(looked)s
), newest as (
  select * from heaviest a where not exists (
    select from held.intel_stixobject o join held.intel_stixobject n
                on n.uuid = o.uuid and n.version > o.version and n.origin_id = o.origin_id and n.kind = o.kind
     where o.id = a.object_id)
), best as (
  select distinct on (key) * from newest order by key, score desc, object_id desc
)
select key, object_id, number, weight, origin_id, freshness, relevance, score from best order by score desc, object_id desc limit %(most)s
"""
RELEVANT_AS: Final = {factor: which for which, factor in reversed(RELEVANCE.items())} | {
    RELEVANCE[Relevance.PRODUCT]: Relevance.PRODUCT
}
FRESHNESS: Final = {number: which for which, number in NUMBER.items()}
BEYOND: Final = 1.5
"""So many times as many are looked at as are shown: values repeat, and later versions replace earlier ones."""


@dataclass(frozen=True, slots=True)
class Above:
    """One value above the bar, by the object that says most of it."""

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
) -> list[Above]:
    """The best first. Order within one freshness never depends on `now`."""
    rows = held.asked(
        WEIGHED,
        topics=list(topics),
        relevances=[RELEVANCE[which] for which in topics.values()],
        threshold=threshold,
        now=now.timestamp() / 86_400,
        most=most,
        each=each or round(most * BEYOND),
        looked=round(most * BEYOND * 1.5),
        **figures(kinds),
    )
    return [
        Above(key, number, place, weight, origin, FRESHNESS[fresh], RELEVANT_AS[relevance], score)
        for key, number, place, weight, origin, fresh, relevance, score in rows
    ]


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
