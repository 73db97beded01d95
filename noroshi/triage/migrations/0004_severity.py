"""Severity is part of the weight of what comes from now on. Runs before deployment."""

from django.db import migrations

from noroshi.triage.posting import CAME


class Migration(migrations.Migration):
    dependencies = [("triage", "0003_met"), ("intel", "0009_severity")]

    operations = [migrations.RunSQL(CAME, migrations.RunSQL.noop)]
