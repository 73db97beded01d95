"""That something changed, said to open pages when the transaction that changed it is committed: never what, never about whom.

A signal names its kind, audiences, desks and people by number. Who satisfies one of the audiences, at one of the desks, is concerned;
where it names people, they alone.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final, Self

from django.db import connection, migrations, transaction

from noroshi.audiences.queries import array

LISTEN: Final = "listen noroshi"
CONCERNED: Final = "select person_id, desk_id from noroshi_concerned(%s::int[], %s::bigint[], %s::bigint[])"

SIGNALS: Final = """
create function noroshi_signal() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform pg_notify('noroshi', tg_argv[0] || ':' || new.audience_id || ':');
  if tg_op = 'UPDATE' then
    if old.audience_id <> new.audience_id then
      perform pg_notify('noroshi', tg_argv[0] || ':' || old.audience_id || ':');
    end if;
  end if;
  return null;
end $$;

create function noroshi_signal_at_desk() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform pg_notify('noroshi', tg_argv[0] || ':' || new.audience_id || ':' || new.desk_id);
  return null;
end $$;

create function noroshi_signal_desks(_kind text, _desks bigint[]) returns void
language sql security definer set search_path = pg_catalog, public as $$
  select pg_notify('noroshi', _kind || '::' || desks)
    from (select string_agg(desk::text, ',') as desks
            from (select desk, row_number() over (order by desk) / 500 as piece from unnest(_desks) as t(desk)) as told
           group by piece) as pieces
$$;

-- Which of these people, each at one desk, satisfy one of these audiences now: as noroshi_viewer_audiences says, for many at once.
create function noroshi_concerned(_audiences int[], _persons bigint[], _desks bigint[])
returns table (person_id bigint, desk_id bigint)
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
  if current_setting('noroshi.viewer', true) is distinct from 'system:signals' then
    raise exception 'only for signals' using errcode = 'insufficient_privilege';
  end if;
  return query
  select m.person_id, m.desk_id
    from (select distinct p, d from unnest(_persons, _desks) as t(p, d)) as asked
    join directory_membership m on m.person_id = asked.p and m.desk_id = asked.d and m.ended_at is null
    join directory_person p on p.id = m.person_id and p.is_active
    join directory_desk d on d.id = m.desk_id and d.is_active
    join directory_organization o on o.id = d.organization_id and o.is_active
   where exists (select from audiences_audience a where a.id = any (_audiences) and a.is_public)
      or exists (
           select from audiences_seat s join audiences_audience a on a.id = s.audience_id
            where s.desk_id = m.desk_id and s.audience_id = any (_audiences)
              and (s.requires & 1 = 0 or m.tie = 'staff'
                   or coalesce(m.nda_until >= (now() at time zone 'Asia/Tokyo')::date, false))
              and (s.requires & 2 = 0 or m.is_poc or m.is_deputy or m.role in ('csirt', 'liaison', 'secretariat')
                   or a.sectors && array(select t.sector from directory_standingduty t where t.membership_id = m.id)
                   or a.matter in (select t.matter from directory_assignment t
                                    where t.membership_id = m.id and t.ended_at is null)));
end $$;

revoke execute on function noroshi_signal, noroshi_signal_at_desk, noroshi_signal_desks, noroshi_concerned from public;
grant execute on function noroshi_signal_desks, noroshi_concerned to noroshi_app, noroshi_system;
"""


class Signal(migrations.RunSQL):
    """Rows of a shared table say so when they come and, with `changes`, when they change: to whoever may read them.

    With `own_desk` only to those of one desk; `when` keeps quiet about changes that no page shows, `born` about rows that are
    not for everybody of their audience.
    """

    def __init__(
        self,
        table: str,
        kind: str,
        *,
        own_desk: bool = False,
        changes: bool = False,
        when: str = "true",
        born: str = "true",
    ) -> None:
        tells = f"execute function noroshi_signal{'_at_desk' if own_desk else ''}('{kind}')"
        steps = [f"create trigger signal_came after insert on {table} for each row when ({born}) {tells};"]
        if changes:
            steps.append(f"create trigger signal_changed after update on {table} for each row when ({when}) {tells};")
        kept = [name for name in ("signal_came", "signal_changed") if f"trigger {name} " in "".join(steps)]
        steps += [f"alter table {table} enable always trigger {name};" for name in kept]
        super().__init__("".join(steps), migrations.RunSQL.noop)
        self.table, self.kind = table, kind

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.table, self.kind], {}


@dataclass(frozen=True, slots=True)
class Told:
    """One signal as it came. Without audiences it is for everybody at the desks, without desks for every desk of the audiences.

    With people it is for them, there, and for nobody else.
    """

    kind: str
    audiences: frozenset[int]
    desks: frozenset[int]
    people: frozenset[int] = frozenset()

    def is_at(self, person: int, desk: int) -> bool:
        return (not self.desks or desk in self.desks) and (not self.people or person in self.people)

    @classmethod
    def of(cls, payload: str) -> Self:
        """Of people it speaks in a fourth part, which is never empty: a part lost on the way would speak to everybody."""
        kind, *parts = payload.split(":")
        told = cls(kind, *map(_numbers, parts)) if len(parts) in {2, 3} else None
        if told is None or (len(parts) == 3 and not (told.people and told.desks)):
            raise ValueError(payload)
        return told


def signal_desks(kind: str, desks: Collection[int]) -> None:
    """For what no locked row stands for; heard when the caller's transaction is committed."""
    with connection.cursor() as cursor:
        cursor.execute("select noroshi_signal_desks(%s, %s::bigint[])", [kind, array(sorted(desks))])


def concerned(audiences: Collection[int], seats: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Of people at desks, those who satisfy one of the audiences as the directory stands now."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select set_config('noroshi.viewer', 'system:signals', true)")
        persons, desks = ([seat[which] for seat in seats] for which in (0, 1))
        cursor.execute(CONCERNED, [array(audiences), array(persons), array(desks)])
        return set(cursor.fetchall())


def _numbers(words: str) -> frozenset[int]:
    return frozenset(int(word) for word in words.split(",") if word)
