"""The two desks read a request and its moves, the house that helps its roster, the desk in the middle its tie. Runs before deployment."""

from django.db import migrations

from noroshi.audiences.lock import APP, SYSTEM, Lock

DESK, PERSON = "(select noroshi_viewer_part(3))", "(select noroshi_viewer_part(2))"
REQUEST = "exists (select from helping_helprequest r where r.public_id = {request} {more} offset 0)"
ONE_OF_TWO = REQUEST.format(
    request="request_id",
    more=f"and r.audience_id = helping_helpstep.audience_id and {DESK} in (r.by_desk_id, r.to_desk_id)",
)
ASKED = REQUEST.format(request="request_id", more=f"and r.to_desk_id = {DESK}")
ASKER = REQUEST.format(request="request_id", more=f"and r.by_desk_id = {DESK}")
MIDDLE = " and ".join(
    (
        REQUEST.format(request="lower_id", more=f"and r.by_desk_id = {DESK}"),
        REQUEST.format(request="upper_id", more=f"and r.to_desk_id = {DESK}"),
    )
)
READ = REQUEST.format(request="request_id", more="")
BOTH_READ = f"{REQUEST.format(request='lower_id', more='')} and {REQUEST.format(request='upper_id', more='')}"
STANDS = f"""{READ} and helping_stands(request_id) and not exists (
  select from helping_helpstep s where s.request_id = helping_helpextract.request_id and s.move = 'withdraw' offset 0)"""

STANDING = f"""
-- From which item, as it was marked then, a request shows something; and how often items were marked since. No content, and nobody's to read.
create table helping_source (request_id uuid primary key, edition_public_id uuid not null, marking_number int not null);
create index helping_sources_of on helping_source (edition_public_id);
create table helping_marked (edition_public_id uuid primary key, marking_number int not null);
revoke all on helping_source, helping_marked from {APP}, {SYSTEM};

create function helping_note_source() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into helping_source values (new.request_id, new.edition_public_id, new.marking_number);
  return null;
end $$;
create trigger helping_source after insert on helping_helpabout for each row execute function helping_note_source();

create function helping_note_marked() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into helping_marked values (new.public_id, new.marking_number)
  on conflict (edition_public_id) do update set marking_number = excluded.marking_number;
  return null;
end $$;
-- Recalled, narrowed, somebody left out, a part withheld: each is a marking of its own.
create trigger helping_marked after update on editions_edition for each row
  when (new.marking_number <> old.marking_number) execute function helping_note_marked();

create function helping_stands(_request uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select from helping_helprequest r where r.public_id = _request)
    and exists (select from helping_source s where s.request_id = _request and not exists (
    select from helping_marked m where m.edition_public_id = s.edition_public_id and m.marking_number > s.marking_number))
$$;
revoke execute on function helping_note_source, helping_note_marked, helping_stands from public;
grant execute on function helping_stands to {APP}, {SYSTEM};
"""  # noqa: S608 - nothing here comes from outside


class Migration(migrations.Migration):
    dependencies = [
        ("helping", "0001_help_and_roster"),
        ("audiences", "0002_the_database_lock"),
        ("editions", "0002_locked"),
    ]

    operations = [
        migrations.RunSQL(STANDING, migrations.RunSQL.noop),
        Lock(
            "helping_helprequest",
            also=f"({DESK} in (by_desk_id, to_desk_id) or (select noroshi_is_system()))",
            born=f"by_desk_id = {DESK} and by_id = {PERSON} and to_desk_id <> by_desk_id",
        ),
        Lock("helping_helpabout", also=READ, born=ASKER),
        Lock("helping_helpstep", also=READ, born=f"desk_id = {DESK} and by_id = {PERSON} and {ONE_OF_TWO}"),
        Lock("helping_helpextract", also=STANDS, born=ASKER),
        Lock("helping_helptie", also=BOTH_READ, born=MIDDLE),
        Lock(
            "helping_expert",
            born=f"desk_id = {DESK} and written_by_id = {PERSON}",
            later=("fields", "note", "written_by_id", "at", "ended_at"),
        ),
        Lock(
            "helping_helpcare",
            also=READ,
            born=f"desk_id = {DESK} and by_id = {PERSON} and {ASKED}",
            later=("ended_at",),
        ),
    ]
