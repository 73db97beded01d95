"""What a desk put beside a matter: for those of it who read something of the matter, and the thing itself. Runs before deployment."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from noroshi.audiences.lock import Lock

OWN = "desk_id = (select noroshi_viewer_part(3))"
READ = "exists (select from editions_edition e where e.matter = matters_beside.matter offset 0)"
KINDS = {
    "order": "response_order t where t.public_id = matters_beside.thing",
    "object": "intel_stixobject t where t.uuid = matters_beside.thing",
    "alert": "bulletins_alert t where t.public_id = matters_beside.thing",
}
THERE = " ".join(f"when '{kind}' then exists (select from {rows} offset 0)" for kind, rows in KINDS.items())


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0003_declined"),
        ("directory", "0004_remember_what_was"),
        ("audiences", "0003_the_ledger_locked"),
        ("response", "0002_locked"),
        ("intel", "0002_locked"),
        ("bulletins", "0002_locked"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Beside",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("matter", models.UUIDField()),
                ("kind", models.CharField(max_length=12)),
                ("thing", models.UUIDField()),
                ("is_refused", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_reason", models.CharField(blank=True, max_length=400)),
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
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)),
                        fields=("desk", "matter", "kind", "thing"),
                        name="one_place_a_thing_beside_a_matter",
                    )
                ],
            },
        ),
        Lock(
            "matters_beside",
            also=f"{OWN} and {READ} and case kind {THERE} else false end",
            born="by_id = (select noroshi_viewer_part(2))",
            later=("undone_at", "undone_by_id", "undone_reason"),
        ),
    ]
