"""What a desk said is not one event. Runs before deployment."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from noroshi.audiences.lock import Lock

OWN = "desk_id = (select noroshi_viewer_part(3))"
BOTH = " and ".join(
    f"exists (select from editions_edition e where e.matter = matters_declined.{one} offset 0)"
    for one in ("low", "high")
)


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0002_locked"),
        ("directory", "0004_remember_what_was"),
        ("audiences", "0003_the_ledger_locked"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Declined",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("low", models.UUIDField()),
                ("high", models.UUIDField()),
                ("reason", models.CharField(max_length=400)),
                ("at", models.DateTimeField()),
                (
                    "audience",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audiences.audience",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.desk"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["desk", "low", "high"], name="one_no_a_pair_at_a_desk")
                ],
            },
        ),
        Lock(
            "matters_declined",
            also=f"{OWN} and {BOTH}",
            born=f"{OWN} and by_id = (select noroshi_viewer_part(2))",
        ),
    ]
