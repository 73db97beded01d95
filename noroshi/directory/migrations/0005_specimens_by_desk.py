"""Specimens are given to the desks that agreed to handle them: an agreement of its own kind names the desk. Runs before deployment."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0004_remember_what_was")]

    operations = [
        migrations.AlterField(
            "agreement",
            "kind",
            models.CharField(
                choices=[
                    ("handling", "Handling"),
                    ("nda", "Nda"),
                    ("analysis_partner", "Analysis Partner"),
                    ("specimens", "Specimens"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            "agreement",
            "desk",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.desk",
            ),
        ),
        migrations.AddConstraint(
            "agreement",
            models.CheckConstraint(
                condition=models.Q(("desk__isnull", False), ("kind", "specimens"))
                | models.Q(models.Q(("kind", "specimens"), _negated=True), ("desk", None)),
                name="specimens_are_agreed_for_a_desk",
            ),
        ),
    ]
