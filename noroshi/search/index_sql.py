"""The index in SQL: one table that no login may touch, and the few functions that write, move and ask it.

Both locks stand on every question: what the asker says it holds, met with what the database knows of the viewer, before anything is
limited or counted. What belongs to an edition is for whoever holds it and the whole edition (`whole`), as the locks of its table ask.
What is found is then read from its own table, under that table's locks. A row moves with what it was made from,
in the statement that moves it; nothing here repeats what was asked in a log.
"""

from typing import Final

from noroshi.audiences.lock import APP, SYSTEM

TABLE: Final = f"""
create table search_index (
  id bigint generated always as identity primary key,
  source text not null, ref bigint not null, kind text not null, item uuid not null, about uuid, matter uuid,
  audience_id int not null, whole int, at timestamptz not null, changed_at timestamptz not null default clock_timestamp(),
  tlp text not null, importance text not null, sectors text[] not null, organization_id bigint not null, is_recalled boolean not null,
  event_kind text not null default '', title text not null, norm text not null, terms tsvector not null,
  was int[] not null default '{{}}', was_whole int[] not null default '{{}}', was_from timestamptz[] not null default '{{}}',
  unique (source, ref)
);
create index search_by_terms on search_index using gin (terms, (array[audience_id]));
create index search_by_audience on search_index (audience_id, at) include (whole);
create index search_by_time on search_index (at, id);
create index search_by_matter on search_index (matter) where matter is not null;
create index search_by_edition on search_index (about) where about is not null;
create index search_by_change on search_index (changed_at);
alter table search_index alter column terms set statistics 1000;
revoke all on search_index from {APP}, {SYSTEM};
create table search_progress (source text primary key, last bigint not null);
revoke all on search_progress from {APP}, {SYSTEM};
create table search_common (piece text primary key, share real not null);
revoke all on search_common from {APP}, {SYSTEM};
"""

KEEP: Final = """
-- Whoever may read a thing may have it found; many at a time, in the order of their columns. What is there only the worker writes anew:
-- that is news to nobody unless it is held by others than before.
create or replace function noroshi_search_keep(
  _source text, _refs bigint[], _kinds text[], _items uuid[], _abouts uuid[], _matters uuid[], _audiences int[], _ats timestamptz[],
  _tlps text[], _importances text[], _sectors text[], _organizations bigint[], _recalled boolean[], _titles text[], _norms text[],
  _terms text[], _event_kinds text[] default null) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if exists (select from unnest(_audiences) a where a not in (select unnest(noroshi_viewer_audiences()))) then
    raise exception 'not held' using errcode = 'insufficient_privilege';
  end if;
  if exists (select from unnest(_abouts) b where b is not null and not exists (select from editions_edition e where e.public_id = b)) then
    raise exception 'not held' using errcode = 'insufficient_privilege';
  end if;
  insert into search_index as i (source, ref, kind, item, about, matter, audience_id, whole, at, tlp, importance, sectors, organization_id,
                            is_recalled, title, norm, terms, event_kind)
  select _source, t.ref, t.kind, t.item, t.about, t.matter, t.audience,
         case when t.about is not null then
           coalesce((select e.audience_id from editions_edition e where e.public_id = t.about for share), 0) end, t.at, t.tlp, t.importance,
         coalesce(string_to_array(nullif(t.sectors, ''), ' '), '{}'), t.organization, t.recalled, t.title,
         t.norm, array_to_tsvector(string_to_array(t.terms, E'\\n')), coalesce(t.event_kind, '')
    from unnest(_refs, _kinds, _items, _abouts, _matters, _audiences, _ats, _tlps, _importances, _sectors, _organizations, _recalled,
                _titles, _norms, _terms, _event_kinds)
      as t(ref, kind, item, about, matter, audience, at, tlp, importance, sectors, organization, recalled, title, norm, terms, event_kind)
  on conflict (source, ref) do update set
    kind = excluded.kind, audience_id = excluded.audience_id, whole = excluded.whole, at = excluded.at, tlp = excluded.tlp,
    importance = excluded.importance, sectors = excluded.sectors, is_recalled = excluded.is_recalled, title = excluded.title,
    norm = excluded.norm, terms = excluded.terms, event_kind = excluded.event_kind,
    changed_at = case when (i.audience_id, i.whole) is distinct from (excluded.audience_id, excluded.whole) then clock_timestamp()
                      else i.changed_at end
  where noroshi_is_system();
end $$;
"""

EVENT_KINDS: Final = f"""
-- The worker's alone: what was kept before this was kept with it. Nothing else of a row changes, and it is news to nobody.
create function noroshi_search_event_kinds(_source text, _refs bigint[], _kinds text[]) returns void
language sql security definer set search_path = pg_catalog, public as $$
  update search_index i set event_kind = t.kind from unnest(_refs, _kinds) as t(ref, kind)
   where i.source = _source and i.ref = t.ref and i.event_kind <> t.kind and noroshi_is_system()
$$;
revoke execute on function noroshi_search_event_kinds from public;
grant execute on function noroshi_search_event_kinds to {SYSTEM};
"""  # noqa: S608 - nothing here comes from outside

PROGRESS: Final = """
create function noroshi_search_progress(_source text) returns bigint
language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce((select last from search_progress where source = _source), 0) where noroshi_is_system()
$$;
create function noroshi_search_reached(_source text, _last bigint) returns void
language sql security definer set search_path = pg_catalog, public as $$
  insert into search_progress (source, last) select _source, _last where noroshi_is_system()
  on conflict (source) do update set last = excluded.last
$$;
"""

MANY_MOVED: Final = """
-- Objects move when they are taken back: their range says so.
create or replace function noroshi_search_many_moved() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update search_index i set audience_id = c.audience_id, changed_at = clock_timestamp(), is_recalled = c.is_recalled
    from (select m.id, m.audience_id, coalesce((a.definition::jsonb #> '{marking,is_recalled}')::boolean, false) as is_recalled
            from came m join audiences_audience a on a.id = m.audience_id) c
   where i.source = tg_table_name and i.ref = c.id and i.audience_id <> c.audience_id;
  return null;
end $$;
"""

MOVE: Final = """
-- What it was, and since when: whoever could read it before is not told by a search that it went further.
create function noroshi_search_was() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  new.was := array_append(old.was, old.audience_id);
  new.was_whole := array_append(old.was_whole, old.whole);
  new.was_from := array_append(old.was_from, old.changed_at);
  return new;
end $$;
create trigger search_was before update on search_index for each row
  when ((old.audience_id, old.whole) is distinct from (new.audience_id, new.whole)) execute function noroshi_search_was();
alter table search_index enable always trigger search_was;
revoke execute on function noroshi_search_was from public;

create function noroshi_search_moved() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if tg_op = 'DELETE' then
    delete from search_index where source = tg_table_name and ref = old.id;
  else
    update search_index set audience_id = new.audience_id, changed_at = clock_timestamp()
     where source = tg_table_name and ref = new.id and audience_id <> new.audience_id;
  end if;
  return null;
end $$;

create function noroshi_search_whole_moved() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update search_index set whole = new.audience_id, changed_at = clock_timestamp()
   where about = new.public_id and whole is distinct from new.audience_id;
  return null;
end $$;
create trigger search_whole_moved after update of audience_id on editions_edition for each row
  when (old.audience_id <> new.audience_id) execute function noroshi_search_whole_moved();
alter table editions_edition enable always trigger search_whole_moved;

create function noroshi_search_marked() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update search_index set tlp = new.tlp, sectors = new.sectors, is_recalled = new.is_recalled where about = new.public_id;
  return null;
end $$;
create trigger search_marked after update of tlp, sectors, is_recalled on editions_edition for each row
  when ((old.tlp, old.sectors, old.is_recalled) is distinct from (new.tlp, new.sectors, new.is_recalled))
  execute function noroshi_search_marked();
alter table editions_edition enable always trigger search_marked;
revoke execute on function noroshi_search_moved, noroshi_search_many_moved, noroshi_search_whole_moved, noroshi_search_marked
  from public;
"""


def moved_with(table: str) -> str:
    """Rows of the index that were made from this table go where it goes, and end with it."""
    return f"""
create trigger search_moved after update of audience_id on {table} for each row
  when (old.audience_id <> new.audience_id) execute function noroshi_search_moved();
create trigger search_ended after delete on {table} for each row execute function noroshi_search_moved();
alter table {table} enable always trigger search_moved;
alter table {table} enable always trigger search_ended;
"""


def many_moved_with(table: str) -> str:
    """The same for tables of which hundreds of thousands move at once."""
    return f"""
create trigger search_moved after update on {table} referencing new table as came
  for each statement execute function noroshi_search_many_moved();
create trigger search_ended after delete on {table} for each row execute function noroshi_search_moved();
alter table {table} enable always trigger search_moved;
alter table {table} enable always trigger search_ended;
"""


SAYS: Final = """(cardinality(_every) = 0 or position(_every[1] in i.norm) > 0)
      and (cardinality(_every) < 2 or not exists (select from unnest(_every[2:]) e where position(e in i.norm) = 0))
      and (_either is null or not exists (select from generate_subscripts(_either, 1) g
             where not exists (select from unnest(_either[g:g]) o where position(o in i.norm) > 0)))"""
"""No patterns: looked for as it stands, which is several times faster than LIKE, and in which no letter means anything else."""
MINE: Final = """(i.audience_id in (select unnest(mine))) is true
      and (i.whole is null or i.whole in (select unnest(mine)))"""
"""Hashed once, whatever the planner thinks of it: thousands of audiences in an index cost more than what they spare."""


MINE_SAYS: Final = f"(case when {MINE} then {SAYS} else false end)"
"""In this order, whatever the planner finds cheaper: what one may not read is never compared, letter by letter or at all."""


def held(row: str) -> str:
    """The same where few rows are asked, by an index: the part and the whole."""
    return f"{row}.audience_id = any (mine) and ({row}.whole is null or {row}.whole = any (mine))"


OF_EVENT: Final = f"""(i.event_kind = any (_event_kinds) or (i.event_kind = '' and i.kind in ('report', 'sheet', 'file') and exists (
        select from search_index s where s.about = i.about and s.event_kind = any (_event_kinds) and {held("s")})))"""
"""As a part says it that one holds: for other parts and for files of the same edition as well, and for nobody without that part."""
NARROWED: Final = f"""(i.kind <> 'order' or i.organization_id = house)
      and (_kinds is null or i.kind = any (_kinds)) and (_tlps is null or i.tlp = any (_tlps))
      and (_importances is null or i.importance = any (_importances)) and (_sectors is null or i.sectors && _sectors)
      and (_event_kinds is null or {OF_EVENT})
      and (_organizations is null or i.organization_id = any (_organizations))
      and (_from is null or i.at >= _from) and (_until is null or i.at < _until)
      and (_since is null or i.changed_at > _since and not exists (
        select from unnest(i.was, i.was_whole, i.was_from) b(audience, whole, since)
         where b.since <= _since and b.audience = any (mine) and (b.whole is null or b.whole = any (mine))))
      and (_state is null or i.is_recalled = (_state = 'recalled'))
      and (_state is distinct from 'latest' or i.matter is null or not exists (
        select from search_index l where l.matter = i.matter and l.at > i.at and l.about <> i.about and l.kind = i.kind
                                     and not l.is_recalled and {held("l")}))
      and (_without is null or not exists (
        select from search_index w where w.item = i.item and w.source = i.source and {held("w")}
                                     and exists (select from unnest(_without) o where position(o in w.norm) > 0)))"""  # noqa: S608 - nothing here comes from outside
WEIGHT: Final = """(case when _said <> '' and i.title = _said then 20 when _said <> '' and position(_said in i.title) > 0 then 8 else 0 end
      + case i.importance when 'warning' then 2 when 'caution' then 1 else 0 end
      + case when _said = '' then 0 else least((length(i.norm) - length(replace(i.norm, _said, ''))) / length(_said), 5) end
      - least(extract(epoch from now() - i.at) / 2592000, 6))::real"""
GIVEN: Final = """_held int[], _terms tsquery, _pieces text[], _every text[], _either text[], _without text[], _kinds text[],
  _tlps text[], _importances text[], _sectors text[], _organizations bigint[], _from timestamptz, _until timestamptz, _since timestamptz,
  _state text, _said text, _newest boolean, _common boolean, _skip int, _before_at timestamptz, _before bigint, _most int,
  _event_kinds text[] default null"""

SAID: Final = "(wanted is null or i.terms @@ wanted)"
NEWEST: Final = "order by i.at desc, i.id desc limit _most"
SHOWN: Final = "i.id, i.source, i.ref, i.kind, i.item, i.about, i.at"


def gathered(where: str) -> str:
    """Which rows, the newest first. Planned for all rows and stopped early: a limit that the planner knows of makes it walk."""
    return f"""found_ids := array(
      with hits as materialized (select i.id, i.at from search_index i where {where}
      and {NARROWED})
      select h.id from (select * from hits limit 2001) h order by h.at desc, h.id desc)"""  # noqa: S608 - nothing here comes from outside


RARE: Final = f"""
-- How many texts hold a piece, as the database has counted it for itself: kept by the worker, read by the search and by nobody else.
create function noroshi_search_reckon() returns int
language sql security definer set search_path = pg_catalog, public as $$
  delete from search_common where noroshi_is_system();
  insert into search_common (piece, share)
  select e, f
    from (select unnest(most_common_elems::text::text[]) as e, unnest(most_common_elem_freqs) as f from pg_stats
           where schemaname = 'public' and tablename = 'search_index' and attname = 'terms') as counted
   where noroshi_is_system() and e is not null and f >= 0.02;
  select count(*)::int from search_common where noroshi_is_system();
$$;

-- The two that fewest texts hold, and others that spare something: long lists cost more than what they leave out. Left out is only what
-- is looked for as it stands afterwards, in one of `_every`: what is found never depends on what others have written.
create function noroshi_search_rarest(_pieces text[], _every text[]) returns tsquery
language sql stable set search_path = pg_catalog, public as $$
  select string_agg('''' || replace(replace(piece, '\\', '\\\\'), '''', '''''') || '''', ' & ')::tsquery
    from (select p.piece, coalesce(c.share, 0) as share, row_number() over (order by coalesce(c.share, 0), p.at) as place
            from unnest(_pieces) with ordinality as p(piece, at) left join search_common c on c.piece = p.piece) as ranked
   where place <= 2 or (place <= 5 and share < 0.2)
      or not exists (select from unnest(_every) as e where position(ranked.piece in e) > 0)
$$;
revoke execute on function noroshi_search_reckon, noroshi_search_rarest from public;
grant execute on function noroshi_search_reckon to {SYSTEM};
"""  # noqa: S608 - constants

ASK: Final = f"""
-- At most a thousand are weighed together; of more the newest are shown, and where there are more than two thousand, time is walked
-- through: they come soon. Whoever holds little is asked for within the index itself, or, where what is asked for may stand in very
-- many, what is held is looked through instead. Nothing that is asked can fail in one row and not in another: that would tell what
-- stands in rows of others.
create or replace function noroshi_search({GIVEN})
returns table (id bigint, source text, ref bigint, kind text, item uuid, about uuid, at timestamptz, many int)
language plpgsql stable security definer set search_path = pg_catalog, public
set plan_cache_mode = force_custom_plan set enable_seqscan = off set jit = off as $$
declare
  mine int[] := array(select unnest(_held) intersect select unnest(noroshi_viewer_audiences()));
  house bigint := noroshi_viewer_organization();
  wanted tsquery := case when _pieces is null then _terms else noroshi_search_rarest(_pieces, _every) end;
  is_narrow boolean := cardinality(mine) <= 300;
  few boolean := _common and not is_narrow
    and (select count(*) from (select from search_index i where {held("i")} limit 20001) own) <= 20000;
  found_ids bigint[];
begin
  if _before_at is not null then
    return query select {SHOWN}, 1001 from search_index i
      where {MINE_SAYS} and {NARROWED} and (i.at, i.id) < (_before_at, _before) {NEWEST};
    return;
  end if;
  if is_narrow then
    {gathered(f"{SAID} and array[i.audience_id] && mine and {MINE_SAYS}")};
  elsif few then
    {gathered(f"{held('i')} and {SAYS}")};
  else
    {gathered(f"{SAID} and {MINE_SAYS}")};
  end if;
  if cardinality(found_ids) = 0 then
    return;
  elsif cardinality(found_ids) <= 1000 then
    return query
      with weighed as (
        select distinct on (i.source, i.item) {SHOWN}, {WEIGHT} as weight
          from search_index i where i.id = any (found_ids) order by i.source, i.item, i.at desc, weight desc)
      select w.id, w.source, w.ref, w.kind, w.item, w.about, w.at, (count(*) over ())::int from weighed w
       order by case when _newest then 0 else w.weight end desc, w.at desc, w.id desc offset _skip limit _most;
  elsif cardinality(found_ids) <= 2000 then
    return query select {SHOWN}, 1001 from search_index i where i.id = any (found_ids[1:_most]) {NEWEST};
  else
    return query select {SHOWN}, 1001 from search_index i where {MINE_SAYS} and {NARROWED} {NEWEST};
  end if;
end $$;
revoke execute on function noroshi_search_keep, noroshi_search_progress, noroshi_search_reached, noroshi_search from public;
grant execute on function noroshi_search_keep, noroshi_search to {APP}, {SYSTEM};
grant execute on function noroshi_search_progress, noroshi_search_reached to {SYSTEM};
"""  # noqa: S608 - nothing here comes from outside
