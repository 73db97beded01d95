"""Feeds, alerts, calendars of updates and their secret address. Runs before deployment."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audiences", "0004_no_sentence_is_tried_out"),
        ("directory", "0006_who_knows_of_a_matter"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Feed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=80)),
                ("address", models.CharField(max_length=500)),
                ("minutes", models.SmallIntegerField()),
                (
                    "words",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), default=list),
                ),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("etag", models.CharField(blank=True, max_length=200)),
                ("modified", models.CharField(blank=True, max_length=60)),
                ("read_at", models.DateTimeField(null=True)),
                ("next_at", models.DateTimeField()),
                ("fault", models.CharField(blank=True, max_length=20)),
                ("failures", models.SmallIntegerField(default=0)),
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
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Alert",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("key", models.BinaryField(max_length=32)),
                ("title", models.CharField(max_length=400)),
                ("summary", models.CharField(blank=True, max_length=4000)),
                ("link", models.CharField(blank=True, max_length=1000)),
                ("published_at", models.DateTimeField(null=True)),
                ("seen_at", models.DateTimeField()),
                (
                    "identifiers",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list),
                ),
                (
                    "cves",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), default=list),
                ),
                ("cvss", models.DecimalField(decimal_places=1, max_digits=3, null=True)),
                (
                    "matched",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), default=list),
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
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bulletins.feed"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Calendar",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=80)),
                ("note", models.CharField(blank=True, max_length=400)),
                ("link", models.CharField(blank=True, max_length=500)),
                ("rule", models.CharField(max_length=10)),
                ("nth", models.SmallIntegerField(null=True)),
                ("weekday", models.SmallIntegerField(null=True)),
                ("weeks", models.SmallIntegerField(null=True)),
                ("start", models.DateField(null=True)),
                ("dates", django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), default=list)),
                ("shift", models.SmallIntegerField(default=0)),
                ("remind_days", models.SmallIntegerField(null=True)),
                ("told_for", models.DateField(null=True)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
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
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("desk", "name"),
                        name="one_calendar_a_name_and_desk",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("digest", models.BinaryField(max_length=32, unique=True)),
                ("made_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
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
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)), fields=("desk",), name="one_calendar_address_a_desk"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="feed",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("desk", "address"), name="one_feed_an_address_and_desk"
            ),
        ),
        migrations.AddIndex(
            model_name="alert",
            index=models.Index(fields=["of", "-seen_at"], name="alerts_of_a_feed"),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.UniqueConstraint(fields=("of", "key"), name="each_entry_of_a_feed_once"),
        ),
    ]
