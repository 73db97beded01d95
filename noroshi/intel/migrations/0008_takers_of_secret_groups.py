"""Who had taken what was open to a group that names nobody: so many, on which days. Not who, not when of the day. Runs before deployment."""

from django.db import migrations

from noroshi.audiences.lock import APP, SYSTEM

DESK = "nullif(split_part(current_setting('noroshi.viewer', true), ':', 3), '')::bigint"
TAKERS = f"""
alter function noroshi_intel_takers(uuid, uuid, bigint[]) rename to noroshi_intel_all_takers;
revoke execute on function noroshi_intel_all_takers from {APP}, {SYSTEM};

-- For the deed of taking back, which must find those who are to be told. Once that is done, a secret roster stays one.
create function noroshi_intel_takers(_source uuid, _object uuid, _numbers bigint[])
returns table (organization_id bigint, desk_id bigint, at timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  with backs as materialized (
    select b.is_secret, b.numbers from intel_takenback b join intel_origin o on o.id = b.origin_id
     where o.public_id = _source and b.object = _object),
  hidden as materialized (
    select exists (select from backs where is_secret) and not exists (
      select from intel_stixobject x
       where x.id = any (_numbers) and x.uuid = _object and not exists (select from backs where numbers @> to_jsonb(x.id))) as is_so)
  select case when not h.is_so then t.organization_id end, case when not h.is_so then t.desk_id end,
         case when h.is_so then date_trunc('day', t.at, 'Asia/Tokyo') else t.at end
    from hidden h cross join noroshi_intel_all_takers(_source, _object, _numbers) as t
   order by 3 desc
$$;

-- Of one's own that was taken back: those who were told, and nobody who took a stretch around it.
create function noroshi_intel_told(_row uuid) returns table (desk_id bigint, at timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select case when not b.is_secret then t.desk_id end,
         case when b.is_secret then date_trunc('day', t.at, 'Asia/Tokyo') else t.at end
    from intel_takenback b join intel_origin o on o.id = b.origin_id
    cross join lateral noroshi_intel_all_takers(
      o.public_id, b.object, array(select jsonb_array_elements_text(b.numbers)::bigint)) as t
   where b.public_id = _row and b.desk_id = {DESK} and t.at <= b.at
     and exists (select from audiences_seat s where s.audience_id = b.audience_id and s.desk_id = t.desk_id)
   order by 2 desc
$$;
revoke execute on function noroshi_intel_takers, noroshi_intel_told from public;
grant execute on function noroshi_intel_takers, noroshi_intel_told to {APP}, {SYSTEM};
"""  # noqa: S608 - constants


class Migration(migrations.Migration):
    dependencies = [("intel", "0007_taken_back"), ("audiences", "0002_the_database_lock")]

    operations = [migrations.RunSQL(TAKERS, migrations.RunSQL.noop)]
