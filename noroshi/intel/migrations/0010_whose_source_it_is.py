"""A desk says of each source whether its readers are told whose it is; of those there are, nobody is told anew. Runs before deployment."""

from django.db import migrations, models

LATER = ("name", "reliability", "tlp", "sectors", "opened", "correlates", "note", "ended_at", "is_named")
AGAIN = f"""
drop trigger keep_sealed on intel_origin;
create trigger keep_sealed before update on intel_origin for each row
  execute function noroshi_keep_sealed({", ".join(f"'{column}'" for column in LATER)});
alter table intel_origin enable always trigger keep_sealed;
"""


class Migration(migrations.Migration):
    dependencies = [("intel", "0009_severity")]

    operations = [
        migrations.AddField("Origin", "is_named", models.BooleanField(default=False)),
        migrations.RunSQL(AGAIN, migrations.RunSQL.noop),
    ]
