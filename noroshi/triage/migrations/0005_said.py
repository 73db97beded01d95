"""Which objects name a supplier or a keyword: postings that only those see whose own profile has the word. Runs before deployment."""

import django.db.models.deletion
from django.db import migrations, models

from noroshi.audiences.lock import Lock

READS = "exists (select from intel_stixobject o where o.id = object_id offset 0)"
IS_SYSTEM = "(select noroshi_is_system())"
WATCHES = f"({IS_SYSTEM} or topic = any ((select noroshi_triage_words())::bigint[]))"
WORDS = """
create function noroshi_triage_words() returns bigint[] language sql stable set search_path = pg_catalog, public as $$
  select array(select w.topic from triage_wish w join directory_desk d on d.id = w.desk_id
                where d.organization_id = noroshi_viewer_organization() and w.ended_at is null and w.topic < 0)
$$;
revoke execute on function noroshi_triage_words from public;
grant execute on function noroshi_triage_words to noroshi_app, noroshi_system;
"""
WORKERS = f"""
alter table triage_watch enable row level security;
create policy workers on triage_watch for all using ({IS_SYSTEM}) with check ({IS_SYSTEM});
revoke delete, truncate on triage_watch from noroshi_app, noroshi_system;
"""


def of(to: str) -> models.ForeignKey:
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.DO_NOTHING,
        related_name="+",
        to=to,
    )


class Migration(migrations.Migration):
    dependencies = [("triage", "0004_severity")]

    operations = [
        migrations.CreateModel(
            name="Said",
            fields=[
                ("freshness", models.SmallIntegerField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "audience_id",
                        "origin_id",
                        "topic",
                        "freshness",
                        "weight",
                        "object_id",
                        "number",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("topic", models.BigIntegerField()),
                ("weight", models.FloatField()),
                ("object_id", models.BigIntegerField()),
                ("number", models.SmallIntegerField()),
                ("key", models.UUIDField()),
                ("valid_until", models.DateTimeField(null=True)),
                ("audience", of("audiences.audience")),
                ("origin", of("intel.origin")),
            ],
            options={"indexes": [models.Index(fields=["object_id", "topic"], name="said_by_object")]},
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                ("topic", models.BigIntegerField(primary_key=True, serialize=False)),
                ("met_until", models.BigIntegerField()),
            ],
        ),
        migrations.AddIndex(
            "wish",
            models.Index(
                condition=models.Q(("ended_at", None), ("topic__lt", 0)),
                fields=["desk", "topic"],
                name="words_of_a_desk",
            ),
        ),
        migrations.RunSQL(WORDS, migrations.RunSQL.noop),
        Lock("triage_said", also=f"{READS} and {WATCHES}", born=IS_SYSTEM),
        migrations.RunSQL(WORKERS, migrations.RunSQL.noop),
    ]
