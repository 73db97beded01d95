"""What leaves in spite of a find: released by a second person, never by one who wrote it. Runs before deployment."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from noroshi.audiences.lock import Lock

SECOND_PERSON = """desk_id = (select noroshi_viewer_part(3)) and by_id = (select noroshi_viewer_part(2))
  and exists (select from drafting_draft d where d.public_id = reports_leakrelease.draft and d.desk_id = reports_leakrelease.desk_id
    and d.audience_id = reports_leakrelease.audience_id
    and reports_leakrelease.by_id <> all (d.writers) and d.sent_at is null offset 0)"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_locked"), ("drafting", "0003_who_wrote")]

    operations = [
        migrations.CreateModel(
            name="LeakRelease",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("draft", models.UUIDField()),
                ("digest", models.BinaryField(max_length=32)),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "audience",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audiences.audience",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.desk"
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["draft"], name="releases_by_draft")]},
        ),
        Lock("reports_leakrelease", born=SECOND_PERSON),
    ]
