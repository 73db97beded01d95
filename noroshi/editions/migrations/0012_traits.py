"""By what statements that tell the same find each other: locked like the part and moved with it. Runs before deployment."""

import django.db.models.deletion
from django.db import migrations, models

from noroshi.audiences.following import follows
from noroshi.audiences.lock import Lock

VIEWER = "(select noroshi_viewer_part(3))"
PART = "exists (select from editions_part p where p.id = part_id offset 0)"
OWN = f"""exists (select from editions_part p join editions_edition e on e.id = p.edition_id
  where p.id = part_id and p.audience_id = editions_trait.audience_id and e.originator_desk_id = {VIEWER})"""


def kept(to: str) -> models.ForeignKey:
    return models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to)


class Migration(migrations.Migration):
    dependencies = [("audiences", "0003_the_ledger_locked"), ("editions", "0011_handled_anew")]

    operations = [
        migrations.CreateModel(
            name="Trait",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("trait", models.BigIntegerField()),
                ("audience", kept("audiences.audience")),
                ("part", kept("editions.part")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("part", "trait"), name="one_trait_a_part")],
                "indexes": [models.Index(fields=["trait", "audience", "part"], name="traits_by_audience")],
            },
        ),
        Lock("editions_trait", also=PART, born=OWN),
        follows("editions_trait", "editions_part", "part_id"),
    ]
