"""After a recall: what holders are told, and that they have deleted what they kept. Runs before deployment."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from noroshi.audiences.lock import Lock

VIEWER, PERSON = "(select noroshi_viewer_part(3))", "(select noroshi_viewer_part(2))"


def kept(to: str) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to)


def audience() -> models.ForeignKey:
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="audiences.audience"
    )


def number() -> models.BigAutoField:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [
        ("audiences", "0003_the_ledger_locked"),
        ("directory", "0004_remember_what_was"),
        ("editions", "0005_found_by_kind"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                ("id", number()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("edition_public_id", models.UUIDField()),
                ("matter", models.UUIDField()),
                (
                    "edition_kind",
                    models.CharField(
                        choices=[
                            ("report", "Report"),
                            ("advisory", "Advisory"),
                            ("notice", "Notice"),
                            ("sheet", "Sheet"),
                        ],
                        max_length=12,
                    ),
                ),
                ("tlp", models.CharField(max_length=8)),
                ("reference_number", models.CharField(blank=True, max_length=40)),
                ("at", models.DateTimeField()),
                ("audience", audience()),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="withdrawal", to="editions.edition"
                    ),
                ),
                ("originator_desk", kept("directory.desk")),
            ],
            options={"indexes": [models.Index(fields=["audience", "-id"], name="withdrawals_by_audience")]},
        ),
        migrations.CreateModel(
            name="Deletion",
            fields=[
                ("id", number()),
                ("note", models.CharField(blank=True, max_length=400)),
                ("at", models.DateTimeField()),
                ("audience", audience()),
                ("by", kept(settings.AUTH_USER_MODEL)),
                ("desk", kept("directory.desk")),
                ("withdrawal", kept("editions.withdrawal")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("withdrawal", "desk"), name="one_deletion_a_desk")]
            },
        ),
        Lock(
            "editions_withdrawal",
            born=f"""originator_desk_id = {VIEWER} and exists (select from editions_edition e where e.id = edition_id
              and e.originator_desk_id = {VIEWER} and e.is_recalled and e.public_id = edition_public_id)""",
        ),
        Lock(
            "editions_deletion",
            born=f"""desk_id = {VIEWER} and by_id = {PERSON}
              and exists (select from editions_withdrawal w where w.id = withdrawal_id and w.originator_desk_id <> {VIEWER})""",
        ),
    ]
