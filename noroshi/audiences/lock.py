"""The second lock: row-level security on the same `audience_id`, computed in the database from the directory itself.

`noroshi.viewer` is set per transaction: '' (nothing is readable), 'public', 'seat:<person>:<desk>' or 'system:<name>'. A system viewer
reads everything, but only for a login that is a member of noroshi_system: the web and API processes never are.

Who may read a row may not change it: what was sealed stays, an audience only opens, nobody writes in another desk's name.
"""

from collections.abc import Sequence
from typing import Any

from django.db import migrations

APP, SYSTEM, OWNER = "noroshi_app", "noroshi_system", "noroshi_owner"

VIEWER = """
create function noroshi_is_system() returns boolean language sql stable set search_path = pg_catalog as $$
  select coalesce(current_setting('noroshi.viewer', true), '') like 'system:%' and pg_has_role(session_user, 'noroshi_system', 'member')
$$;

create function noroshi_viewer_part(which int) returns bigint language sql stable set search_path = pg_catalog as $$
  select case when v like 'seat:%' then nullif(split_part(v, ':', which), '')::bigint end
  from (select coalesce(current_setting('noroshi.viewer', true), '') as v) as setting
$$;

create function noroshi_viewer_audiences() returns int[]
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
  viewer text := coalesce(current_setting('noroshi.viewer', true), '');
  seat record;
  duties varchar[];
  matters uuid[];
begin
  if viewer = 'public' then
    return array(select id from audiences_audience where is_public);
  elsif noroshi_is_system() then
    return array(select id from audiences_audience);
  elsif viewer not like 'seat:%' then
    return '{}';
  end if;
  select m.id, m.desk_id,
         m.tie = 'staff' or coalesce(m.nda_until >= (now() at time zone 'Asia/Tokyo')::date, false) as is_in_range,
         m.is_poc or m.is_deputy or m.role in ('csirt', 'liaison', 'secretariat') as needs_everything
    into seat
    from directory_membership m
    join directory_person p on p.id = m.person_id and p.is_active
    join directory_desk d on d.id = m.desk_id and d.is_active
    join directory_organization o on o.id = d.organization_id and o.is_active
   where m.person_id = noroshi_viewer_part(2) and m.desk_id = noroshi_viewer_part(3) and m.ended_at is null;
  if not found then
    return '{}';
  end if;
  if seat.needs_everything then
    return array(
      select s.audience_id from audiences_seat s where s.desk_id = seat.desk_id and (seat.is_in_range or s.requires & 1 = 0)
      union all select id from audiences_audience where is_public);
  end if;
  duties := array(select t.sector from directory_standingduty t where t.membership_id = seat.id);
  matters := array(select t.matter from directory_assignment t where t.membership_id = seat.id and t.ended_at is null);
  return array(
    select s.audience_id from audiences_seat s
     where s.desk_id = seat.desk_id and s.requires & 2 = 0 and (seat.is_in_range or s.requires & 1 = 0)
    union all
    select s.audience_id from audiences_seat s join audiences_audience a on a.id = s.audience_id
     where s.desk_id = seat.desk_id and s.requires & 2 = 2 and (seat.is_in_range or s.requires & 1 = 0)
       and (a.sectors && duties or a.matter = any (matters))
    union all select id from audiences_audience where is_public);
end $$;
"""

AUDIENCES = """
create function noroshi_intern(_digest bytea, _definition text, _originator bigint, _sectors text[], _matter uuid, _is_public boolean,
                               _desks bigint[], _requires smallint[]) returns int
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  found_id int;
begin
  if coalesce(current_setting('noroshi.viewer', true), '') = '' then
    raise exception 'no viewer' using errcode = 'insufficient_privilege';
  end if;
  if _digest <> sha256(convert_to(_definition, 'UTF8'))
     or _originator is distinct from (_definition::jsonb -> 'marking' ->> 'originator')::bigint then
    raise exception 'not what the definition says' using errcode = 'check_violation';
  end if;
  insert into audiences_audience (digest, definition, originator_desk, sectors, matter, is_public)
  values (_digest, _definition, _originator, _sectors, _matter, _is_public)
  on conflict (digest) do nothing returning id into found_id;
  if found_id is not null then
    insert into audiences_seat (desk_id, audience_id, requires) select d, found_id, r from unnest(_desks, _requires) as t(d, r);
    return found_id;
  end if;
  return (select id from audiences_audience where digest = _digest);
end $$;

create function noroshi_interned(_digest bytea) returns int
language sql stable security definer set search_path = pg_catalog, public as $$
  select id from audiences_audience where digest = _digest
$$;

create function noroshi_definition(_audience int) returns text
language sql stable security definer set search_path = pg_catalog, public as $$
  select definition from audiences_audience where id = _audience and id = any ((select noroshi_viewer_audiences())::int[])
$$;

create function noroshi_only_opens(_before int, _after int) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select b -> 'marking' = a -> 'marking' and a -> 'opened' @> (b -> 'opened') and a -> 'carriers' @> (b -> 'carriers')
    from (select (select definition::jsonb from audiences_audience where id = _before) as b,
                 (select definition::jsonb from audiences_audience where id = _after) as a) as sentences
$$;

create function noroshi_is_own(_audience int) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce((select originator_desk = noroshi_viewer_part(3) from audiences_audience where id = _audience), false)
$$;

create function noroshi_keep_sealed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  later text[] := coalesce(tg_argv, '{}') || '{audience_id}';
begin
  if to_jsonb(new) - later is distinct from to_jsonb(old) - later then
    raise exception 'what was sealed never changes' using errcode = 'insufficient_privilege';
  elsif noroshi_is_system() or (noroshi_is_own(old.audience_id) and noroshi_is_own(new.audience_id)) then
    return new;
  elsif to_jsonb(new) - 'audience_id' is distinct from to_jsonb(old) - 'audience_id' then
    raise exception 'only its originator may' using errcode = 'insufficient_privilege';
  elsif new.audience_id <> old.audience_id and not noroshi_only_opens(old.audience_id, new.audience_id) then
    raise exception 'who passes on only opens' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create function noroshi_definitions() returns table (id int, definition text)
language sql stable security definer set search_path = pg_catalog, public as $$
  select id, definition from audiences_audience where current_setting('noroshi.viewer', true) = 'system:rereading' order by id
$$;

create function noroshi_reseat(_desks bigint[], _audiences int[], _seat_desks bigint[], _requires smallint[]) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if current_setting('noroshi.viewer', true) is distinct from 'system:rereading' then
    raise exception 'only a rereading moves seats' using errcode = 'insufficient_privilege';
  end if;
  delete from audiences_seat s where s.desk_id = any (_desks)
     and not exists (select from unnest(_audiences, _seat_desks) as t(a, d) where t.a = s.audience_id and t.d = s.desk_id);
  insert into audiences_seat (audience_id, desk_id, requires)
  select a, d, r from unnest(_audiences, _seat_desks, _requires) as t(a, d, r)
  on conflict (desk_id, audience_id) do update set requires = excluded.requires where audiences_seat.requires <> excluded.requires;
end $$;

create function noroshi_holders(_audience int) returns table (desk_id bigint, requires smallint)
language sql stable security definer set search_path = pg_catalog, public as $$
  select s.desk_id, s.requires from audiences_seat s join audiences_audience a on a.id = s.audience_id
   where a.id = _audience and (a.originator_desk = noroshi_viewer_part(3) or noroshi_is_system())
     and a.id = any ((select noroshi_viewer_audiences())::int[])
$$;

create function noroshi_tally(_audiences int[]) returns bigint
language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(sum(change), 0)::bigint from audiences_tally
   where audience_id = any (_audiences) and current_setting('noroshi.viewer', true) = 'system:rereading'
$$;

create function noroshi_count_changes() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if tg_op = 'INSERT' then
    insert into audiences_tally (audience_id, change) select audience_id, count(*) from came group by audience_id;
  else
    insert into audiences_tally (audience_id, change)
    select audience_id, sum(n) from (select audience_id, 1 as n from came union all select audience_id, -1 from went) as moved
    group by audience_id having sum(n) <> 0;
  end if;
  return null;
end $$;

-- What a desk holds is read from the index alone: its rows lie wherever their audiences were made.
alter table audiences_seat drop constraint audiences_seat_pkey;
alter table audiences_seat add constraint audiences_seat_pkey primary key (desk_id, audience_id) include (requires);

alter table audiences_seat enable row level security;
create policy own_seats on audiences_seat for select to noroshi_app using (desk_id = (select noroshi_viewer_part(3)));
create policy all_seats on audiences_seat for select to noroshi_system using (true);

-- How many audiences there are, about which sectors and matters, is nobody's to count.
alter table audiences_audience enable row level security;
create policy own_audiences on audiences_audience for select to noroshi_app using (
  is_public or exists (select from audiences_seat s where s.audience_id = id and s.desk_id = (select noroshi_viewer_part(3))));
create policy all_audiences on audiences_audience for select to noroshi_system using (true);

create table audiences_reading (revision uuid not null);
insert into audiences_reading values (gen_random_uuid());

grant select, update on audiences_reading to noroshi_app, noroshi_system;
revoke all on audiences_audience, audiences_seat, audiences_tally from noroshi_app, noroshi_system;
grant select (id, sectors, matter, is_public) on audiences_audience to noroshi_app, noroshi_system;
grant select on audiences_seat to noroshi_app, noroshi_system;
revoke execute on function noroshi_viewer_audiences, noroshi_intern, noroshi_interned, noroshi_definition, noroshi_definitions,
  noroshi_reseat, noroshi_holders, noroshi_tally, noroshi_count_changes, noroshi_only_opens, noroshi_is_own,
  noroshi_keep_sealed from public;
grant execute on function noroshi_is_system, noroshi_viewer_part, noroshi_viewer_audiences, noroshi_intern, noroshi_interned,
  noroshi_definition, noroshi_definitions, noroshi_reseat, noroshi_holders, noroshi_tally to noroshi_app, noroshi_system;
"""


LEDGER = """
create function noroshi_viewer_organization() returns bigint
language sql stable security definer set search_path = pg_catalog, public as $$
  select organization_id from directory_desk where id = noroshi_viewer_part(3)
$$;
alter table ledger_entry enable row level security;
create policy readers on ledger_entry for select using (
  organization_id = (select noroshi_viewer_organization()) or subject_organization_id = (select noroshi_viewer_organization())
  or (select noroshi_is_system()));
create policy writers on ledger_entry for insert with check (true);
create function ledger_readings_of(_provider bigint, _before bigint, _limit int, _object uuid)
returns table (id bigint, at timestamptz, deed varchar, answer varchar, organization_id bigint, desk_id bigint, object_ids uuid[])
language sql stable security definer set search_path = pg_catalog, public as $$
  select e.id, e.at, e.deed, e.answer, e.organization_id, e.desk_id,
         array(select o from unnest(e.object_ids, e.provider_ids) as t(o, p) where p = _provider)
    from ledger_entry e
   where e.provider_ids @> array[_provider] and e.allowed and e.answer <> 'deed'
     and (_object is null or e.object_ids @> array[_object]) and e.id < coalesce(_before, 9223372036854775807)
     and _provider = (select d.organization_id from directory_desk d
                       where d.id = nullif(split_part(current_setting('noroshi.viewer', true), ':', 3), '')::bigint
                         and current_setting('noroshi.viewer', true) like 'seat:%')
   order by e.id desc limit _limit
$$;
revoke execute on function ledger_readings_of from public;
grant execute on function ledger_readings_of to noroshi_app, noroshi_system;
"""


class Lock(migrations.RunSQL):
    """Locks one table with shared content: forced for the owner too, no deletes, nothing readable without a viewer.

    `also` is asked of whoever reads, row by row (`offset 0` keeps PostgreSQL from answering it for a whole other table at once),
    `born` of whoever writes a row. Nothing changes afterwards but the audience, which others than
    the originator may only open further, and the columns that `later` names, which are the originator's alone.
    """

    def __init__(
        self, table: str, *, also: str = "true", born: str = "true", later: Sequence[str] = (), tally: bool = False
    ) -> None:
        steps = [_lock(table, also, born), _seal(table, later), _count(table) if tally else ""]
        super().__init__("".join(steps), migrations.RunSQL.noop)
        self.table = table

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.table], {}


def _lock(table: str, also: str, born: str) -> str:
    mine = f"audience_id in (select unnest(noroshi_viewer_audiences())) and {also}"
    return f"""
    alter table {table} enable row level security;
    alter table {table} force row level security;
    create policy readers on {table} for select using ({mine});
    create policy writers on {table} for insert with check ({mine} and {born});
    create policy keepers on {table} for update using ({mine}) with check ({mine});
    revoke delete, truncate on {table} from {APP}, {SYSTEM};
    """  # noqa: S608 - table names come from migrations, never from outside


def _seal(table: str, later: Sequence[str]) -> str:
    columns = ", ".join(f"'{column}'" for column in later)
    return f"""
    create trigger keep_sealed before update on {table} for each row execute function noroshi_keep_sealed({columns});
    alter table {table} enable always trigger keep_sealed;
    """


def _count(table: str) -> str:
    return f"""
    create trigger tally_came after insert on {table} referencing new table as came
      for each statement execute function noroshi_count_changes();
    create trigger tally_moved after update on {table} referencing new table as came old table as went
      for each statement execute function noroshi_count_changes();
    """
