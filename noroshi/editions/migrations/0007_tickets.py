"""A desk's own numbers for matters. Runs before deployment."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from noroshi.audiences.lock import Lock

DESK, PERSON = "(select noroshi_viewer_part(3))", "(select noroshi_viewer_part(2))"


def kept(to: str, *, db_index: bool = True) -> models.ForeignKey:
    return models.ForeignKey(db_index=db_index, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to)


class Migration(migrations.Migration):
    dependencies = [
        ("audiences", "0003_the_ledger_locked"),
        ("directory", "0004_remember_what_was"),
        ("editions", "0006_withdrawals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Ticket",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("matter", models.UUIDField()),
                ("number", models.CharField(blank=True, max_length=60)),
                ("at", models.DateTimeField()),
                ("audience", kept("audiences.audience", db_index=False)),
                ("desk", kept("directory.desk")),
                ("set_by", kept(settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("desk", "matter"), name="one_ticket_a_matter")],
                "indexes": [models.Index(fields=["desk", "number"], name="tickets_by_number")],
            },
        ),
        Lock(
            "editions_ticket",
            born=f"""desk_id = {DESK} and set_by_id = {PERSON}
              and exists (select from editions_edition e where e.matter = editions_ticket.matter)""",
            later=("number", "set_by_id", "at"),
        ),
    ]
