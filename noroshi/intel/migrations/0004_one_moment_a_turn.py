"""What came in together came at one moment: the distance of two moments never counts what is closed between them. Runs before deployment."""

from django.db import migrations

MOMENTS = """
create or replace function noroshi_intel_turn(_many int, out first_id bigint, out at timestamptz)
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if _many is null or _many < 1 or _many > 1000000 then
    raise exception 'nothing to number' using errcode = 'check_violation';
  end if;
  perform pg_advisory_xact_lock(hashtext('noroshi.intel'));
  select t.last_id + 1, greatest(clock_timestamp(), t.at + interval '1 microsecond')
    into first_id, at from intel_turn t order by t.last_id desc limit 1;
  insert into intel_turn (last_id, first_id, at) values (first_id + _many - 1, first_id, at);
end $$;

create or replace function noroshi_intel_added(_ids bigint[]) returns timestamptz[]
language sql stable security definer set search_path = pg_catalog, public as $$
  select array_agg(t.at order by n.place)
    from unnest(_ids) with ordinality as n(id, place)
    cross join lateral (select * from intel_turn t where t.last_id >= n.id order by t.last_id limit 1) as t
$$;

create or replace function noroshi_intel_until(_at timestamptz) returns bigint
language sql stable security definer set search_path = pg_catalog, public as $$
  select t.last_id from intel_turn t where t.at <= _at order by t.at desc limit 1
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("intel", "0003_exchanged")]

    operations = [migrations.RunSQL(MOMENTS, migrations.RunSQL.noop)]
