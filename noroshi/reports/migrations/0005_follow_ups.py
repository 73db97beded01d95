"""What a desk owes next about a matter, and how soon it usually reports again. Runs before deployment."""

import django.db.models.deletion
from django.db import migrations, models

from noroshi.audiences.lock import Lock

DESK = "(select noroshi_viewer_part(3))"


def kept(to: str, *, db_index: bool = True) -> models.ForeignKey:
    return models.ForeignKey(db_index=db_index, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to)


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_returns"), ("editions", "0007_tickets")]

    operations = [
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("matter", models.UUIDField()),
                ("due_at", models.DateTimeField(null=True)),
                ("audience", kept("audiences.audience", db_index=False)),
                ("desk", kept("directory.desk")),
                ("edition", kept("editions.edition")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("desk", "matter"), name="one_follow_up_a_matter")],
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_at", None), _negated=True), fields=["due_at"], name="follow_ups_due"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUpPace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("continuing_hours", models.PositiveSmallIntegerField(default=24)),
                ("investigating_hours", models.PositiveSmallIntegerField(default=168)),
                ("remind_hours", models.PositiveSmallIntegerField(default=2)),
                ("audience", kept("audiences.audience", db_index=False)),
                (
                    "desk",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.desk"
                    ),
                ),
            ],
        ),
        Lock(
            "reports_followup",
            born=f"""desk_id = {DESK} and exists (select from editions_edition e
              where e.id = reports_followup.edition_id and e.originator_desk_id = desk_id and e.matter = reports_followup.matter offset 0)""",
            later=("edition_id", "due_at"),
        ),
        Lock(
            "reports_followuppace",
            born=f"desk_id = {DESK}",
            later=("continuing_hours", "investigating_hours", "remind_hours"),
        ),
    ]
