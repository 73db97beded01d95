"""From all that a viewer may read to what it is shown: how many at each step, what was dropped and why, a sample of it to look at.

Every figure counts readable rows alone; what a viewer may not read leaves no trace in any of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log
from typing import Final

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import Viewer
from noroshi.intel.queries import until
from noroshi.triage.factors import FLOOR
from noroshi.triage.lists import Entry, Listed, listed
from noroshi.triage.posting import FRESHNESS, SHARE, START_DAYS, days
from noroshi.triage.profiles import ProfileShown
from noroshi.triage.weighing import FRESHNESS as FRESHNESS_OF
from noroshi.triage.weighing import Above
from noroshi.vocabulary import Dropped, FunnelStep, Relevance

SAMPLE: Final = 20
ENDED: Final = "valid_until <= to_timestamp(%(now)s::float8)"
WEIGHT: Final = f"{SHARE} + {START_DAYS} / {days('freshness')}"
STALE: Final = f"weight - %(now)s::float8 / 86400 / {days('freshness')} <= {log(FLOOR)}::float8"
READ: Final = f"""
with rows as materialized (
  select key, is_revoked, coalesce({ENDED}, false) as is_ended, valid_from, confidence, severity, {FRESHNESS} as freshness
    from held.intel_value where object_id > %(since)s
), live as (
  select key, bool_and({STALE}) as is_old, bool_or(freshness = any (%(kinds)s::smallint[])) as is_wanted
    from (select r.*, {WEIGHT} as weight from rows r where not is_revoked and not is_ended) as weighed group by key
)
select (select count(*) from rows), (select count(*) from rows where is_revoked),
       (select count(*) from rows where is_ended and not is_revoked),
       count(*), count(*) filter (where not is_wanted), count(*) filter (where is_wanted and is_old) from live
"""  # noqa: S608 - constants of this room
WHERE: Final = {
    Dropped.REVOKED: "is_revoked",
    Dropped.ENDED: f"not is_revoked and {ENDED}",
    Dropped.REPEATED: "exists (select from held.intel_value b where b.key = v.key and b.object_id > v.object_id) and not is_revoked",
    Dropped.OLD: f"not is_revoked and coalesce(not ({ENDED}), true) and {STALE}",
    Dropped.WEAK: f"not is_revoked and coalesce(not ({ENDED}), true) and not ({STALE})",
}
SAMPLED: Final = f"""
select key, object_id, number, weight, origin_id, freshness from (
  select w.*, {WEIGHT} as weight from (select x.*, {FRESHNESS} as freshness from held.intel_value x where object_id > %(since)s) as w
) as v where {{where}} and not (key = any (%(above)s::uuid[]))
 order by hashint8(object_id + %(seed)s::bigint), object_id limit %(most)s
"""  # noqa: S608 - likewise


@dataclass(frozen=True)
class Funnel:
    """`steps` in order, `drops` by reason: each step is the one before less what was dropped there."""

    steps: Mapping[FunnelStep, int]
    drops: Mapping[Dropped, int]

    @property
    def ratio(self) -> float:
        """Of so many that came in one is delivered."""
        return self.steps[FunnelStep.CAME] / max(1, self.steps[FunnelStep.DELIVERED])


AT_STEP: Final = {
    FunnelStep.VALID: (Dropped.REVOKED, Dropped.ENDED),
    FunnelStep.NEW: (Dropped.REPEATED,),
    FunnelStep.RELEVANT: (Dropped.KIND, Dropped.LANGUAGE, Dropped.OLD, Dropped.WEAK),
    FunnelStep.DELIVERED: (Dropped.DISMISSED, Dropped.HELD, Dropped.BEYOND),
}
"""Where each reason drops something."""


def funnel(viewer: Viewer, profile: ProfileShown, now: datetime, since: datetime | None = None) -> Funnel:
    """`since` counts what came in from then on, for the steps before relevance as for those after."""
    shown = listed(viewer, profile, now, is_whole=True)
    first = until(since) if since else 0
    return _funnel(_read(viewer, profile, now, first), _since(shown, first))


def sample(
    viewer: Viewer, profile: ProfileShown, why: Dropped, now: datetime, *, since: datetime | None = None, seed: int = 0
) -> list[Entry]:
    """Some of what was dropped, by chance that can be drawn again: for whoever audits the figures."""
    shown = listed(viewer, profile, now, is_whole=True)
    among = {
        Dropped.DISMISSED: shown.dismissed,
        Dropped.HELD: shown.held,
        Dropped.BEYOND: shown.beyond,
        Dropped.LANGUAGE: shown.foreign,
    }
    if why in among:
        return list(among[why][:SAMPLE])
    if why is Dropped.KIND:
        return _drawn(viewer, "not (freshness = any (%(kinds)s::smallint[]))", profile, now, since, seed, ())
    above = [one.key for one in (*shown.entries, *shown.held, *shown.dismissed, *shown.beyond, *shown.foreign)]
    return _drawn(viewer, WHERE[why], profile, now, since, seed, above if why in {Dropped.OLD, Dropped.WEAK} else ())


def _drawn(
    viewer: Viewer,
    where: str,
    profile: ProfileShown,
    now: datetime,
    since: datetime | None,
    seed: int,
    above: Sequence[object],
) -> list[Entry]:
    rows = Held.by(viewer).asked(
        SAMPLED.format(where=where),
        since=until(since) if since else 0,
        now=now.timestamp(),
        kinds=_kinds(profile),
        above=list(above),
        seed=seed,
        most=SAMPLE,
    )
    return [
        Entry(Above(key, number, place, weight, origin, FRESHNESS_OF[fresh], Relevance.GENERAL, 0.0))
        for key, number, place, weight, origin, fresh in rows
    ]


def _read(viewer: Viewer, profile: ProfileShown, now: datetime, first: int) -> Sequence[int]:
    rows = Held.by(viewer).asked(READ, now=now.timestamp(), since=first, kinds=_kinds(profile))
    counts: Sequence[int] = rows[0]
    return counts


def _kinds(profile: ProfileShown) -> list[int]:
    return [number for number, which in FRESHNESS_OF.items() if not profile.wish.kinds or which in profile.wish.kinds]


def _since(shown: Listed, first: int) -> Listed:
    def of(entries: Sequence[Entry]) -> list[Entry]:
        return [one for one in entries if one.above.object_id > first]

    return Listed(of(shown.entries), of(shown.held), of(shown.dismissed), of(shown.beyond), of(shown.foreign))


def _funnel(counts: Sequence[int], shown: Listed) -> Funnel:
    came, revoked, ended, new, other_kind, old = counts
    valid, relevant = came - revoked - ended, min(shown.relevant, new)
    foreign = min(len(shown.foreign), new - relevant)
    weak = max(0, new - relevant - other_kind - old - foreign)
    drops = {
        Dropped.REVOKED: revoked,
        Dropped.ENDED: ended,
        Dropped.REPEATED: valid - new,
        Dropped.KIND: other_kind,
        Dropped.LANGUAGE: foreign,
        Dropped.OLD: new - relevant - other_kind - foreign - weak,
        Dropped.WEAK: weak,
        Dropped.DISMISSED: len(shown.dismissed),
        Dropped.HELD: len(shown.held),
        Dropped.BEYOND: len(shown.beyond),
    }
    steps = dict(zip(FunnelStep, (came, valid, new, relevant, len(shown.entries)), strict=True))
    return Funnel(steps, {why: many for why, many in drops.items() if many})
