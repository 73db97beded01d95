"""Everybody who ever wrote in a draft is kept with it: none of them is the second person who lets it go. Runs before deployment."""

import django.contrib.postgres.fields
from django.db import migrations, models

LATER = (
    *("way", "scheme", "typed", "marks", "wish", "figures", "version", "writers"),
    *("saved_by_id", "saved_at", "discarded_at", "sent_at", "sent_as"),
)
KEPT = f"""
drop trigger keep_sealed on drafting_draft;
create trigger keep_sealed before update on drafting_draft for each row
  execute function noroshi_keep_sealed({", ".join(f"'{column}'" for column in LATER)});
alter table drafting_draft enable always trigger keep_sealed;
"""


class Migration(migrations.Migration):
    dependencies = [("drafting", "0002_locked")]

    operations = [
        migrations.AddField(
            "draft",
            "writers",
            django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list),
        ),
        migrations.RunSQL(KEPT, migrations.RunSQL.noop),
    ]
