"""Origins, their objects and what is read of them, imports, known values. Runs before deployment.

Columns of the large tables stand in the order that wastes no space: wide and fixed first, text last.
"""

import uuid
from typing import Any

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def bound(to: str, *, null: bool = False) -> Any:
    return models.ForeignKey(null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to)


def audience() -> Any:
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="audiences.audience"
    )


def loose(to: str) -> Any:
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.DO_NOTHING,
        related_name="+",
        to=to,
    )


def number() -> Any:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def composite(*names: str) -> Any:
    return models.CompositePrimaryKey(*names, blank=True, editable=False, primary_key=True, serialize=False)


def texts(length: int) -> Any:
    return django.contrib.postgres.fields.ArrayField(models.CharField(max_length=length), default=list)


def public() -> Any:
    return models.UUIDField(default=uuid.uuid4, editable=False, unique=True)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audiences", "0003_the_ledger_locked"),
        ("directory", "0004_remember_what_was"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Origin",
            fields=[
                ("id", number()),
                ("public_id", public()),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=10)),
                ("reliability", models.CharField(max_length=1)),
                ("tlp", models.CharField(max_length=12)),
                ("sectors", texts(60)),
                ("opened", texts(120)),
                ("correlates", models.BooleanField(default=True)),
                ("note", models.CharField(blank=True, max_length=400)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("audience", audience()),
                ("desk", bound("directory.desk")),
                ("made_by", bound(settings.AUTH_USER_MODEL, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("desk", "name"),
                        name="one_origin_a_name_and_desk",
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="StixObject",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.BigIntegerField()),
                ("uuid", models.UUIDField()),
                ("audience", loose("audiences.audience")),
                ("origin", loose("intel.origin")),
                ("kind", models.SmallIntegerField()),
                ("raw", models.TextField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("uuid", "version", "origin", "kind"), name="one_version_an_origin")
                ],
            },
        ),
        migrations.CreateModel(
            name="Value",
            fields=[
                ("pk", composite("object_id", "number")),
                ("object_id", models.BigIntegerField()),
                ("key", models.UUIDField()),
                ("valid_from", models.DateTimeField(null=True)),
                ("valid_until", models.DateTimeField(null=True)),
                ("sectors", models.BigIntegerField()),
                ("audience", loose("audiences.audience")),
                ("origin", loose("intel.origin")),
                ("number", models.SmallIntegerField()),
                ("kind", models.SmallIntegerField()),
                ("object_kind", models.SmallIntegerField()),
                ("confidence", models.SmallIntegerField(null=True)),
                ("is_revoked", models.BooleanField()),
                ("value", models.TextField()),
                ("products", django.contrib.postgres.fields.ArrayField(models.TextField(), null=True)),
            ],
            options={"indexes": [models.Index(fields=["key"], name="values_by_key")]},
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("pk", composite("object_id", "number")),
                ("object_id", models.BigIntegerField()),
                ("from_uuid", models.UUIDField()),
                ("to_uuid", models.UUIDField()),
                ("audience", loose("audiences.audience")),
                ("origin", loose("intel.origin")),
                ("number", models.SmallIntegerField()),
                ("field", models.SmallIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["from_uuid"], name="links_from"),
                    models.Index(fields=["to_uuid"], name="links_to"),
                ]
            },
        ),
        migrations.CreateModel(
            name="Import",
            fields=[
                ("id", number()),
                ("public_id", public()),
                ("name", models.CharField(max_length=200)),
                ("size", models.BigIntegerField()),
                ("mark", models.BinaryField(max_length=32)),
                ("state", models.CharField(max_length=10)),
                ("trouble", models.CharField(blank=True, max_length=40)),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("audience", audience()),
                ("desk", bound("directory.desk")),
                ("origin", bound("intel.origin")),
                ("began_by", bound(settings.AUTH_USER_MODEL, null=True)),
            ],
            options={"indexes": [models.Index(fields=["desk", "-began_at"], name="imports_of_a_desk")]},
        ),
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                ("pk", composite("of_id", "start")),
                ("start", models.BigIntegerField()),
                ("end", models.BigIntegerField()),
                ("taken", models.IntegerField()),
                ("known", models.IntegerField()),
                ("refused", models.IntegerField()),
                ("at", models.DateTimeField()),
                ("audience", audience()),
                ("of", loose("intel.import")),
            ],
        ),
        migrations.CreateModel(
            name="ImportFault",
            fields=[
                ("pk", composite("of_id", "start", "number")),
                ("start", models.BigIntegerField()),
                ("number", models.IntegerField()),
                ("stix_id", models.TextField(blank=True)),
                ("code", models.CharField(max_length=40)),
                ("path", models.TextField()),
                ("given", models.TextField(blank=True)),
                ("audience", audience()),
                ("of", loose("intel.import")),
            ],
        ),
        migrations.CreateModel(
            name="KnownValue",
            fields=[
                ("id", number()),
                ("public_id", public()),
                ("list", models.CharField(max_length=12)),
                ("kind", models.SmallIntegerField()),
                ("value", models.TextField()),
                ("key", models.UUIDField()),
                ("note", models.CharField(blank=True, max_length=400)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("audience", audience()),
                ("desk", bound("directory.desk")),
                ("made_by", bound(settings.AUTH_USER_MODEL, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("desk", "list", "key"),
                        name="one_known_value_a_list",
                    )
                ]
            },
        ),
    ]
