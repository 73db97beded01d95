"""Runs before deployment: a weighty change remembers what it would replace, so that a new name of the organization does not spoil it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_both_sides_agree")]

    operations = [
        migrations.AddField(model_name="changerequest", name="was", field=models.JSONField(default=dict)),
        migrations.RemoveField(model_name="changerequest", name="organization_version"),
    ]
