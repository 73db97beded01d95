"""How much stands on the list of every profile, in one question: what thousands of profiles share is read once.

The product asks for one list at a time, when somebody opens it; this is what all of them together would take, by the same postings and
the same bars: sectors, products and words. Only how many is counted; no line is read, sorted or explained.
"""

from datetime import datetime
from typing import Final

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import SystemViewer, acting_as
from noroshi.triage.factors import MOST
from noroshi.triage.weighing import FIGURES, figures

SYSTEM: Final = SystemViewer("triage")
EVERYBODY: Final = f"""
with {FIGURES}, lists as materialized (
  select f.audience_id, f.origin_id, f.freshness, d.days, d.importance * coalesce(s.factor, %(unjudged)s) as share
    from held.triage_feed f join factors d using (freshness) left join sources s on s.id = f.origin_id
), open_to as materialized (
  select s.desk_id, s.audience_id from audiences_seat s where s.audience_id in (select audience_id from lists)
  union select d.id, a.id from directory_desk d cross join audiences_audience a
   where a.is_public and a.id in (select audience_id from lists)
), alike as materialized (
  select row_number() over () as which, w.desk_id, w.topic, w.need, array_agg(w.profile_id) as profiles
    from held.triage_wish w where w.ended_at is null group by w.desk_id, w.topic, w.need
), wanted as materialized (
  select w.topic, w.need, l.audience_id, l.origin_id, l.freshness, l.days, l.share, array_agg(w.which) as those
    from alike w join open_to t on t.desk_id = w.desk_id join lists l on l.audience_id = t.audience_id
   where l.share >= w.need
   group by w.topic, w.need, l.audience_id, l.origin_id, l.freshness, l.days, l.share
), found as materialized (
  select w.those, p.many
    from wanted w cross join lateral (
      select count(*) as many from (
        (select from held.triage_posting q
          where q.audience_id = w.audience_id and q.origin_id = w.origin_id and q.topic = w.topic and q.freshness = w.freshness
            and q.weight >= ln(w.need / w.share) + %(now)s::float8 / w.days
            and (q.valid_until is null or q.valid_until > to_timestamp(%(now)s::float8 * 86400))
          order by q.weight desc limit %(most)s)
        union all
        (select from held.triage_said q
          where q.audience_id = w.audience_id and q.origin_id = w.origin_id and q.topic = w.topic and q.freshness = w.freshness
            and q.weight >= ln(w.need / w.share) + %(now)s::float8 / w.days
            and (q.valid_until is null or q.valid_until > to_timestamp(%(now)s::float8 * 86400))
          order by q.weight desc limit %(most)s)
      ) as heaviest
    ) as p
), summed as materialized (
  select which, sum(many)::bigint as many from found cross join unnest(those) as which group by which
)
select profile, sum(many)::bigint from summed join alike using (which) cross join unnest(profiles) as profile group by profile
"""  # noqa: S608 - likewise


def lists_of_everybody(now: datetime, most: int = MOST) -> dict[int, int]:
    """Of each profile that has anything, how much."""
    with acting_as(SYSTEM):
        return dict(Held.by(SYSTEM).asked(EVERYBODY, now=now.timestamp() / 86_400, most=most, **figures()))
