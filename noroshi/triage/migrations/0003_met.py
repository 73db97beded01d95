"""Which values name a profile's own networks and domains. Runs before deployment."""

import django.db.models.deletion
from django.db import migrations, models

from noroshi.audiences.lock import Lock

READS = "exists (select from intel_stixobject o where o.id = object_id offset 0)"
IS_SYSTEM = "(select noroshi_is_system())"
LATER = "'name', 'sectors', 'products', 'keywords', 'kinds', 'languages', 'threshold', 'notice_threshold', 'most', 'changed_at', 'ended_at'"
SEALED = f"""
drop trigger keep_sealed on triage_profile;
create trigger keep_sealed before update on triage_profile for each row
  execute function noroshi_keep_sealed({LATER}, 'told_until', 'met_until');
alter table triage_profile enable always trigger keep_sealed;
"""


class Migration(migrations.Migration):
    dependencies = [("triage", "0002_locked")]

    operations = [
        migrations.AddField("profile", "met_until", models.BigIntegerField(default=0, db_default=0)),
        migrations.CreateModel(
            name="Met",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("object_id", models.BigIntegerField()),
                ("number", models.SmallIntegerField()),
                ("key", models.UUIDField()),
                (
                    "asset",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="triage.asset",
                    ),
                ),
                (
                    "audience",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audiences.audience",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("asset", "object_id", "number"), name="a_value_meets_an_asset_once")
                ]
            },
        ),
        Lock("triage_met", also=READS, born=IS_SYSTEM),
        migrations.RunSQL(SEALED, migrations.RunSQL.noop),
    ]
