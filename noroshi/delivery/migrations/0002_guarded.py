"""Each desk reads its own rows alone; notices are written by one function; readings are noted by the database. Before deployment."""

from django.db import migrations

from noroshi.audiences.lock import APP, SYSTEM

DESK = "(select noroshi_viewer_part(3))"
IS_SYSTEM = "(select noroshi_is_system())"
OWN = ("deskchannels", "address", "telephone", "certificate", "reminding", "callout")
"""What a desk writes itself, and the system reads and writes for it."""
SENDERS = f"is_named and (from_desk_id = {DESK} or originator_desk_id = {DESK})"

TELL = """
create function delivery_tell(_desks bigint[], _named bigint[], _kind text, _urgency text, _edition bigint, _hop bigint,
                              _from bigint, _link text, _at timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  _audience int;
  _originator bigint;
  _told int;
begin
  if coalesce(current_setting('noroshi.viewer', true), '') = '' then
    raise exception 'no viewer' using errcode = 'insufficient_privilege';
  end if;
  if _from is distinct from noroshi_viewer_part(3) and not noroshi_is_system()
     and not exists (select from editions_hop h where h.id = _hop and h.edition_id = _edition and h.from_desk_id = _from) then
    raise exception 'nobody tells in the name of another desk' using errcode = 'insufficient_privilege';
  end if;
  if _edition is not null then
    select e.audience_id, e.originator_desk_id into strict _audience, _originator from editions_edition e where e.id = _edition;
  end if;
  insert into delivery_notice (public_id, desk_id, kind, urgency, edition_id, hop_id, from_desk_id, originator_desk_id, is_named, link, at)
  select gen_random_uuid(), d, _kind, _urgency, _edition, _hop, _from, _originator, m is not null, _link, _at
    from unnest(_desks) as t(d) left join unnest(_named) as u(m) on m = d
   where _edition is null
      or exists (select from audiences_seat s where s.desk_id = d and s.audience_id = _audience)
      or exists (select from delivery_notice n where n.desk_id = d and n.edition_id = _edition);
  get diagnostics _told = row_count;
  return _told;
end $$;
"""

BOARD = """
-- How it went, for whoever sent it and for its originator: states and times, never an address.
create function delivery_board(_edition bigint)
returns table (desk_id bigint, kind varchar, from_desk_id bigint, at timestamptz, read_at timestamptz,
               channel varchar, state varchar, state_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select n.desk_id, n.kind, n.from_desk_id, n.at, n.read_at, d.channel, d.state, coalesce(d.ended_at, d.sent_at, d.due_at)
    from delivery_notice n left join delivery_dispatch d on d.notice_id = n.id
   where n.edition_id = _edition and n.is_named
     and (n.from_desk_id = noroshi_viewer_part(3) or n.originator_desk_id = noroshi_viewer_part(3) or noroshi_is_system())
   order by n.id, d.id
$$;

-- Telephone numbers of desks that were sent an advisory, for the desk that rings them, while its call-out is open.
create function delivery_telephones(_call_out uuid, _desks bigint[])
returns table (membership_id bigint, desk_id bigint, number varchar)
language sql stable security definer set search_path = pg_catalog, public as $$
  select t.membership_id, t.desk_id, t.number
    from delivery_telephone t
    join delivery_callout c on c.public_id = _call_out and c.ended_at is null and c.desk_id = noroshi_viewer_part(3)
   where t.desk_id = any (_desks)
     and exists (select from delivery_notice n where n.desk_id = t.desk_id and n.edition_id = c.edition_id and n.is_named
                  and (n.from_desk_id = c.desk_id or n.originator_desk_id = c.desk_id))
$$;

-- Whose text left the house, to which desk and how it was closed: for its originator, who must know it when it is recalled.
create function delivery_left(_edition bigint)
returns table (desk_id bigint, channel varchar, protection varchar, sent_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select n.desk_id, d.channel, d.protection, d.sent_at
    from delivery_notice n join delivery_dispatch d on d.notice_id = n.id
   where n.edition_id = _edition and d.sent_at is not null and d.protection in ('text', 'smime', 'openpgp')
     and n.is_named and (n.originator_desk_id = noroshi_viewer_part(3) or noroshi_is_system())
   order by d.sent_at, d.id
$$;

create function delivery_note_reading() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update delivery_notice set read_at = new.at where desk_id = new.desk_id and edition_id = new.edition_id and read_at is null;
  return null;
end $$;
create trigger note_reading after insert on editions_readmark for each row execute function delivery_note_reading();
alter table editions_readmark enable always trigger note_reading;
"""

NOTICES = f"""
alter table delivery_notice enable row level security;
create policy readers on delivery_notice for select using (desk_id = {DESK} or {SENDERS} or {IS_SYSTEM});
create policy planners on delivery_notice for update to {SYSTEM} using ({IS_SYSTEM}) with check ({IS_SYSTEM});
revoke insert, update, delete, truncate on delivery_notice from {APP}, {SYSTEM};
grant update (planned_at) on delivery_notice to {SYSTEM};

alter table delivery_dispatch enable row level security;
create policy readers on delivery_dispatch for select using (desk_id = {DESK} or {IS_SYSTEM});
create policy senders on delivery_dispatch for all to {SYSTEM} using ({IS_SYSTEM}) with check ({IS_SYSTEM});
revoke insert, update, delete, truncate on delivery_dispatch from {APP};
revoke delete, truncate on delivery_dispatch from {SYSTEM};

alter table delivery_call enable row level security;
create policy callers on delivery_call for all
  using (exists (select from delivery_callout c where c.id = call_out_id and c.desk_id = {DESK}) or {IS_SYSTEM})
  with check (exists (select from delivery_callout c where c.id = call_out_id and c.desk_id = {DESK} and c.ended_at is null));
revoke update, delete, truncate on delivery_call from {APP}, {SYSTEM};
"""  # noqa: S608 - nothing here comes from outside

RIGHTS = f"""
revoke execute on function delivery_tell, delivery_board, delivery_left, delivery_telephones, delivery_note_reading from public;
grant execute on function delivery_tell, delivery_board, delivery_left, delivery_telephones to {APP}, {SYSTEM};
"""


def _own(table: str) -> str:
    return f"""
    alter table delivery_{table} enable row level security;
    create policy own_desk on delivery_{table} for all using (desk_id = {DESK} or {IS_SYSTEM})
      with check (desk_id = {DESK} or {IS_SYSTEM});
    """


class Migration(migrations.Migration):
    dependencies = [("delivery", "0001_notices_and_channels"), ("editions", "0004_read_marks")]

    operations = [
        migrations.RunSQL("".join(map(_own, OWN)), migrations.RunSQL.noop),
        migrations.RunSQL(NOTICES, migrations.RunSQL.noop),
        migrations.RunSQL(TELL, migrations.RunSQL.noop),
        migrations.RunSQL(BOARD, migrations.RunSQL.noop),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
