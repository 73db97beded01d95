"""A decision may be taken back, once, in a row of its own. Runs before deployment."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("briefing", "0003_orders_on_a_page")]

    operations = [
        migrations.AddField(
            "decision",
            "takes_back",
            models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="briefing.decision"
            ),
        ),
    ]
