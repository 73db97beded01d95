"""A house puts delivered lines of known values aside for itself; its own lines may move to the other list. Runs before deployment."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from noroshi.audiences.lock import Lock

DESK = "(select noroshi_viewer_part(3))"
AGAIN = """
drop trigger keep_sealed on intel_knownvalue;
create trigger keep_sealed before update on intel_knownvalue for each row
  execute function noroshi_keep_sealed('list', 'note', 'ended_at');
alter table intel_knownvalue enable always trigger keep_sealed;
"""


def bound(to: str, **more: bool) -> models.ForeignKey[models.Model]:
    return models.ForeignKey(to, django.db.models.deletion.PROTECT, related_name="+", **more)


class Migration(migrations.Migration):
    dependencies = [("intel", "0010_whose_source_it_is")]

    operations = [
        migrations.CreateModel(
            "KnownSwitch",
            [
                ("id", models.BigAutoField(primary_key=True, serialize=False, auto_created=True, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("line", models.UUIDField()),
                ("is_off", models.BooleanField()),
                ("why", models.CharField(blank=True, max_length=400)),
                ("made_at", models.DateTimeField()),
                ("audience", bound("audiences.audience", db_index=False)),
                ("desk", bound("directory.desk")),
                ("made_by", bound(settings.AUTH_USER_MODEL, null=True)),
            ],
        ),
        Lock("intel_knownswitch", born=f"desk_id = {DESK}"),
        migrations.RunSQL(AGAIN, migrations.RunSQL.noop),
    ]
