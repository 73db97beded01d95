"""What happened to editions, in the order of commits, each told to those to whom it happened. Runs before deployment."""

import django.db.models.deletion
from django.db import migrations, models

from noroshi.audiences.lock import Lock

WRITTEN: str = """
-- Each row goes to an audience that the deed itself has just written, under both locks: no right but the writer's own is used.
create function noroshi_happened(_audience int, _edition uuid, _what text) returns void
language sql set search_path = pg_catalog, public as $$
  insert into editions_change (audience_id, turn, edition_public_id, what, at)
  values (_audience, pg_current_xact_id()::text::bigint, _edition, _what, now())
$$;

create function noroshi_edition_happened() returns trigger language plpgsql set search_path = pg_catalog, public as $$
declare
  what text;
begin
  if tg_op = 'INSERT' then
    perform noroshi_happened(new.audience_id, new.public_id, 'sealed');
    return null;
  elsif new.marking_number = old.marking_number then
    what := 'narrowed';
  else
    what := case when new.is_recalled and not old.is_recalled then 'recalled' else 'marked' end;
  end if;
  perform noroshi_happened(old.audience_id, new.public_id, what);
  if what = 'marked' and new.audience_id <> old.audience_id then
    perform noroshi_happened(new.audience_id, new.public_id, what);
  end if;
  return null;
end $$;
create trigger edition_sealed after insert on editions_edition for each row execute function noroshi_edition_happened();
-- An opening by a hop is told by the hop: those who held it already must not learn when it went further.
create trigger edition_marked after update on editions_edition for each row
  when (new.marking_number <> old.marking_number
        or (new.audience_id <> old.audience_id and current_setting('noroshi.viewer', true) = 'system:propagation'))
  execute function noroshi_edition_happened();

create function noroshi_hop_happened() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  perform noroshi_happened(new.audience_id, new.edition_public_id, 'came');
  return null;
end $$;
create trigger edition_came after insert on editions_hop for each row execute function noroshi_hop_happened();

create function noroshi_number_happened() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  perform noroshi_happened(new.audience_id, (select e.public_id from editions_edition e where e.id = new.edition_id), 'numbered');
  return null;
end $$;
create trigger edition_numbered after insert on editions_registration for each row execute function noroshi_number_happened();
"""


class Migration(migrations.Migration):
    dependencies = [("audiences", "0003_the_ledger_locked"), ("editions", "0012_traits")]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("turn", models.BigIntegerField()),
                ("edition_public_id", models.UUIDField(db_index=True)),
                ("what", models.CharField(max_length=12)),
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
            ],
            options={"indexes": [models.Index(fields=["audience", "turn", "id"], name="changes_by_audience")]},
        ),
        Lock("editions_change", born="pg_trigger_depth() > 0"),
        migrations.RunSQL(WRITTEN, migrations.RunSQL.noop),
    ]
