"""Checked words: locked like the part that they translate, moved with it, carried on when it is cut anew. Runs before deployment."""

import django.db.models.deletion
from django.db import migrations, models

from noroshi.audiences.following import follows
from noroshi.audiences.lock import Lock

VIEWER = "(select noroshi_viewer_part(3))"
PART = "exists (select from editions_part p where p.id = part_id offset 0)"
OWN = f"""exists (select from editions_part p join editions_edition e on e.id = p.edition_id
  where p.id = part_id and p.audience_id = translating_translation.audience_id and e.originator_desk_id = {VIEWER})"""

CARRY = """
-- A marking that cuts the fields otherwise writes new parts: words of a field that says the same go into the part that carries it now.
create function noroshi_translations_carried_on() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  insert into translating_translation (audience_id, part_id, passage, language, number, text, at)
  select new.audience_id, new.id, t.passage, t.language, t.number, t.text, t.at
    from editions_part before join translating_translation t on t.part_id = before.id
   where before.edition_id = new.edition_id and before.marking_number = new.marking_number - 1
     and before.content -> split_part(t.passage, '/', 1) = new.content -> split_part(t.passage, '/', 1);
  return null;
end $$;
create trigger translations_carried after insert on editions_part
  for each row when (new.marking_number > 1) execute function noroshi_translations_carried_on();
alter table editions_part enable always trigger translations_carried;
revoke execute on function noroshi_translations_carried_on from public;
"""


def kept(to: str) -> models.ForeignKey:
    return models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to)


class Migration(migrations.Migration):
    initial = True
    dependencies = [("audiences", "0003_the_ledger_locked"), ("editions", "0014_at_the_very_moment")]

    operations = [
        migrations.CreateModel(
            name="Translation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("passage", models.CharField(max_length=160)),
                ("language", models.CharField(max_length=2)),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("audience", kept("audiences.audience")),
                ("part", kept("editions.part")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("part", "passage", "language", "number"), name="one_translation_a_number"
                    )
                ],
            },
        ),
        Lock("translating_translation", also=PART, born=OWN),
        follows("translating_translation", "editions_part", "part_id"),
        migrations.RunSQL(CARRY, migrations.RunSQL.noop),
    ]
