"""Whether a sentence exists already is told to those alone whom it concerns: else sources could be guessed. Before deployment."""

from django.db import migrations, models

KNOWN = """
-- A sentence says whose an item is and to whom it was opened. Who could try sentences out would find every source.
create or replace function noroshi_interned(_digest bytea) returns int
language sql stable security definer set search_path = pg_catalog, public as $$
  select a.id from audiences_audience a
   where a.digest = _digest
     and (a.is_public or a.originator_desk = noroshi_viewer_part(3) or noroshi_is_system()
          or exists (select from audiences_seat s where s.audience_id = a.id and s.desk_id = noroshi_viewer_part(3)))
$$;

-- Of another desk's items one only says on: the marking of something that is held here, opened further or passed on by its holders.
create function noroshi_may_say(_definition jsonb, _originator bigint) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
  held_id int;
begin
  if noroshi_is_system() or (_originator is not null and _originator = noroshi_viewer_part(3)) then
    return true;
  end if;
  -- The newest first: what is said on was mostly said last.
  select a.id into held_id from audiences_audience a
   where a.originator_desk is not distinct from _originator
     and exists (select from audiences_seat s where s.audience_id = a.id and s.desk_id = noroshi_viewer_part(3))
     and a.definition::jsonb -> 'marking' = _definition -> 'marking'
     and (_definition -> 'opened' @> ((a.definition::jsonb -> 'opened') - 'public')
            and _definition -> 'carriers' @> (a.definition::jsonb -> 'carriers')
          or _definition -> 'carriers' <> '[]' and not exists (
                select from jsonb_array_elements_text(_definition -> 'carriers') as t(desk)
                 where not exists (select from audiences_seat c where c.audience_id = a.id and c.desk_id = t.desk::bigint)))
   order by a.id desc limit 1;
  return found;
end $$;

create or replace function noroshi_intern(_digest bytea, _definition text, _originator bigint, _sectors text[], _matter uuid,
                                          _is_public boolean, _desks bigint[], _requires smallint[]) returns int
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  found_id int;
begin
  if coalesce(current_setting('noroshi.viewer', true), '') = '' then
    raise exception 'no viewer' using errcode = 'insufficient_privilege';
  end if;
  if _digest <> sha256(convert_to(_definition, 'UTF8'))
     or _originator is distinct from (_definition::jsonb -> 'marking' ->> 'originator')::bigint then
    raise exception 'not what the definition says' using errcode = 'check_violation';
  end if;
  if not noroshi_may_say(_definition::jsonb, _originator) then
    raise exception 'of what is not held here nothing is said' using errcode = 'insufficient_privilege';
  end if;
  insert into audiences_audience (digest, definition, originator_desk, sectors, matter, is_public)
  values (_digest, _definition, _originator, _sectors, _matter, _is_public)
  on conflict (digest) do nothing returning id into found_id;
  if found_id is not null then
    insert into audiences_seat (desk_id, audience_id, requires) select d, found_id, r from unnest(_desks, _requires) as t(d, r);
    return found_id;
  end if;
  return (select id from audiences_audience where digest = _digest);
end $$;
revoke execute on function noroshi_may_say from public;
"""


class Migration(migrations.Migration):
    dependencies = [("audiences", "0003_the_ledger_locked")]

    operations = [
        migrations.AddIndex(
            model_name="audience",
            index=models.Index(fields=["originator_desk", "-id"], name="audiences_by_originator"),
        ),
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
    ]
