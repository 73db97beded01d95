"""Both locks on every table; numbers in the order of commits; what the bulk login may do, which is little. Runs before deployment."""

from django.db import migrations

from noroshi.audiences.lock import APP, SYSTEM, Lock

DESK, PERSON = "(select noroshi_viewer_part(3))", "(select noroshi_viewer_part(2))"
IS_SYSTEM = "(select noroshi_is_system())"
OWN_DESK = f"(desk_id = {DESK} or {IS_SYSTEM})"
OWN_ORIGIN = f"(origin_id in (select o.id from intel_origin o where o.desk_id = {DESK}) or {IS_SYSTEM})"  # noqa: S608 - constants
OWN_IMPORT = f"(of_id in (select i.id from intel_import i where i.desk_id = {DESK}) or {IS_SYSTEM})"  # noqa: S608 - likewise

ORDER = f"""
-- Who writes holds this lock until the end: numbers are seen in their order, and nobody who follows them misses one.
create table intel_turn (last_id bigint primary key, first_id bigint not null, at timestamptz not null);
create unique index turns_by_time on intel_turn (at);
insert into intel_turn values (0, 0, '-infinity');
revoke all on intel_turn from {APP}, {SYSTEM};

create function noroshi_intel_turn(_many int, out first_id bigint, out at timestamptz)
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if _many is null or _many < 1 or _many > 1000000 then
    raise exception 'nothing to number' using errcode = 'check_violation';
  end if;
  perform pg_advisory_xact_lock(hashtext('noroshi.intel'));
  -- Every object has a moment of its own: one microsecond more for each number.
  select t.last_id + 1, greatest(clock_timestamp(), t.at + (t.last_id - t.first_id + 1) * interval '1 microsecond')
    into first_id, at from intel_turn t order by t.last_id desc limit 1;
  insert into intel_turn (last_id, first_id, at) values (first_id + _many - 1, first_id, at);
end $$;

-- When objects came in: in the order of their numbers.
create function noroshi_intel_added(_ids bigint[]) returns timestamptz[]
language sql stable security definer set search_path = pg_catalog, public as $$
  select array_agg(t.at + (n.id - t.first_id) * interval '1 microsecond' order by n.place)
    from unnest(_ids) with ordinality as n(id, place)
    cross join lateral (select * from intel_turn t where t.last_id >= n.id order by t.last_id limit 1) as t
$$;

-- The last number that had come in by then; numbers name nothing and open nothing.
create function noroshi_intel_until(_at timestamptz) returns bigint
language sql stable security definer set search_path = pg_catalog, public as $$
  select case when t.at = '-infinity' then 0
              else least(t.last_id, t.first_id + (extract(epoch from least(_at, t.at + interval '1 hour') - t.at) * 1000000)::bigint) end
    from intel_turn t where t.at <= _at order by t.at desc limit 1
$$;

revoke execute on function noroshi_intel_turn, noroshi_intel_added, noroshi_intel_until from public;
grant execute on function noroshi_intel_turn, noroshi_intel_added, noroshi_intel_until to {APP}, {SYSTEM};
"""  # noqa: S608 - nothing here comes from outside

TALLY = f"""
-- For previews of what a change of the directory opens and closes: objects alone, not what is read of them. Writers say
-- how many they brought: a trigger would carry every text through a second time.
create function noroshi_intel_tally(_audiences int[], _changes int[]) returns void
language sql security definer set search_path = pg_catalog, public as $$
  insert into audiences_tally (audience_id, change) select a, c from unnest(_audiences, _changes) as t(a, c) where c > 0
$$;
revoke execute on function noroshi_intel_tally from public;
grant execute on function noroshi_intel_tally to {APP}, {SYSTEM};
create trigger tally_moved after update on intel_stixobject referencing new table as came old table as went
  for each statement execute function noroshi_count_changes();
"""  # noqa: S608 - nothing here comes from outside

BULK = """
do $$ begin
  if exists (select from pg_roles where rolname = 'noroshi_bulk') then
    execute format('grant connect on database %I to noroshi_bulk', current_database());
    grant usage on schema public to noroshi_bulk;
    grant insert on intel_stixobject, intel_value, intel_link, intel_importbatch, intel_importfault to noroshi_bulk;
    grant execute on function noroshi_intel_turn, noroshi_intel_tally to noroshi_bulk;
  end if;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("intel", "0001_origins_and_objects"), ("audiences", "0002_the_database_lock")]

    operations = [
        Lock(
            "intel_origin",
            born=OWN_DESK,
            later=("name", "reliability", "tlp", "sectors", "opened", "correlates", "note", "ended_at"),
        ),
        Lock("intel_stixobject", born=OWN_ORIGIN),
        Lock("intel_value", born=OWN_ORIGIN),
        Lock("intel_link", born=OWN_ORIGIN),
        Lock("intel_import", born=OWN_DESK, later=("state", "trouble", "ended_at")),
        Lock("intel_importbatch", born=OWN_IMPORT),
        Lock("intel_importfault", born=OWN_IMPORT),
        Lock("intel_knownvalue", born=OWN_DESK, later=("note", "ended_at")),
        migrations.RunSQL(ORDER, migrations.RunSQL.noop),
        migrations.RunSQL(TALLY, migrations.RunSQL.noop),
        migrations.RunSQL(BULK, migrations.RunSQL.noop),
    ]
