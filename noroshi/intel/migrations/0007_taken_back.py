"""What was taken back, told to whoever had taken it; and who that was, told to the desk whose it is. Runs before deployment."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from noroshi.audiences.lock import APP, SYSTEM, Lock

DESK = "(select noroshi_viewer_part(3))"
TAKERS = f"""
-- Desks of other organizations that were given an object: by itself, or in a stretch of its source as pages and files are written down.
-- Only the desk whose source it is is told, of what its own organization provided, and by the numbers of that object in that source.
create function noroshi_intel_takers(_source uuid, _object uuid, _numbers bigint[])
returns table (organization_id bigint, desk_id bigint, at timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select e.organization_id, e.desk_id, max(e.at)
    from intel_origin o join directory_desk d on d.id = o.desk_id
    cross join lateral (select array(
         select x.id from intel_stixobject x where x.id = any (_numbers) and x.origin_id = o.id and x.uuid = _object) as numbers) as own
    join ledger_entry e on e.provider_ids @> array[d.organization_id::bigint]
   where o.public_id = _source
     and current_setting('noroshi.viewer', true) like 'seat:%'
     and o.desk_id = nullif(split_part(current_setting('noroshi.viewer', true), ':', 3), '')::bigint
     and e.allowed and e.answer <> 'deed' and e.desk_id is not null and e.organization_id <> d.organization_id
     and (exists (select from unnest(e.object_ids, e.provider_ids) as t(given, provider)
                   where given = _object and provider = d.organization_id)
          or (exists (select from unnest(e.object_ids, e.provider_ids) as t(given, provider)
                       where given = _source and provider = d.organization_id)
              and exists (select from unnest(own.numbers) as n
                           where n between (e.detail->>'from')::bigint and (e.detail->>'to')::bigint)))
   group by 1, 2 order by 3 desc
$$;
revoke execute on function noroshi_intel_takers from public;
grant execute on function noroshi_intel_takers to {APP}, {SYSTEM};
"""  # noqa: S608 - constants


class Migration(migrations.Migration):
    dependencies = [("intel", "0006_followed")]

    operations = [
        migrations.CreateModel(
            "TakenBack",
            [
                ("id", models.BigAutoField(primary_key=True, serialize=False, auto_created=True, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("object", models.UUIDField()),
                ("kind", models.CharField(max_length=60)),
                ("numbers", models.JSONField()),
                ("is_secret", models.BooleanField()),
                ("at", models.DateTimeField()),
                (
                    "audience",
                    models.ForeignKey(
                        "audiences.Audience", django.db.models.deletion.PROTECT, related_name="+", db_index=False
                    ),
                ),
                ("desk", models.ForeignKey("directory.Desk", django.db.models.deletion.PROTECT, related_name="+")),
                ("origin", models.ForeignKey("intel.Origin", django.db.models.deletion.PROTECT, related_name="+")),
            ],
        ),
        migrations.AddIndex("TakenBack", models.Index(fields=["audience", "-at"], name="taken_back_by_audience")),
        Lock("intel_takenback", born=f"desk_id = {DESK}"),
        migrations.RunSQL(TAKERS, migrations.RunSQL.noop),
    ]
