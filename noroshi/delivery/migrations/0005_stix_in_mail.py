"""A desk may have items attached to its mail as STIX. Runs before deployment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("delivery", "0004_only_what_one_holds")]

    operations = [
        migrations.AddField(model_name="deskchannels", name="mail_stix", field=models.BooleanField(default=False)),
    ]
