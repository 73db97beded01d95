"""One list straight from the values, as if nothing were posted: what postings save, and what they must agree with. Both locks stand."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from noroshi.audiences.queries import Held
from noroshi.triage.factors import FLOOR, RELEVANCE
from noroshi.triage.posting import FRESHNESS, SHARE, START_DAYS
from noroshi.triage.weighing import BEST, BEYOND, FACTORS, SPARE, figures
from noroshi.vocabulary import Relevance

VALUES: Final = f"""
  select key, object_id, number, weight, origin_id, freshness, topic, relevance, score
    from (select w.*, least(exp(w.weight - %(now)s::float8 / w.days), 1) * w.share * w.relevance as score
            from (select v.*, d.days, d.importance * coalesce(s.factor, %(unjudged)s) as share, {SHARE} + {START_DAYS} / d.days as weight
                    from (select n.*, 0 as topic,
                                 case when n.products is not null and exists (
                                             select from unnest(n.products) p where noroshi_triage_product(p) = any (%(named)s::bigint[]))
                                      then {RELEVANCE[Relevance.PRODUCT]}
                                      when n.sectors & %(sector_bits)s::bigint <> 0 then {RELEVANCE[Relevance.SECTOR]}
                                      else {RELEVANCE[Relevance.GENERAL]} end::float8 as relevance,
                                 {FRESHNESS} as freshness
                            from held.intel_value n
                           where not n.is_revoked and (n.valid_until is null or n.valid_until > to_timestamp(%(now)s::float8 * 86400))
                          offset 0) as v
                    join factors d using (freshness) left join sources s on s.id = v.origin_id
                   where d.importance * v.relevance >= %(threshold)s::float8 offset 0) as w
           where w.weight - %(now)s::float8 / w.days > ln({FLOOR}::float8)
         offset 0) as scored
   where score >= %(threshold)s::float8
"""  # noqa: S608 - constants of a room
UNPOSTED: Final = f"{FACTORS}, above as ({VALUES}), {BEST}"


def unposted(
    held: Held, topics: Mapping[int, Relevance], threshold: float, now: datetime, most: int
) -> list[tuple[object, ...]]:
    """Key, object and score, the best first. What says no beginning counts as new: when it came in only its posting knows."""
    sectors = [topic for topic, which in topics.items() if which is Relevance.SECTOR]
    rows = held.asked(
        UNPOSTED,
        topics=list(topics),
        relevances=[RELEVANCE[which] for which in topics.values()],
        named=[topic for topic, which in topics.items() if which is Relevance.PRODUCT],
        sector_bits=sum(1 << (topic - 1) for topic in sectors),
        threshold=threshold,
        now=now.timestamp() / 86_400,
        most=most,
        looked=round(most * BEYOND),
        enough=round(most * SPARE),
        **figures(),
    )
    return [(key, number, round(score, 9)) for _, key, number, _, _, _, _, _, score in rows if key is not None]
