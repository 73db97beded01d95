"""Lists of values and feeds of MISP beside TAXII: how they are read, what was in them, what could not be. Runs before deployment."""

from django.db import migrations, models

LATER = (
    *("address", "version", "user_name", "secret", "every_minutes", "is_on", "ended_at", "since", "place", "next_at"),
    *("failures", "trouble", "detail", "tried_at", "fetched_at", "new", "known", "refused"),
    *("reads", "etag", "modified", "listed", "gone", "faults"),
)
AGAIN = f"""
drop trigger keep_sealed on intel_subscription;
create trigger keep_sealed before update on intel_subscription for each row
  execute function noroshi_keep_sealed({", ".join(f"'{column}'" for column in LATER)});
alter table intel_subscription enable always trigger keep_sealed;
"""


class Migration(migrations.Migration):
    dependencies = [("intel", "0005_subscribed")]

    operations = [
        migrations.AddField("Subscription", "kind", models.CharField(max_length=10, default="taxii")),
        migrations.AddField("Subscription", "reads", models.JSONField(default=dict)),
        migrations.AddField("Subscription", "etag", models.CharField(max_length=200, blank=True, default="")),
        migrations.AddField("Subscription", "modified", models.CharField(max_length=60, blank=True, default="")),
        migrations.AddField("Subscription", "listed", models.BinaryField(default=b"")),
        migrations.AddField("Subscription", "gone", models.BigIntegerField(default=0)),
        migrations.AddField("Subscription", "faults", models.JSONField(default=list)),
        migrations.RunSQL(AGAIN, migrations.RunSQL.noop),
    ]
