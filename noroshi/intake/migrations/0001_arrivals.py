"""Arrivals. Runs before deployment."""

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
            name="Arrival",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.CharField(max_length=20, unique=True)),
                ("channel", models.CharField(max_length=12)),
                ("arrived_at", models.DateTimeField()),
                ("noted_at", models.DateTimeField()),
                ("claimed", models.CharField(blank=True, max_length=254)),
                ("proof", models.CharField(max_length=12)),
                ("spf", models.CharField(blank=True, max_length=10)),
                ("dkim", models.CharField(blank=True, max_length=10)),
                ("subject", models.CharField(blank=True, max_length=200)),
                ("file_name", models.CharField(blank=True, max_length=255)),
                ("mark", models.BinaryField(null=True)),
                ("sender_mark", models.BinaryField(null=True)),
                ("mail", django.contrib.postgres.fields.ArrayField(base_field=models.BinaryField(), default=list)),
                ("mail_key", models.BinaryField(null=True)),
                ("mail_key_mark", models.BinaryField(null=True)),
                ("is_specimen", models.BooleanField(default=False)),
                ("state", models.CharField(max_length=10)),
                ("draft", models.UUIDField(null=True)),
                ("troubles", models.JSONField(default=list)),
                ("answered_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
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
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.desk"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["desk", "-arrived_at"], name="arrivals_of_a_desk"),
                    models.Index(fields=["draft"], name="arrivals_by_draft"),
                    models.Index(fields=["sender_mark", "noted_at"], name="arrivals_of_a_sender"),
                ],
                "constraints": [models.UniqueConstraint(fields=("desk", "mark"), name="one_arrival_a_mail")],
            },
        ),
    ]
