"""What machines exchange: which ranges of which source hold objects, their index, and what became of what was handed over.

`intel_range` keeps numbers only: who may read what it counts the rows themselves say, under both locks. Runs before deployment.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from noroshi.audiences.lock import APP, SYSTEM, Lock

DESK = "(select noroshi_viewer_part(3))"
IS_SYSTEM = "(select noroshi_is_system())"

RANGES = f"""
create table intel_range (origin_id bigint not null, audience_id int not null, kind smallint not null, is_withdrawn boolean not null,
                          primary key (audience_id, origin_id, kind));
revoke all on intel_range from {APP}, {SYSTEM};

create function noroshi_intel_came(_origin bigint, _audiences int[], _kinds smallint[]) returns void
language sql security definer set search_path = pg_catalog, public as $$
  insert into intel_range (origin_id, audience_id, kind, is_withdrawn)
  select _origin, t.a, t.k, coalesce((a.definition::jsonb -> 'marking' ->> 'is_recalled')::boolean, false)
    from unnest(_audiences, _kinds) as t(a, k) join audiences_audience a on a.id = t.a
   where not exists (select from intel_range r where r.audience_id = t.a and r.origin_id = _origin and r.kind = t.k)
  on conflict do nothing
$$;

-- What moved to another audience is counted there; what is empty where it was costs one look.
create function noroshi_intel_moved() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into intel_range (origin_id, audience_id, kind, is_withdrawn)
  select distinct c.origin_id, c.audience_id, c.kind, coalesce((a.definition::jsonb -> 'marking' ->> 'is_recalled')::boolean, false)
    from came c join audiences_audience a on a.id = c.audience_id
  on conflict do nothing;
  return null;
end $$;
create trigger ranges_moved after update on intel_stixobject referencing new table as came
  for each statement execute function noroshi_intel_moved();

-- Both locks: what the asker says it holds, met with what the database knows of the viewer.
create function noroshi_intel_ranges(_held int[]) returns table (origin_id bigint, audience_id int, kind smallint, is_withdrawn boolean)
language sql stable security definer set search_path = pg_catalog, public as $$
  select r.origin_id, r.audience_id, r.kind, r.is_withdrawn from intel_range r
   where r.audience_id in (select unnest(_held)) and r.audience_id in (select unnest(noroshi_viewer_audiences()))
$$;

-- How far each range goes, as it was said when it was made; of what the viewer does not hold, nothing.
create function noroshi_intel_sentences(_audiences int[]) returns text[]
language sql stable security definer set search_path = pg_catalog, public as $$
  select array(select a.definition
                 from unnest(_audiences) with ordinality as t(id, place)
                 left join audiences_audience a on a.id = t.id and a.id in (select unnest(noroshi_viewer_audiences()))
                order by t.place)
$$;

revoke execute on function noroshi_intel_came, noroshi_intel_moved, noroshi_intel_ranges, noroshi_intel_sentences from public;
grant execute on function noroshi_intel_came, noroshi_intel_ranges, noroshi_intel_sentences to {APP}, {SYSTEM};
do $$ begin
  if exists (select from pg_roles where rolname = 'noroshi_bulk') then
    grant execute on function noroshi_intel_came to noroshi_bulk;
  end if;
end $$;
"""  # noqa: S608 - nothing here comes from outside


class Migration(migrations.Migration):
    dependencies = [("intel", "0002_locked"), ("audiences", "0002_the_database_lock"), ("directory", "0001_who_is_who")]

    operations = [
        migrations.AddIndex(
            "stixobject", models.Index(fields=["origin", "audience", "kind", "id"], name="objects_by_origin")
        ),
        migrations.CreateModel(
            "Handover",
            [
                ("id", models.BigAutoField(primary_key=True, serialize=False, auto_created=True, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("at", models.DateTimeField()),
                ("new", models.IntegerField()),
                ("known", models.IntegerField()),
                ("refused", models.IntegerField()),
                ("faults", models.JSONField()),
                (
                    "audience",
                    models.ForeignKey(
                        "audiences.Audience", django.db.models.deletion.PROTECT, related_name="+", db_index=False
                    ),
                ),
                ("desk", models.ForeignKey("directory.Desk", django.db.models.deletion.PROTECT, related_name="+")),
                (
                    "origin",
                    models.ForeignKey(
                        "intel.Origin", django.db.models.deletion.PROTECT, related_name="+", db_index=False
                    ),
                ),
            ],
        ),
        Lock("intel_handover", born=f"(desk_id = {DESK} or {IS_SYSTEM})"),
        migrations.RunSQL(RANGES, migrations.RunSQL.noop),
    ]
