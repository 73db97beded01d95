"""The index and what desks keep of their searches. Runs before deployment."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from noroshi.audiences.following import follows
from noroshi.audiences.lock import Lock
from noroshi.search.index_sql import ASK, KEEP, MANY_MOVED, MOVE, PROGRESS, RARE, TABLE, many_moved_with, moved_with

DESK, PERSON = "(select noroshi_viewer_part(3))", "(select noroshi_viewer_part(2))"


def kept(to: str, **more: object) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to, **more)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audiences", "0003_the_ledger_locked"),
        ("directory", "0004_remember_what_was"),
        ("editions", "0012_traits"),
        ("intel", "0003_exchanged"),
        ("vault", "0004_from_outside"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FileText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("read_at", models.DateTimeField()),
                ("audience", kept("audiences.audience", db_index=False)),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedfile"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=80)),
                ("asked", models.JSONField()),
                ("is_of_desk", models.BooleanField()),
                ("notifies", models.BooleanField()),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("told_until", models.DateTimeField()),
                ("told", models.JSONField(default=list)),
                ("audience", kept("audiences.audience", db_index=False)),
                ("desk", kept("directory.desk")),
                ("made_by", kept(settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("desk", "made_by", "name"),
                        name="one_saved_search_a_name",
                    )
                ],
            },
        ),
        Lock(
            "search_filetext",
            also="exists (select from vault_storedfile f where f.id = file_id offset 0)",
            born="noroshi_is_system()",
        ),
        Lock(
            "search_savedsearch",
            also=f"(is_of_desk or made_by_id = {PERSON} or (select noroshi_is_system()))",
            born=f"desk_id = {DESK} and made_by_id = {PERSON}",
            later=("ended_at", "told_until", "told", "notifies"),
        ),
        follows("search_filetext", "vault_storedfile", "file_id"),
        migrations.RunSQL(TABLE + KEEP + PROGRESS + MANY_MOVED + MOVE + RARE + ASK, migrations.RunSQL.noop),
        migrations.RunSQL(moved_with("editions_part") + moved_with("search_filetext"), migrations.RunSQL.noop),
        migrations.RunSQL(many_moved_with("intel_stixobject"), migrations.RunSQL.noop),
    ]
