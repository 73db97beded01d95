"""Drafts. Runs before deployment."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audiences", "0003_the_ledger_locked"),
        ("directory", "0004_remember_what_was"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("kind", models.CharField(max_length=12)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("first", "First"),
                            ("follow_up", "Follow Up"),
                            ("completion", "Completion"),
                            ("anonymized", "Anonymized"),
                            ("summary", "Summary"),
                        ],
                        max_length=12,
                    ),
                ),
                ("scheme", models.CharField(max_length=80)),
                ("way", models.CharField(blank=True, max_length=40)),
                ("matter", models.UUIDField()),
                ("continues", models.UUIDField(null=True)),
                (
                    "sealed_sources",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BinaryField(), default=list),
                ),
                ("typed", models.JSONField(default=dict)),
                ("marks", models.JSONField(default=dict)),
                ("wish", models.JSONField(default=dict)),
                ("figures", models.JSONField(default=dict)),
                ("version", models.PositiveIntegerField(default=1)),
                ("begun_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                ("discarded_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("sent_as", models.UUIDField(null=True)),
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
                    "begun_by",
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
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("sent_at", None)), fields=["desk", "-saved_at"], name="drafts_open"
                    ),
                    models.Index(fields=["sent_as"], name="drafts_sent_as"),
                ],
            },
        ),
    ]
