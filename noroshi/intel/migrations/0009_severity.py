"""How bad an object says that it is, beside its values. What came before says nothing, which weighs as before. Runs before deployment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intel", "0008_takers_of_secret_groups")]

    operations = [migrations.AddField("value", "severity", models.SmallIntegerField(null=True))]
