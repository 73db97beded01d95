"""Which objects of a collection are on a page: numbers in the order of arrival, along the indexes, then the versions that were asked for.

Few places hold what somebody may read; each is asked along its own index, near where the page before ended. What is newer or
older than a version is looked for in the same collection only: nobody learns of versions that are closed to him.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from noroshi.audiences.viewer import Viewer
from noroshi.directory.planned import asked
from noroshi.intel.exchange.collections import Collection, ranges
from noroshi.intel.exchange.wanted import Wanted
from noroshi.intel.queries import until
from noroshi.intel.rows import EPOCH
from noroshi.stix.kinds import KINDS, StixKind

NEAR: Final = (2, 16)
"""Times as many numbers as are wanted are looked through first; behind them, all."""
FEW: Final = 4000
END: Final = 2**62
JUST_LAST: Final = frozenset({"last"})

SAME: Final = "n.uuid = s.uuid and n.kind = s.kind and n.audience_id + 0 = any(%(audiences)s::int[])"
"""By its id, never along all that an audience holds: before PostgreSQL has counted a table, it takes that for the shorter way."""
EARLIER_ELSEWHERE: Final = (
    f"not exists (select from intel_stixobject n where {SAME} and n.version = s.version and n.id < s.id offset 0)"
)
"""The same version from several sources is given once."""
LAST: Final = f"""case when s.version >= 0
  then not exists (select from intel_stixobject n where {SAME} and n.version > s.version {{also}} offset 0)
  else not exists (select from intel_stixobject n where {SAME} and (n.version >= 0 or n.id > s.id) {{also}} offset 0) end"""  # noqa: S608 - likewise
LATEST_AND_ONCE: Final = f"""not exists (select from intel_stixobject n where {SAME} and n.id <> s.id and case
  when s.version >= 0 then n.version > s.version or (n.version = s.version and n.id < s.id)
  else n.version >= 0 or n.id > s.id or n.version = s.version end offset 0)"""
"""What nearly every client wants of all sources, in one look an object instead of two."""
FIRST: Final = f"""case when s.version >= 0
  then not exists (select from intel_stixobject n where {SAME} and n.version < s.version and n.version >= 0 {{also}} offset 0)
  else not exists (select from intel_stixobject n where {SAME} and n.version < 0 and n.id < s.id {{also}} offset 0) end"""  # noqa: S608 - likewise
OF_A_MOMENT: Final = """(s.version = any(%(moments)s::bigint[]) or (s.version < 0 and exists (
  select from unnest(%(behind)s::bigint[], %(upto_there)s::bigint[]) as t(behind, upto) where s.id > t.behind and s.id <= t.upto)))"""
NOT_2_1: Final = r"(s.kind not between 40 and 69 and s.raw !~ '\"spec_version\"\s*:\s*\"2\.1\"')"
NAMED_SO: Final = (
    "exists (select from unnest(%(asked_types)s::text[]) as t(name)"
    """ where strpos(s.raw, '"' || t.name || '--' || s.uuid || '"') > 0)"""
)
"""What kind a custom object is, only its text says."""
CUSTOM: Final = int(StixKind.CUSTOM)


def chosen(viewer: Viewer, of: Collection, wanted: Wanted) -> list[int]:
    """One more than wanted, when there are more."""
    places = ranges(viewer, of)
    if not places or wanted.specs == frozenset():
        return []
    return _Choice(of, wanted, places).numbers()


class _Choice:
    def __init__(self, of: Collection, wanted: Wanted, places: Sequence[tuple[int, int]]) -> None:
        kinds = None if wanted.types is None else {int(KINDS.get(name, StixKind.CUSTOM)) for name in wanted.types}
        self.of, self.wanted = of, wanted
        self.places = [place for place in places if kinds is None or place[1] in kinds]
        self.by_kind = kinds is not None or of.origin is not None
        self.after = max(wanted.after, until(wanted.added_after) if wanted.added_after else 0)
        self.given: dict[str, Any] = {
            "origin": of.origin,
            "audiences": sorted({audience for audience, _ in places}),
            "most": wanted.limit + 1,
            **_moments(wanted),
            **_types(wanted.types or frozenset()),
        }

    def numbers(self) -> list[int]:
        if self.wanted.ids is not None:
            return self._by_id()
        found: list[int] = []
        after, spans = self.after, self._spans()
        while len(found) <= self.wanted.limit:
            upto = after + spans.pop(0) if spans else END
            seen, fitting = self._among(after, upto)
            found += fitting
            if upto == END and len(seen) <= self.wanted.limit:
                break
            after = seen[-1] if len(seen) > self.wanted.limit else upto
        return found[: self.wanted.limit + 1]

    def _spans(self) -> list[int]:
        """Where little is to be looked through, all of it at once."""
        most = self.wanted.limit + 1
        return [] if most * len(self.places) <= FEW else [wide * most for wide in NEAR]

    def _among(self, after: int, upto: int) -> tuple[list[int], list[int]]:
        """Numbers of the collection behind `after`, and those of them that fit."""
        source = self._lateral()
        given = self.given | {"after": after, "upto": upto, **self._places()}
        text = f"""
        with seen as materialized (
          select found.id from {source} order by found.id limit %(most)s
        )
        select (select coalesce(array_agg(id order by id), '{{}}') from seen),
               coalesce(array_agg(s.id order by s.id), '{{}}') from seen join intel_stixobject s on s.id = seen.id
         where {self._fits()}
        """  # noqa: S608 - built from constants
        ((seen, fitting),) = asked(text, given)
        return seen, fitting

    def _lateral(self) -> str:
        """A stretch of the index itself: before PostgreSQL has counted a table it would gather all of an audience and sort it."""
        if not self.by_kind:
            each = _stretch("s.audience_id", place="r.a")
            return f"unnest(%(audiences)s::int[]) as r(a), lateral ({each}) as found"
        if self.of.origin is None:
            each = _stretch("s.audience_id, s.kind", place="r.a, r.k")
        else:
            each = _stretch("s.origin_id, s.audience_id, s.kind", place="%(origin)s::bigint, r.a, r.k")
        return f"unnest(%(place_audiences)s::int[], %(place_kinds)s::smallint[]) as r(a, k), lateral ({each}) as found"

    def _places(self) -> dict[str, list[int]]:
        return {"place_audiences": [a for a, _ in self.places], "place_kinds": [k for _, k in self.places]}

    def _by_id(self) -> list[int]:
        """The ids first, whatever the order of the numbers: each is one look."""
        ids = sorted(self.wanted.ids or ())
        also = "and s.origin_id = %(origin)s" if self.of.origin is not None else ""
        text = f"""
        with named as materialized (
          select s.id from unnest(%(uuids)s::uuid[], %(kinds)s::smallint[], %(types)s::text[]) as w(uuid, kind, type)
            join intel_stixobject s on s.uuid = w.uuid and s.kind = w.kind
           where s.audience_id = any(%(audiences)s::int[]) and s.id > %(after)s {also}
             and (s.kind <> {CUSTOM} or strpos(s.raw, '"' || w.type || '--' || s.uuid || '"') > 0) offset 0
        )
        select array(select s.id from named join intel_stixobject s on s.id = named.id where {self._fits()} order by s.id limit %(most)s)
        """  # noqa: S608 - built from constants
        given = self.given | {
            "after": self.after,
            "uuids": [one for _, one in ids],
            "types": [name for name, _ in ids],
            "kinds": [int(KINDS.get(name, StixKind.CUSTOM)) for name, _ in ids],
        }
        if self.wanted.types is not None:
            given |= self._places()
        ((found,),) = asked(text, given)
        return list(found)

    def _fits(self) -> str:
        conditions = [self._version(), *self._spec()]
        if self.wanted.types is not None:
            conditions.append(f"(s.kind = any(%(asked_kinds)s::smallint[]) or (s.kind = {CUSTOM} and {NAMED_SO}))")
        return " and ".join(conditions)

    def _version(self) -> str:
        if self.of.origin is None and self.wanted.words == JUST_LAST and not self.wanted.moments:
            return LATEST_AND_ONCE
        words, also = self.wanted.words, "and n.origin_id = %(origin)s" if self.of.origin is not None else ""
        ways = [] if "all" not in words else ["true"]
        ways += [LAST.format(also=also)] if "last" in words else []
        ways += [FIRST.format(also=also)] if "first" in words else []
        ways += [OF_A_MOMENT] if self.wanted.moments else []
        fits = f"({' or '.join(f'({way})' for way in ways)})" if ways else "false"
        return fits if self.of.origin is not None else f"{fits} and {EARLIER_ELSEWHERE}"

    def _spec(self) -> list[str]:
        specs = self.wanted.specs
        if specs is None or len(specs) > 1:
            return []
        return [NOT_2_1 if specs == {"2.0"} else f"not {NOT_2_1}"]


def _stretch(columns: str, *, place: str) -> str:
    return f"""select s.id from intel_stixobject s
     where ({columns}, s.id) > ({place}, %(after)s::bigint) and ({columns}, s.id) <= ({place}, %(upto)s::bigint)
     order by {columns}, s.id limit %(most)s"""  # noqa: S608 - constants


def _moments(wanted: Wanted) -> dict[str, list[int]]:
    """What has no version of its own is named by when it came in."""
    moments = sorted(wanted.moments)
    turns = [(until(moment - timedelta(microseconds=1)), until(moment)) for moment in moments]
    return {
        "moments": [_microseconds(moment) for moment in moments],
        "behind": [behind for behind, _ in turns],
        "upto_there": [upto for _, upto in turns],
    }


def _types(types: frozenset[str]) -> dict[str, Any]:
    return {
        "asked_kinds": [int(KINDS[name]) for name in types if name in KINDS],
        "asked_types": sorted(name for name in types if name not in KINDS),
    }


def _microseconds(moment: datetime) -> int:
    since = moment.astimezone(UTC) - EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def is_there(viewer: Viewer, of: Collection, name: str, one: UUID) -> bool:
    """In any version."""
    wanted = Wanted(limit=1, ids=frozenset({(name, one)}), words=frozenset({"all"}))
    return bool(chosen(viewer, of, wanted))
