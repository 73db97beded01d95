"""Acknowledgements. Runs before deployment."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audiences", "0003_the_ledger_locked"),
        ("directory", "0004_remember_what_was"),
        ("editions", "0003_numbers_and_arrivals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("edition_public_id", models.UUIDField()),
                ("sighting", models.CharField(blank=True, max_length=12)),
                ("note", models.CharField(blank=True, max_length=400)),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
            ],
            options={
                "indexes": [
                    models.Index(fields=["edition", "desk", "-id"], name="acknowledgements_of"),
                    models.Index(fields=["desk", "-id"], name="acknowledgements_by"),
                ],
            },
        ),
    ]
