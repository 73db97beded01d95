"""Servers from which a desk fetches: where, how often, how far it is, and what went wrong. Runs before deployment."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from noroshi.audiences.lock import Lock

DESK = "(select noroshi_viewer_part(3))"
IS_SYSTEM = "(select noroshi_is_system())"
LATER = (
    *("address", "version", "user_name", "secret", "every_minutes", "is_on", "ended_at"),
    *(
        "since",
        "place",
        "next_at",
        "failures",
        "trouble",
        "detail",
        "tried_at",
        "fetched_at",
        "new",
        "known",
        "refused",
    ),
)


class Migration(migrations.Migration):
    dependencies = [("intel", "0004_one_moment_a_turn")]

    operations = [
        migrations.CreateModel(
            "Subscription",
            [
                ("id", models.BigAutoField(primary_key=True, serialize=False, auto_created=True, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("address", models.CharField(max_length=400)),
                ("version", models.CharField(max_length=3)),
                ("user_name", models.CharField(blank=True, max_length=200)),
                ("secret", models.BinaryField(null=True)),
                ("every_minutes", models.IntegerField()),
                ("is_on", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("since", models.CharField(blank=True, max_length=40)),
                ("place", models.CharField(blank=True, max_length=2000)),
                ("next_at", models.DateTimeField()),
                ("failures", models.IntegerField(default=0)),
                ("trouble", models.CharField(blank=True, max_length=40)),
                ("detail", models.CharField(blank=True, max_length=200)),
                ("tried_at", models.DateTimeField(null=True)),
                ("fetched_at", models.DateTimeField(null=True)),
                ("new", models.BigIntegerField(default=0)),
                ("known", models.BigIntegerField(default=0)),
                ("refused", models.BigIntegerField(default=0)),
                (
                    "audience",
                    models.ForeignKey(
                        "audiences.Audience", django.db.models.deletion.PROTECT, related_name="+", db_index=False
                    ),
                ),
                ("desk", models.ForeignKey("directory.Desk", django.db.models.deletion.PROTECT, related_name="+")),
                (
                    "made_by",
                    models.ForeignKey("directory.Membership", django.db.models.deletion.PROTECT, related_name="+"),
                ),
                ("origin", models.ForeignKey("intel.Origin", django.db.models.deletion.PROTECT, related_name="+")),
            ],
        ),
        Lock("intel_subscription", born=f"(desk_id = {DESK} or {IS_SYSTEM})", later=LATER),
    ]
