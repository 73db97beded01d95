"""Since when what stands beside an event is new to a person: their own marks. Runs before deployment."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from noroshi.audiences.lock import Lock

OWN = "desk_id = (select noroshi_viewer_part(3)) and person_id = (select noroshi_viewer_part(2))"
READ = "exists (select from matters_event e where e.id = event_id offset 0)"


def kept(to: str, **more: object) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to, **more)


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0004_beside"),
        ("audiences", "0003_the_ledger_locked"),
        ("directory", "0004_remember_what_was"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Looked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("audience", kept("audiences.audience", db_index=False)),
                ("desk", kept("directory.desk")),
                ("event", kept("matters.event")),
                ("person", kept(settings.AUTH_USER_MODEL)),
            ],
            options={"indexes": [models.Index(fields=["event", "person", "-at"], name="looked_last")]},
        ),
        Lock("matters_looked", also=f"{OWN} and {READ}"),
    ]
