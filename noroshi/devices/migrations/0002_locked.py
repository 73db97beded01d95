"""A desk's lists are the desk's; whoever holds a device's key reads what was published on its one list. Runs before deployment."""

from django.db import migrations

from noroshi.audiences.lock import APP, SYSTEM, Lock

DESK, PERSON = "(select noroshi_viewer_part(3))", "(select noroshi_viewer_part(2))"
OWN_LIST = "devices_is_own(of_id)"
ITS_LIST = "(select k.of_id from devices_devicekey k where k.digest = (select noroshi_device()))"

WHOSE_DEVICE = f"""
create function noroshi_device() returns bytea language sql stable set search_path = pg_catalog as $$
  select case when v ~ '^device:[0-9a-f]{{64}}$' then decode(substr(v, 8), 'hex') end
  from (select coalesce(current_setting('noroshi.viewer', true), '') as v) as setting
$$;
create function devices_is_own(_list bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select from devices_blocklist l where l.id = _list and l.desk_id = noroshi_viewer_part(3) and l.ended_at is null)
$$;
revoke execute on function noroshi_device, devices_is_own from public;
grant execute on function noroshi_device, devices_is_own to {APP}, {SYSTEM};
"""  # noqa: S608 - nothing here comes from outside

DEVICES = f"""
create policy devices on devices_devicekey for select using (
  digest = (select noroshi_device()) and revoked_at is null and expires_at > now());
create policy devices on devices_blocklist for select using (ended_at is null and id in {ITS_LIST});
create policy devices on devices_blockline for select using (
  published_at is not null and of_id in (select l.id from devices_blocklist l where l.id in {ITS_LIST}));
"""  # noqa: S608 - likewise

STANDING = f"""
-- Objects that were recalled or moved: from that moment no list holds what rests on them.
create table devices_moved (object_id bigint primary key, at timestamptz not null default now());
revoke all on devices_moved from {APP}, {SYSTEM};

create function devices_note_moved() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into devices_moved (object_id)
  select distinct c.object_id from came c join went w on w.object_id = c.object_id and w.number = c.number
   where c.audience_id <> w.audience_id
  on conflict do nothing;
  return null;
end $$;
create trigger devices_moved after update on intel_value referencing new table as came old table as went
  for each statement execute function devices_note_moved();

-- Of lines that the asker may read anyway: what they rest on moved, or their desk may hold it no longer.
create function devices_lost(_lines bigint[]) returns table (line_id bigint)
language sql stable security definer set search_path = pg_catalog, public as $$
  select i.id from devices_blockline i join devices_blocklist l on l.id = i.of_id
   where i.id in (select unnest(_lines))
     and (exists (select from devices_moved m where m.object_id = i.object_id)
          or not (exists (select from audiences_seat s where s.desk_id = l.desk_id and s.audience_id = i.object_range)
                  or exists (select from audiences_audience a where a.id = i.object_range and a.is_public)))
$$;

-- How often and when each key came. No content: which form, and that is all.
create table devices_fetch (key_id bigint primary key, at timestamptz not null, form varchar(40) not null,
                            window_at timestamptz not null, count int not null);
revoke all on devices_fetch from {APP}, {SYSTEM};

create function devices_fetched(_form text, _most int) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  found_count int;
begin
  insert into devices_fetch (key_id, at, form, window_at, count)
  select k.id, now(), left(_form, 40), now(), 1 from devices_devicekey k where k.digest = noroshi_device()
  on conflict (key_id) do update set at = now(), form = excluded.form,
     window_at = case when devices_fetch.window_at < now() - interval '5 minutes' then now() else devices_fetch.window_at end,
     count = case when devices_fetch.window_at < now() - interval '5 minutes' then 1 else devices_fetch.count + 1 end
  returning count into found_count;
  return coalesce(found_count <= _most, false);
end $$;

create function devices_fetches(_keys bigint[]) returns table (key_id bigint, at timestamptz, form varchar)
language sql stable security definer set search_path = pg_catalog, public as $$
  select f.key_id, f.at, f.form from devices_fetch f join devices_devicekey k on k.id = f.key_id
   where f.key_id in (select unnest(_keys))
$$;
revoke execute on function devices_note_moved, devices_lost, devices_fetched, devices_fetches from public;
grant execute on function devices_lost, devices_fetched, devices_fetches to {APP}, {SYSTEM};
"""  # noqa: S608 - likewise


class Migration(migrations.Migration):
    dependencies = [("devices", "0001_lists"), ("intel", "0002_locked"), ("audiences", "0002_the_database_lock")]

    operations = [
        migrations.RunSQL(WHOSE_DEVICE, migrations.RunSQL.noop),
        Lock(
            "devices_blocklist",
            born=f"desk_id = {DESK} and made_by_id = {PERSON}",
            later=("name", "note", "kinds", "lowest", "days", "drops", "ended_at"),
        ),
        Lock(
            "devices_blockline",
            born=f"{OWN_LIST} and proposed_by_id = {PERSON} and state = 'proposed' and reviewed_by_id is null and published_at is null",
            later=(
                *("state", "taken_back", "reason", "reviewed_by_id", "reviewed_at"),
                *("published_by_id", "published_at", "withdrawn_by_id", "withdrawn_at"),
            ),
        ),
        Lock("devices_devicekey", born=f"{OWN_LIST} and made_by_id = {PERSON}", later=("revoked_at",)),
        migrations.RunSQL(DEVICES, migrations.RunSQL.noop),
        migrations.RunSQL(STANDING, migrations.RunSQL.noop),
    ]
