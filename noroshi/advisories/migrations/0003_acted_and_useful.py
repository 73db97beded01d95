"""What a recipient has done about an advisory, and whether it was of use. Runs before deployment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("advisories", "0002_locked")]

    operations = [
        migrations.AddField(
            "acknowledgement", "action", models.CharField(blank=True, db_default="", default="", max_length=12)
        ),
        migrations.AddField(
            "acknowledgement", "usefulness", models.CharField(blank=True, db_default="", default="", max_length=12)
        ),
    ]
