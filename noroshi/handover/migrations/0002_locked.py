"""Notes are their desk's alone; who is at a page is told to the own desk, and kept nowhere. Before deployment."""

from django.db import migrations

from noroshi.audiences.lock import APP, SYSTEM, Lock
from noroshi.audiences.signals import Signal

DESK, PERSON = "(select noroshi_viewer_part(3))", "(select noroshi_viewer_part(2))"
OWN = f"desk_id = {DESK}"
MINE = f"by_id = {PERSON}"

PLACE = "split_part(place, ':', 2)::uuid"
READ = f"""case split_part(place, ':', 1)
  when 'item' then exists (select from editions_edition e where e.public_id = {PLACE} offset 0)
  when 'draft' then exists (select from drafting_draft d where d.public_id = {PLACE} offset 0)
  else false end"""  # noqa: S608 - nothing here comes from outside

PRESENCE = f"""
-- Not in the log either: after a crash nobody was ever anywhere.
alter table handover_presence set unlogged;
alter table handover_presence enable row level security;
create policy own_desk on handover_presence for select using ({OWN} and (person_id = {PERSON} or {READ}));
create policy own_page on handover_presence for insert with check ({OWN} and person_id = {PERSON});
create policy leaving on handover_presence for delete using ({OWN} and (person_id = {PERSON} or until < now()));
revoke update, truncate on handover_presence from {APP}, {SYSTEM};

-- Pages that are still open, told by their random numbers.
create function handover_stay(_pages uuid[], _for interval) returns void
language sql security definer set search_path = pg_catalog, public as $$
  update handover_presence set until = now() + greatest(least(_for, interval '5 minutes'), interval '0') where page = any (_pages)
$$;

-- Those of the desk who read the item or the draft, and nobody else there: that somebody opened something says that there is something.
create function handover_signal() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  _desk bigint := case when tg_op = 'DELETE' then old.desk_id else new.desk_id end;
  _place text := case when tg_op = 'DELETE' then old.place else new.place end;
begin
  perform pg_notify('noroshi', 'here:' || at.audience_id || ':' || _desk)
     from (select e.audience_id from editions_edition e
            where split_part(_place, ':', 1) = 'item' and e.public_id = split_part(_place, ':', 2)::uuid
           union all select d.audience_id from drafting_draft d
            where split_part(_place, ':', 1) = 'draft' and d.public_id = split_part(_place, ':', 2)::uuid) as at;
  return null;
end $$;
create trigger signal_here after insert or delete on handover_presence for each row execute function handover_signal();
alter table handover_presence enable always trigger signal_here;
revoke execute on function handover_stay, handover_signal from public;
grant execute on function handover_stay to {APP}, {SYSTEM};
"""  # noqa: S608 - nothing here comes from outside


class Migration(migrations.Migration):
    dependencies = [
        ("handover", "0001_notes_and_presences"),
        ("audiences", "0005_signals"),
        ("editions", "0013_changes"),
        ("drafting", "0003_who_wrote"),
    ]

    operations = [
        Lock("handover_note", also=OWN, born=MINE),
        Lock(
            "handover_takenover",
            also=f"{OWN} and exists (select from handover_note n where n.id = note_id offset 0)",
            born=f"{MINE} and exists (select from handover_note n where n.id = note_id and n.by_id <> {PERSON})",
        ),
        Signal("handover_note", "note", own_desk=True),
        Signal("handover_takenover", "note", own_desk=True),
        migrations.RunSQL(PRESENCE, migrations.RunSQL.noop),
    ]
