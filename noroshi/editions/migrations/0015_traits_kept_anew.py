"""Traits are kept anew by the worker when the words change by which texts are compared. Runs before deployment."""

from django.db import migrations, models

VIEWER = "(select noroshi_viewer_part(3))"
IS_SYSTEM = "(select noroshi_is_system())"
PART = "exists (select from editions_part p where p.id = part_id offset 0)"
SAME = "p.id = part_id and p.audience_id = editions_trait.audience_id"
OWN = f"""exists (select from editions_part p join editions_edition e on e.id = p.edition_id
  where {SAME} and (e.originator_desk_id = {VIEWER} or {IS_SYSTEM}))"""
WRITTEN = f"""
drop policy writers on editions_trait;
create policy writers on editions_trait for insert
  with check (audience_id in (select unnest(noroshi_viewer_audiences())) and {PART} and {OWN});

alter table editions_traitsof enable row level security;
create policy workers on editions_traitsof for all using ({IS_SYSTEM}) with check ({IS_SYSTEM});
revoke delete, truncate on editions_traitsof from noroshi_app, noroshi_system;
"""  # noqa: S608 - nothing here comes from outside


class Migration(migrations.Migration):
    dependencies = [("editions", "0014_at_the_very_moment")]

    operations = [
        migrations.CreateModel(
            name="TraitsOf",
            fields=[
                ("terms", models.BigIntegerField(primary_key=True, serialize=False)),
                ("reached", models.BigIntegerField()),
                ("upto", models.BigIntegerField()),
            ],
        ),
        migrations.RunSQL(WRITTEN, migrations.RunSQL.noop),
    ]
