"""Orders on a page, and their figures at one moment: for nobody who may not read the order itself. Runs before deployment."""

import django.db.models.deletion
from django.db import migrations, models

from noroshi.audiences.lock import Lock

DESK, PERSON = "(select noroshi_viewer_part(3))", "(select noroshi_viewer_part(2))"
PAGE = "exists (select from briefing_briefing b where b.id = briefing_id {more} offset 0)"
READS = 'exists (select from response_order o where o.public_id = briefing_orderonpage."order" offset 0)'
OWN = PAGE.format(
    more=f"and b.audience_id = briefing_orderonpage.audience_id and b.by_desk_id = {DESK} and b.by_id = {PERSON}"
)


class Migration(migrations.Migration):
    dependencies = [
        ("briefing", "0002_locked"),
        ("audiences", "0005_signals"),
        ("response", "0002_locked"),
    ]

    operations = [
        migrations.AddField("briefing", "has_figures", models.BooleanField(default=False)),
        migrations.CreateModel(
            name="OrderOnPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.UUIDField()),
                ("is_chosen", models.BooleanField()),
                ("is_counted", models.BooleanField()),
                ("state", models.CharField(max_length=16)),
                ("was_late", models.BooleanField()),
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
                    "briefing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="briefing.briefing"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("briefing", "order"), name="an_order_once_on_a_page")]
            },
        ),
        Lock(
            "briefing_orderonpage",
            also=f"{PAGE.format(more='')} and {READS}",
            born=OWN,
        ),
    ]
