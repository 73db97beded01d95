"""A seat knows since when it has been taken: who comes later is not told of what was closed before. Runs before deployment."""

from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies = [("audiences", "0005_signals")]

    operations = [
        migrations.AddField(model_name="seat", name="since", field=models.DateTimeField(db_default=Now())),
    ]
