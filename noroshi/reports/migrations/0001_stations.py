"""Stations told to the source. Runs before deployment."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audiences", "0003_the_ledger_locked"),
        ("directory", "0004_remember_what_was"),
        ("editions", "0003_numbers_and_arrivals"),
    ]

    operations = [
        migrations.CreateModel(
            name="Station",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("deed", models.CharField(max_length=20)),
                ("reference_number", models.CharField(blank=True, max_length=40)),
                ("at", models.DateTimeField()),
                (
                    "about",
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
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.desk"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("about", "key"), name="one_station_a_deed")],
            },
        ),
    ]
