"""Of an edition tells only who holds it: else its originator could be read from the notice. Runs before deployment."""

from django.db import migrations

TELL = """
create or replace function delivery_tell(_desks bigint[], _named bigint[], _kind text, _urgency text, _edition bigint, _hop bigint,
                                         _from bigint, _link text, _at timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  _originator bigint;
begin
  if coalesce(current_setting('noroshi.viewer', true), '') = '' then
    raise exception 'no viewer' using errcode = 'insufficient_privilege';
  end if;
  -- Missing and forbidden answer alike.
  if _edition is not null and not noroshi_is_system() and not exists (
      select from editions_edition e join audiences_seat s on s.audience_id = e.audience_id and s.desk_id = noroshi_viewer_part(3)
       where e.id = _edition) then
    raise exception 'nobody tells of what is not held' using errcode = 'insufficient_privilege';
  end if;
  if _from is distinct from noroshi_viewer_part(3) and not noroshi_is_system()
     and not exists (select from editions_hop h where h.id = _hop and h.edition_id = _edition and h.from_desk_id = _from) then
    raise exception 'nobody tells in the name of another desk' using errcode = 'insufficient_privilege';
  end if;
  if _edition is not null then
    select e.originator_desk_id into strict _originator from editions_edition e where e.id = _edition;
  end if;
  if cardinality(_desks) > 500 then
    insert into delivery_spread (desks, named, kind, urgency, edition, hop, from_desk, originator, link, at)
    values (_desks, _named, _kind, _urgency, _edition, _hop, _from, _originator, _link, _at);
    return cardinality(_desks);
  end if;
  return delivery_write(_desks, _named, _kind, _urgency, _edition, _hop, _from, _originator, _link, _at);
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("delivery", "0003_follow_ups_due"), ("audiences", "0002_the_database_lock")]

    operations = [migrations.RunSQL(TELL, migrations.RunSQL.noop)]
