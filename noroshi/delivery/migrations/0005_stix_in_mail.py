"""A desk may have items attached to its mail as STIX. Runs before deployment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("delivery", "0003_follow_ups_due")]

    operations = [
        migrations.AddField(model_name="deskchannels", name="mail_stix", field=models.BooleanField(default=False)),
    ]
