"""Emergency modes, hotlines, and what an operator sees between council and plan. Runs before deployment."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from noroshi.audiences.lock import Lock

MINE = "desk_id = (select noroshi_viewer_part(3)) and by_id = (select noroshi_viewer_part(2))"


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
            name="Mode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("kind", models.CharField(max_length=12)),
                ("reason", models.TextField()),
                ("sectors", django.contrib.postgres.fields.ArrayField(models.CharField(max_length=40), default=list)),
                ("ends_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
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
                    "confirmed_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
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
            options={"indexes": [models.Index(fields=["-ends_at"], name="modes_by_end")]},
        ),
        migrations.CreateModel(
            name="Hotline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
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
                    "to_desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.desk"
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="editions.edition"
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
            options={"indexes": [models.Index(fields=["to_desk", "-id"], name="hotlines_to")]},
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("text", models.TextField()),
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
                    "hotline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="emergency.hotline"
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
            options={"indexes": [models.Index(fields=["hotline", "id"], name="lines_of_hotline")]},
        ),
        migrations.CreateModel(
            name="Heard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
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
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="emergency.line"
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
            options={"indexes": [models.Index(fields=["line", "desk"], name="heard_by_desk")]},
        ),
        migrations.CreateModel(
            name="Situation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("facts", models.TextField(blank=True)),
                ("state", models.CharField(max_length=12)),
                ("is_level_lowered", models.BooleanField(default=False)),
                ("draft", models.UUIDField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
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
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
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
            options={"indexes": [models.Index(fields=["desk", "-id"], name="situations_of_desk")]},
        ),
        Lock(
            "emergency_mode",
            born=f"{MINE} and confirmed_at is null and ended_at is null",
            later=("confirmed_at", "confirmed_by_id", "ended_at", "ended_by_id"),
        ),
        Lock("emergency_hotline", born=f"{MINE} and closed_at is null", later=("closed_at", "closed_by_id")),
        Lock(
            "emergency_line",
            born=f"""{MINE} and exists (select from emergency_hotline h where h.id = hotline_id
              and h.audience_id = emergency_line.audience_id and h.closed_at is null
              and emergency_line.desk_id in (h.desk_id, h.to_desk_id))""",
        ),
        Lock(
            "emergency_heard",
            born=f"""{MINE} and exists (select from emergency_line l where l.id = line_id
              and l.audience_id = emergency_heard.audience_id and l.desk_id <> emergency_heard.desk_id)""",
        ),
        Lock(
            "emergency_situation",
            also="desk_id = (select noroshi_viewer_part(3))",
            born="by_id = (select noroshi_viewer_part(2))",
            later=(
                "title",
                "facts",
                "state",
                "is_level_lowered",
                "draft",
                "version",
                "changed_at",
                "changed_by_id",
                "ended_at",
            ),
        ),
        migrations.RunSQL(
            """
            create function emergency_two_persons() returns trigger
            language plpgsql set search_path = pg_catalog, public as $$
            begin
              if new.confirmed_at is not null and (new.confirmed_by_id is null or new.confirmed_by_id = new.by_id) then
                raise exception 'a second person confirms' using errcode = 'insufficient_privilege';
              end if;
              return new;
            end $$;
            create trigger two_persons before update on emergency_mode for each row execute function emergency_two_persons();
            alter table emergency_mode enable always trigger two_persons;
            -- Whether any page has to ask at all; which one it is, the lock tells or does not.
            create function emergency_any(_now timestamptz) returns boolean
            language sql stable security definer set search_path = pg_catalog, public as $$
              select exists (select from emergency_mode where confirmed_at is not null and ended_at is null and ends_at > _now)
            $$;
            revoke execute on function emergency_any from public;
            grant execute on function emergency_any to noroshi_app, noroshi_system;
            """,
            migrations.RunSQL.noop,
        ),
    ]
