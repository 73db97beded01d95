"""A list may take what stands on a profile's list, and nothing else. Runs before deployment."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

LATER = ("name", "note", "kinds", "lowest", "days", "drops", "ended_at", "profile_id", "bound_by_id")
AGAIN = f"""
drop trigger keep_sealed on devices_blocklist;
create trigger keep_sealed before update on devices_blocklist for each row
  execute function noroshi_keep_sealed({", ".join(f"'{column}'" for column in LATER)});
alter table devices_blocklist enable always trigger keep_sealed;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("devices", "0002_locked"),
        ("triage", "0002_locked"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "BlockList",
            "profile",
            models.ForeignKey("triage.Profile", django.db.models.deletion.PROTECT, null=True, related_name="+"),
        ),
        migrations.AddField(
            "BlockList",
            "bound_by",
            models.ForeignKey(settings.AUTH_USER_MODEL, django.db.models.deletion.PROTECT, null=True, related_name="+"),
        ),
        migrations.RunSQL(AGAIN, migrations.RunSQL.noop),
    ]
