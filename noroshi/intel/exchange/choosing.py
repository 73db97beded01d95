"""Which objects of a collection are on a page: numbers in the order of arrival, along the indexes, then the versions that were asked for.

Few places hold what somebody may read; each is asked along its own index, near where the page before ended. What is newer or
older than a version is looked for in the same collection only: nobody learns of versions that are closed to him.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import repeat
from typing import Any, Final
from uuid import UUID

from noroshi.audiences.queries import satisfied_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.planned import asked
from noroshi.intel.exchange.collections import Collection
from noroshi.intel.exchange.wanted import Wanted
from noroshi.intel.queries import until
from noroshi.intel.rows import EPOCH
from noroshi.stix.kinds import KINDS, StixKind

NEAR: Final = (2, 16, 128, 1024)
"""Times as many numbers as are wanted are looked through first, then more; behind them, all."""
FEW: Final = 4000
FEW_WANTED: Final = 100
"""Where no more than so many rows of the index are to be looked through, all of it is; and of so few objects wanted, wherever they are."""
END: Final = 2**62
JUST_LAST: Final = frozenset({"last"})

HELD: Final = """
places as materialized (
  select origin_id, audience_id, kind from noroshi_intel_ranges({held})
   where not is_withdrawn and origin_id = coalesce(%(origin)s::bigint, origin_id)
), mine as materialized (
  select array_agg(distinct audience_id) as audiences from places
), narrow as materialized (
  select * from places where %(kinds)s::smallint[] is null or kind = any(%(kinds)s::smallint[])
)"""
"""Where objects of this collection are that the viewer may read; what was withdrawn is in none."""
SEEN: Final = f"""
span as materialized (
  select after, case when %(near)s::bigint is null or %(most)s * (select count(*) from narrow) <= {FEW} then {END}
                     else after + %(near)s::bigint end as upto
    from (select greatest(%(after)s::bigint, noroshi_intel_until(%(added_after)s::timestamptz)) as after) as begun
), seen as materialized (
  select found.id from span as b, narrow as r, lateral (
    select s.id from intel_stixobject s
     where (s.origin_id, s.audience_id, s.kind, s.id) > (r.origin_id, r.audience_id, r.kind, b.after)
       and (s.origin_id, s.audience_id, s.kind, s.id) <= (r.origin_id, r.audience_id, r.kind, b.upto)
     order by s.origin_id, s.audience_id, s.kind, s.id limit %(most)s) as found
   order by found.id limit %(most)s
)"""  # noqa: S608 - constants
"""A stretch of the index itself: before PostgreSQL has counted a table it would gather all of an audience and sort it."""

SAME: Final = "n.uuid = s.uuid and n.kind = s.kind and n.audience_id + 0 = any((select audiences from mine)::int[])"
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


def chosen(
    viewer: Viewer, of: Collection, wanted: Wanted, columns: str = "", *, undecoded: bool = False
) -> list[Sequence[Any]]:
    """Rows that begin with the number; one more than wanted, when there are more. `columns` are of `s`, the object."""
    if wanted.specs == frozenset():
        return []
    return _Choice(viewer, of, wanted, columns, undecoded=undecoded).rows()


class _Choice:
    """One way to the database, wherever a stretch near the beginning holds enough."""

    def __init__(self, viewer: Viewer, of: Collection, wanted: Wanted, columns: str, *, undecoded: bool) -> None:
        self.of, self.wanted, self.columns, self.undecoded = of, wanted, columns, undecoded
        held, given = satisfied_by(viewer)
        self.held = HELD.format(held=held)
        self.given: dict[str, Any] = {
            **given,
            "origin": of.origin,
            "kinds": None if wanted.types is None else sorted(map(_kind, wanted.types)),
            "after": wanted.after,
            "added_after": wanted.added_after,
            "most": wanted.limit + 1,
            **_moments(wanted),
            **_types(wanted.types or frozenset()),
        }

    def rows(self) -> list[Sequence[Any]]:
        if self.wanted.ids is not None:
            return self._by_id()
        found: list[Sequence[Any]] = []
        for near in self._spans():
            upto, last, many, fitting = self._among(near)
            found += fitting
            is_full = many > self.wanted.limit
            if len(found) > self.wanted.limit or (upto == END and not is_full):
                break
            self.given |= {"after": last if is_full else upto}
        return found[: self.wanted.limit + 1]

    def _spans(self) -> Iterator[int | None]:
        """Of few, all at once."""
        most = self.wanted.limit + 1
        if most > FEW_WANTED:
            yield from (wide * most for wide in NEAR)
        yield from repeat(None)

    def _among(self, near: int | None) -> tuple[int, int, int, list[Sequence[Any]]]:
        """How far it was looked, the last number that was seen, how many were; and those that fit."""
        text = f"""
        with {self.held}, {SEEN}, fit as (
          select s.id {self.columns} from seen join intel_stixobject s on s.id = seen.id where {self._fits()}
        )
        select (select upto from span), (select max(id) from seen), (select count(*) from seen), fit.*
          from (select) as one left join fit on true order by fit.id
        """  # noqa: S608 - built from constants
        rows = asked(text, self.given | {"near": near}, undecoded=self.undecoded)
        upto, last, many = rows[0][:3]
        return upto, last, many, [row[3:] for row in rows if row[3] is not None]

    def _by_id(self) -> list[Sequence[Any]]:
        """The ids first, whatever the order of the numbers: each is one look."""
        ids = sorted(self.wanted.ids or ())
        also = "and s.origin_id = %(origin)s" if self.of.origin is not None else ""
        text = f"""
        with {self.held}, named as materialized (
          select s.* from unnest(%(uuids)s::uuid[], %(id_kinds)s::smallint[], %(types)s::text[]) as w(uuid, kind, type)
            join intel_stixobject s on s.uuid = w.uuid and s.kind = w.kind
           where s.audience_id = any((select audiences from mine)::int[]) {also}
             and s.id > greatest(%(after)s::bigint, noroshi_intel_until(%(added_after)s::timestamptz))
             and (s.kind <> {CUSTOM} or strpos(s.raw, '"' || w.type || '--' || s.uuid || '"') > 0) offset 0
        )
        select s.id {self.columns} from named s where {self._fits()} order by s.id limit %(most)s
        """  # noqa: S608 - built from constants
        given = self.given | {
            "uuids": [one for _, one in ids],
            "types": [name for name, _ in ids],
            "id_kinds": [_kind(name) for name, _ in ids],
        }
        return asked(text, given, undecoded=self.undecoded)

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


def _kind(name: str) -> int:
    return int(KINDS.get(name, StixKind.CUSTOM))


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
