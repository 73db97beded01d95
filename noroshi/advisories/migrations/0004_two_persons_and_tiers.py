"""Two persons before an advisory leaves, and what each tier of a recipient has done. Runs before deployment."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from noroshi.audiences.lock import Lock

OWN = "desk_id = (select noroshi_viewer_part(3)) and by_id = (select noroshi_viewer_part(2))"
SECOND_PERSON = f"""{OWN}
  and exists (select from drafting_draft d where d.public_id = advisories_releasestep.draft
    and d.desk_id = advisories_releasestep.desk_id and d.audience_id = advisories_releasestep.audience_id
    and d.version = advisories_releasestep.version and d.sent_at is null
    and (stage in ('asked', 'alone') or advisories_releasestep.by_id not in (d.begun_by_id, d.saved_by_id)) offset 0)"""


class Migration(migrations.Migration):
    dependencies = [
        ("advisories", "0003_acted_and_useful"),
        ("audiences", "0003_the_ledger_locked"),
        ("directory", "0004_remember_what_was"),
        ("drafting", "0002_locked"),
        ("editions", "0003_numbers_and_arrivals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReleaseStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("draft", models.UUIDField()),
                ("version", models.PositiveIntegerField()),
                ("stage", models.CharField(max_length=12)),
                ("reason", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
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
            options={"indexes": [models.Index(fields=["draft"], name="release_steps_by_draft")]},
        ),
        migrations.CreateModel(
            name="ReleaseRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("rule", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
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
            options={"indexes": [models.Index(fields=["desk", "-id"], name="release_rules_of")]},
        ),
        migrations.CreateModel(
            name="TierAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("tier", models.CharField(max_length=12)),
                ("action", models.CharField(blank=True, max_length=12)),
                ("at", models.DateTimeField()),
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
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="editions.edition"
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
            options={"indexes": [models.Index(fields=["edition", "desk", "-id"], name="tier_answers_of")]},
        ),
        Lock("advisories_releasestep", born=SECOND_PERSON),
        Lock("advisories_releaserule", born=OWN),
        Lock(
            "advisories_tieranswer",
            also="exists (select from editions_edition e where e.id = edition_id offset 0)",
            born=OWN,
        ),
    ]
