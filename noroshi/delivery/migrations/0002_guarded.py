"""Each desk reads its own rows alone; notices are written by one function; readings are noted by the database. Before deployment."""

from django.db import migrations

from noroshi.audiences.lock import APP, SYSTEM

DESK = "(select noroshi_viewer_part(3))"
IS_SYSTEM = "(select noroshi_is_system())"
OWN = ("deskchannels", "address", "telephone", "certificate", "reminding", "callout")
"""What a desk writes itself, and the system reads and writes for it."""
SENDERS = f"is_named and (from_desk_id = {DESK} or originator_desk_id = {DESK})"

TELL = """
-- To thousands at once: what is to be told, kept in the transaction of the hop and written out by the job a moment later.
create table delivery_spread (
  id bigint generated always as identity primary key,
  desks bigint[] not null, named bigint[] not null, kind varchar not null, urgency varchar not null, edition bigint, hop bigint,
  from_desk bigint, originator bigint, link varchar not null, at timestamptz not null, done_at timestamptz);
create index spreads_to_do on delivery_spread (id) where done_at is null;

create function delivery_write(_desks bigint[], _named bigint[], _kind text, _urgency text, _edition bigint, _hop bigint,
                               _from bigint, _originator bigint, _link text, _at timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  _audience int;
  _told int;
begin
  if _edition is not null then
    select e.audience_id into strict _audience from editions_edition e where e.id = _edition;
  end if;
  insert into delivery_notice (public_id, desk_id, kind, urgency, edition_id, hop_id, from_desk_id, originator_desk_id, is_named, link,
                               at, read_at)
  select gen_random_uuid(), d, _kind, _urgency, _edition, _hop, _from, _originator, m is not null, _link, _at,
         case when _kind = 'arrived' then (select min(r.at) from editions_readmark r where r.desk_id = d and r.edition_id = _edition) end
    from unnest(_desks) as t(d) left join unnest(_named) as u(m) on m = d
   where _edition is null
      or exists (select from audiences_seat s where s.desk_id = d and s.audience_id = _audience)
      or exists (select from delivery_notice n where n.desk_id = d and n.edition_id = _edition);
  get diagnostics _told = row_count;
  return _told;
end $$;

create function delivery_tell(_desks bigint[], _named bigint[], _kind text, _urgency text, _edition bigint, _hop bigint,
                              _from bigint, _link text, _at timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  _originator bigint;
begin
  if coalesce(current_setting('noroshi.viewer', true), '') = '' then
    raise exception 'no viewer' using errcode = 'insufficient_privilege';
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

create function delivery_spread_out() returns int
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  one delivery_spread;
  _told int := 0;
begin
  if not noroshi_is_system() then
    raise exception 'only the system' using errcode = 'insufficient_privilege';
  end if;
  for one in select * from delivery_spread where done_at is null order by id for update skip locked loop
    _told := _told + delivery_write(one.desks, one.named, one.kind, one.urgency, one.edition, one.hop, one.from_desk, one.originator,
                                    one.link, one.at);
    update delivery_spread set done_at = now(), desks = '{}', named = '{}' where id = one.id;
  end loop;
  return _told;
end $$;
revoke all on delivery_spread from noroshi_app, noroshi_system;
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
revoke execute on function delivery_write, delivery_spread_out, delivery_tell, delivery_board, delivery_left, delivery_telephones, delivery_note_reading from public;
grant execute on function delivery_tell, delivery_board, delivery_left, delivery_telephones to {APP}, {SYSTEM};
grant execute on function delivery_spread_out to {SYSTEM};
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
