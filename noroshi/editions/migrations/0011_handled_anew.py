"""What the handling note says since an edition was marked again, beside what was sealed. Runs before deployment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("editions", "0010_numbers_withdrawn")]

    operations = [migrations.AddField("part", "handling", models.JSONField(null=True))]
