"""What a person wishes to be told, and matters of which nobody wants to hear. Before deployment."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

DESK, PERSON = "(select noroshi_viewer_part(3))", "(select noroshi_viewer_part(2))"
OWN = f"desk_id = {DESK}"
MINE = f"exists (select from directory_membership m where m.id = membership_id and m.person_id = {PERSON})"
READ = "exists (select from editions_edition e where e.id = edition_id offset 0)"
IS_SYSTEM = "(select noroshi_is_system())"

GUARDED = f"""
-- A wish is the person's own; mutes are seen by the desk, so that nobody wonders why nothing came.
alter table delivery_personwish enable row level security;
create policy own_wish on delivery_personwish for all using ({OWN} and {MINE}) with check ({OWN} and {MINE});
create policy planners on delivery_personwish for select to noroshi_system using ({IS_SYSTEM});
revoke delete, truncate on delivery_personwish from noroshi_app, noroshi_system;

alter table delivery_mute enable row level security;
create policy own_desk on delivery_mute for all using ({OWN} and case when membership_id is null then {READ} else {MINE} end)
  with check ({OWN} and case when membership_id is null then {READ} else {MINE} end and by_id is not null);
create policy planners on delivery_mute for select to noroshi_system using ({IS_SYSTEM});
revoke delete, truncate on delivery_mute from noroshi_app, noroshi_system;
"""  # noqa: S608 - nothing here comes from outside


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0008_told_of_searches"),
        ("directory", "0006_who_knows_of_a_matter"),
        ("editions", "0013_changes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PersonWish",
            fields=[
                (
                    "membership",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="directory.membership",
                    ),
                ),
                ("mail_is_on", models.BooleanField(default=True)),
                (
                    "mail_from",
                    models.CharField(
                        choices=[("warning", "warning"), ("caution", "caution"), ("reference", "reference")],
                        default="reference",
                        max_length=40,
                    ),
                ),
                (
                    "mail_digest",
                    models.CharField(
                        blank=True,
                        choices=[("at_once", "at once"), ("hourly", "once an hour"), ("daily", "once a day")],
                        max_length=40,
                    ),
                ),
                ("browser_is_on", models.BooleanField(default=False)),
                (
                    "browser_from",
                    models.CharField(
                        choices=[("warning", "warning"), ("caution", "caution"), ("reference", "reference")],
                        default="caution",
                        max_length=40,
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.desk"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Mute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("matter", models.UUIDField()),
                ("with_warnings", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("at", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
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
                (
                    "membership",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.membership",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("desk", "matter", "membership"),
                        name="one_mute_a_matter",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("membership", None), ("with_warnings", False), _connector="OR"),
                        name="no_person_mutes_warnings",
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARDED, migrations.RunSQL.noop),
    ]
