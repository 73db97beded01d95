"""From how many points on a notice leaves by mail, and by webhook; unsaid as the notice. Runs before deployment."""

from django.db import migrations, models

LATER = "'name', 'sectors', 'products', 'keywords', 'kinds', 'languages', 'threshold', 'notice_threshold', 'most', 'changed_at', 'ended_at'"
SEALED = f"""
drop trigger keep_sealed on triage_profile;
create trigger keep_sealed before update on triage_profile for each row
  execute function noroshi_keep_sealed({LATER}, 'told_until', 'met_until', 'mail_threshold', 'webhook_threshold');
alter table triage_profile enable always trigger keep_sealed;
"""


class Migration(migrations.Migration):
    dependencies = [("triage", "0005_said")]

    operations = [
        migrations.AddField("profile", "mail_threshold", models.FloatField(null=True)),
        migrations.AddField("profile", "webhook_threshold", models.FloatField(null=True)),
        migrations.RunSQL(SEALED, migrations.RunSQL.noop),
    ]
