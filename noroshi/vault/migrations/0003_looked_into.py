"""What was seen of a file when it was taken in: its kind, what in it may act, whether it was scanned. Runs before deployment."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vault", "0002_locked")]

    operations = [
        migrations.AddField(
            "storedfile", "sort", models.CharField(blank=True, default="", max_length=20), preserve_default=False
        ),
        migrations.AddField(
            "storedfile",
            "findings",
            django.contrib.postgres.fields.ArrayField(models.CharField(max_length=20), blank=True, default=list),
        ),
        migrations.AddField(
            "storedfile", "scan", models.CharField(blank=True, default="", max_length=20), preserve_default=False
        ),
    ]
