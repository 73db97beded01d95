"""Where anything of an edition may lie, in the order in which it goes, and the database's own function that erases it.

Every table that refers to an edition, a draft or a matter stands here; a test compares this list with the database.
`e` are editions, `p` their public ids, `m` matters of which nothing is left, `d` drafts by number, `dp` by public id together with
what arrived and became them, `q` questions, `h` hotlines, `n` notices, `w` hops, `b` files' blobs that nobody else uses.
"""

from collections.abc import Collection
from typing import Final

from noroshi.audiences.lock import APP, SYSTEM

PLACES: Final = (
    ("delivery_dispatch", "notice_id = any (n)"),
    ("delivery_notice", "id = any (n)"),
    ("delivery_call", "call_out_id in (select id from delivery_callout where edition_id = any (e))"),
    ("delivery_callout", "edition_id = any (e)"),
    ("delivery_reminding", "edition_id = any (e)"),
    ("delivery_mute", "edition_id = any (e) or matter = any (m)"),
    ("delivery_spread", "edition = any (e) or hop = any (w)"),
    (
        "helping_helpcare",
        "request_id in (select request_id from helping_helpabout where matter = any (m) or edition_public_id = any (p))",
    ),
    (
        "helping_helpstep",
        "request_id in (select request_id from helping_helpabout where matter = any (m) or edition_public_id = any (p))",
    ),
    (
        "helping_helpextract",
        "request_id in (select request_id from helping_helpabout where matter = any (m) or edition_public_id = any (p))",
    ),
    (
        "helping_helptie",
        """lower_id in (select request_id from helping_helpabout where matter = any (m) or edition_public_id = any (p))
          or upper_id in (select request_id from helping_helpabout where matter = any (m) or edition_public_id = any (p))""",
    ),
    (
        "helping_helprequest",
        "public_id in (select request_id from helping_helpabout where matter = any (m) or edition_public_id = any (p))",
    ),
    ("helping_helpabout", "matter = any (m) or edition_public_id = any (p)"),
    ("helping_source", "edition_public_id = any (p)"),
    ("helping_marked", "edition_public_id = any (p)"),
    ("emergency_heard", "line_id in (select id from emergency_line where hotline_id = any (h))"),
    ("emergency_line", "hotline_id = any (h)"),
    ("emergency_hotline", "id = any (h)"),
    ("emergency_situation", "draft = any (dp)"),
    ("asking_reply", "inquiry_id = any (q)"),
    ("asking_tie", "lower_id = any (q) or upper_id = any (q) or draft = any (dp)"),
    ("asking_inquiry", "public_id = any (q)"),
    ("asking_opening", "about = any (p)"),
    ("asking_attempt", "about_id = any (e)"),
    ("advisories_acknowledgement", "edition_id = any (e)"),
    ("advisories_tieranswer", "edition_id = any (e)"),
    ("advisories_releasestep", "draft = any (dp)"),
    ("reports_station", "about_id = any (e)"),
    ("reports_followup", "edition_id = any (e)"),
    ("reports_leakrelease", "draft = any (dp)"),
    ("reports_leakreturn", "draft = any (dp)"),
    ("briefing_orderonpage", "briefing_id in (select id from briefing_briefing where sources && p)"),
    ("briefing_decision", "briefing_id in (select id from briefing_briefing where sources && p)"),
    ("briefing_briefing", "sources && p"),
    ("matters_beside", "matter = any (m)"),
    ("matters_declined", "low = any (m) or high = any (m)"),
    # What is left alone in an event is no event any more, and its reason speaks of what went.
    (
        "matters_gathered",
        """matter = any (m) or (
          event_id in (select g.event_id from matters_gathered g where g.matter = any (m))
          and (select count(*) from matters_gathered o
                where o.event_id = matters_gathered.event_id and o.matter <> all (m)) < 2)""",
    ),
    ("matters_looked", "not exists (select from matters_gathered g where g.event_id = matters_looked.event_id)"),
    ("matters_event", "not exists (select from matters_gathered g where g.event_id = matters_event.id)"),
    ("intake_arrivalline", "arrival_id in (select id from intake_arrival where public_id = any (dp))"),
    ("intake_arrival", "public_id = any (dp)"),
    ("vault_blobchunk", "blob_id = any (b)"),
    ("vault_blob", "id = any (b)"),
    (
        "search_filetext",
        "file_id in (select f.id from vault_storedfile f where f.edition_id = any (e) or f.draft = any (dp))",
    ),
    ("vault_storedfile", "edition_id = any (e) or draft = any (dp)"),
    ("drafting_draft", "id = any (d)"),
    ("legal_footing", "edition_id = any (e)"),
    ("legal_hold", "edition_id = any (e)"),
    ("editions_deletion", "withdrawal_id in (select id from editions_withdrawal where edition_id = any (e))"),
    ("editions_withdrawal", "edition_id = any (e)"),
    ("editions_readmark", "edition_id = any (e)"),
    (
        "editions_numberwithdrawal",
        "registration_id in (select id from editions_registration where edition_id = any (e))",
    ),
    ("editions_registration", "edition_id = any (e)"),
    ("editions_ticket", "matter = any (m)"),
    ("editions_derivation", "derived_id = any (e)"),
    ("editions_markingrecord", "edition_id = any (e)"),
    ("editions_change", "edition_public_id = any (p)"),
    ("editions_trait", "part_id in (select id from editions_part where edition_id = any (e))"),
    ("translating_translation", "part_id in (select id from editions_part where edition_id = any (e))"),
    ("editions_part", "edition_id = any (e)"),
    ("editions_hop", "edition_id = any (e)"),
    ("directory_assignment", "matter = any (m)"),
    ("editions_edition", "id = any (e)"),
)
UNLOCKED: Final = frozenset({"delivery_spread", "directory_assignment", "helping_source", "helping_marked"})
"""No row-level security stands before these, and the owner alone reads them, but for who is assigned to a matter."""

LATER: Final = frozenset({"briefing_orderonpage"})
"""Tables that came when records were disposed of already: a migration of their own takes them in."""

IS_DISPOSING: Final = "noroshi_is_disposing()"
ASK_FIRST: Final = f"""
-- True only inside legal_dispose: the policies that ask it are for the tables' owner, as whom that function alone runs.
create function noroshi_is_disposing() returns boolean language sql stable set search_path = pg_catalog as $$
  select coalesce(current_setting('noroshi.viewer', true), '') = 'system:disposal'
     and pg_has_role(session_user, '{SYSTEM}', 'member')
$$;
grant execute on function noroshi_is_disposing to {APP}, {SYSTEM};
"""

FIND: Final = """
  select array_agg(x.id), array_agg(x.public_id), array_agg(distinct x.matter) into e, p, touched
    from editions_edition x
   where x.public_id = any (_editions) and x.public_id = any (run.editions) and x.originator_desk_id = run.desk_id
     and x.sealed_at < now() - interval '30 days'
     and not exists (select from editions_edition o where o.matter = x.matter and o.originator_desk_id = run.desk_id
                      and o.public_id <> all (_editions))
     and not exists (select from legal_hold l join editions_edition o on o.id = l.edition_id
                      where o.matter = x.matter and l.ended_at is null);
  if e is null then
    return 0;
  end if;
  m := array(select t from unnest(touched) as t
              where not exists (select from editions_edition o where o.matter = t and o.id <> all (e)));
  select coalesce(array_agg(x.id), '{}'), coalesce(array_agg(x.public_id), '{}') into d, dp
    from drafting_draft x
   where x.sent_as = any (p) or (x.public_id = any (_drafts) and (x.discarded_at is not null or x.sent_at is not null
                                                                  or x.saved_at < now() - interval '90 days'));
  dp := dp || array(select public_id from intake_arrival where draft = any (dp));
  w := array(select id from editions_hop where edition_id = any (e));
  q := array(select public_id from asking_inquiry where edition_id = any (e)
             union select lower_id from asking_tie where draft = any (dp));
  h := array(select id from emergency_hotline where edition_id = any (e));
  n := array(select x.id from delivery_notice x
              where x.edition_id = any (e) or x.hop_id = any (w)
                 or exists (select from unnest(p || q || dp) as u(id) where position(u.id::text in x.link) > 0));
  b := array(select distinct f.blob_id from vault_storedfile f where f.edition_id = any (e) or f.draft = any (dp)
             except select f.blob_id from vault_storedfile f
                     where not (coalesce(f.edition_id = any (e), false) or coalesce(f.draft = any (dp), false)));
"""

REMEMBER: Final = """
  insert into legal_remnant (audience_id, disposal_id, edition_public_id, kind, sealed_at, seal, at)
  select run.audience_id, run.id, x.public_id, x.kind, x.sealed_at, x.seal - 'number', now()
    from editions_edition x where x.id = any (e);
  insert into audiences_tally (audience_id, change)
  select x.audience_id, -count(*) from editions_edition x where x.id = any (e) group by x.audience_id;
"""


def function(without: Collection[str] = ()) -> str:
    """Erases what one confirmed disposal names, and looks again itself whether it may."""
    places = [(table, condition) for table, condition in PLACES if table not in without]
    steps = "\n".join(f"  delete from {table} where {condition};" for table, condition in places)  # noqa: S608 - likewise
    return f"""
create or replace function legal_dispose(_run uuid, _editions uuid[], _drafts uuid[]) returns int
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  run legal_disposal;
  e bigint[]; p uuid[]; touched uuid[]; m uuid[]; d bigint[]; dp uuid[]; w bigint[]; q uuid[]; h bigint[]; n bigint[]; b uuid[];
begin
  if not noroshi_is_disposing() then
    raise exception 'only the system, for a disposal' using errcode = 'insufficient_privilege';
  end if;
  select * into strict run from legal_disposal where public_id = _run for update;
  if run.confirmed_at is null or run.confirmed_by_id is null or run.confirmed_by_id = run.by_id
     or run.withdrawn_at is not null or run.done_at is not null then
    raise exception 'two persons decide a disposal, once' using errcode = 'insufficient_privilege';
  end if;
{FIND}
{REMEMBER}
{steps}
  set constraints all immediate;
  return cardinality(e);
end $$;
revoke execute on function legal_dispose from public;
grant execute on function legal_dispose to {SYSTEM};
"""  # noqa: S608 - put together from constants


def policies(tables: Collection[str]) -> str:
    """For the tables' owner alone, and only while the function above runs."""
    return "".join(map(_policy, sorted(set(tables) - UNLOCKED)))


def _policy(table: str) -> str:
    return f"""
create policy disposers_see on {table} for select to current_user using ({IS_DISPOSING});
create policy disposers on {table} for delete to current_user using ({IS_DISPOSING});
"""


def owners() -> str:
    """Periods and acceptances: an organization its own, written by its people, never changed."""
    mine = "organization_id = (select noroshi_viewer_organization())"
    return f"""
alter table legal_period enable row level security;
create policy own_house on legal_period for all using ({mine} or (select noroshi_is_system())) with check ({mine});
revoke delete, truncate on legal_period from {APP}, {SYSTEM};
alter table legal_acceptance enable row level security;
create policy readers on legal_acceptance for select using (
  {mine} or person_id = (select noroshi_viewer_part(2)) or (select noroshi_is_system()));
create policy writers on legal_acceptance for insert with check (
  person_id = (select noroshi_viewer_part(2)) and desk_id = (select noroshi_viewer_part(3)));
revoke update, delete, truncate on legal_acceptance from {APP}, {SYSTEM};
revoke delete, truncate on legal_pledge from {APP}, {SYSTEM};
create function legal_keep_version() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if to_jsonb(new) - 'ended_at' is distinct from to_jsonb(old) - 'ended_at' or old.ended_at is not null then
    raise exception 'a version that people accept never changes' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger keep_version before update on legal_pledge for each row execute function legal_keep_version();
create trigger keep_version before update on legal_period for each row execute function legal_keep_version();
alter table legal_pledge enable always trigger keep_version;
alter table legal_period enable always trigger keep_version;
revoke execute on function legal_keep_version from public;
"""  # noqa: S608 - nothing here comes from outside
