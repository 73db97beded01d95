"""Which weaknesses are tied to which products: read where tie and both ends may be read. Runs before deployment."""

import django.db.models.deletion
from django.db import migrations, models

from noroshi.audiences.lock import APP, SYSTEM, Lock

READS = " and ".join(
    f"exists (select from intel_stixobject o where o.id = {one} offset 0)"
    for one in ("object_id", "tie_id", "product_id")
)
IS_SYSTEM = "(select noroshi_is_system())"
UNTIL = f"""
-- Up to which object the worker has looked for ties: one number for all, nobody's to read.
create table triage_tying (until bigint not null);
insert into triage_tying values (0);
revoke all on triage_tying from {APP}, {SYSTEM};
grant select, update on triage_tying to {SYSTEM};
"""  # noqa: S608 - nothing here comes from outside


class Migration(migrations.Migration):
    dependencies = [("triage", "0006_thresholds_by_channel")]

    operations = [
        migrations.CreateModel(
            name="Tied",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("object_id", models.BigIntegerField()),
                ("number", models.SmallIntegerField()),
                ("tie_id", models.BigIntegerField()),
                ("product_id", models.BigIntegerField()),
                ("newest", models.BigIntegerField()),
                ("topic", models.BigIntegerField()),
                ("product", models.CharField(max_length=400)),
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
                "indexes": [
                    models.Index(fields=["topic", "-object_id"], name="tied_by_topic"),
                    models.Index(fields=["newest"], name="tied_by_newest"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("object_id", "number", "tie_id", "product_id", "product"), name="a_tie_names_it_once"
                    )
                ],
            },
        ),
        Lock("triage_tied", also=READS, born=IS_SYSTEM),
        migrations.RunSQL(UNTIL, migrations.RunSQL.noop),
    ]
