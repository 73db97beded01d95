"""SQL that keeps postings beside values: rendered from the factors, run by the very statement that writes the values.

Whoever writes values writes their postings, under its own locks: a desk in its transaction, the bulk login in its batch.
"""

from math import log
from typing import Final

from noroshi.stix.severity import FROM, PLACES
from noroshi.triage.factors import (
    DAYS,
    FLOOR,
    NUMBER,
    OF_KIND,
    OF_OBJECT,
    SEVERITY,
    UNSAID_CONFIDENCE,
    UNSAID_SEVERITY,
)
from noroshi.vocabulary import Freshness

NOW_DAYS: Final = "(date_part('epoch', statement_timestamp()) / 86400)"
START_DAYS: Final = "(date_part('epoch', coalesce(valid_from, statement_timestamp())) / 86400)"
SURE: Final = f"ln(greatest(coalesce(confidence, {UNSAID_CONFIDENCE}), 1)::float8 / 100)"
"""In binary numbers from the beginning: the same in decimals costs ten times as much."""


def numbers(of: tuple[int, ...]) -> str:
    return ", ".join(str(int(one)) for one in of)


def _freshness() -> str:
    steps = [f"when object_kind in ({numbers(kinds)}) then {NUMBER[which]}" for which, kinds in OF_OBJECT.items()]
    steps += [f"when kind in ({numbers(kinds)}) then {NUMBER[which]}" for which, kinds in OF_KIND.items()]
    return f"(case {' '.join(steps)} when kind > 0 then {NUMBER[Freshness.FILE]} else {NUMBER[Freshness.STORY]} end)::smallint"


def days(column: str) -> str:
    return (
        f"(case {column} {' '.join(f'when {NUMBER[which]} then {many}' for which, many in DAYS.items())} end)::float8"
    )


def _severity() -> str:
    """As a logarithm: CVSS in tenths, or below zero a word."""
    steps = [f"when severity = {PLACES[which]} then {log(SEVERITY[which])}::float8" for which in PLACES]
    steps += [f"when severity >= {least} then {log(SEVERITY[which])}::float8" for least, which in FROM]
    return f"(case when severity is null then {log(UNSAID_SEVERITY)}::float8 {' '.join(steps)} else 0 end)"


SHARE: Final = f"({SURE} + {_severity()})"
FRESHNESS: Final = _freshness()
CAME: Final = f"""
-- One pass over what came; sectors and products are taken apart once for all values that name the same. Of each value there is
-- one row, so that no posting is there already. A plan made for one value is kept for thousands: it hashes.
create or replace function noroshi_triage_came() returns trigger
language plpgsql set search_path = pg_catalog, public set enable_nestloop = off as $$
begin
  with fresh as (
    select c.*, {SHARE} + {START_DAYS} / days as weight
      from (select *, {days("freshness")} as days
              from (select audience_id, origin_id, object_id, number, key, valid_from, valid_until, sectors, products, confidence, severity,
                           {FRESHNESS} as freshness
                      from came where not is_revoked offset 0) as named offset 0) as c offset 0
  ), kept as materialized (
    select * from fresh
     where weight - {NOW_DAYS} / days > {log(FLOOR)}::float8 and (valid_until is null or valid_until > statement_timestamp())
  ), feeds as (
    insert into triage_feed (audience_id, origin_id, freshness)
    select distinct audience_id, origin_id, freshness from kept
    on conflict do nothing
  ), sets as materialized (
    select sectors, place + 1 as topic
      from (select distinct sectors from kept where sectors <> 0) as s cross join generate_series(0, 61) as place
     where sectors & (1::bigint << place) <> 0
  ), goods as materialized (
    select distinct products, noroshi_triage_product(product) as topic
      from (select distinct products from kept where products is not null) as p cross join unnest(products) as product
  )
  insert into triage_posting (audience_id, origin_id, topic, freshness, weight, object_id, number, key, valid_until)
  select audience_id, origin_id, 0, freshness, weight, object_id, number, key, valid_until from kept
  union all
  select audience_id, origin_id, topic, freshness, weight, object_id, number, key, valid_until
    from kept join sets using (sectors)
  union all
  select audience_id, origin_id, topic, freshness, weight, object_id, number, key, valid_until
    from kept join goods using (products);
  return null;
end $$;
"""  # noqa: S608 - nothing here comes from outside
POSTING: Final = f"""
-- A product is meant by its maker and its name, in whichever version: the same number in factors and here.
create function noroshi_triage_product(_product text) returns bigint language sql immutable set search_path = pg_catalog as $$
  select ('x' || substr(encode(sha256(convert_to(lower(
           case when _product like 'cpe:2.3:%' then split_part(_product, ':', 4) || ':' || split_part(_product, ':', 5) else _product end
         ), 'UTF8')), 'hex'), 1, 15))::bit(60)::bigint | (1::bigint << 61)
$$;

{CAME}create trigger triage_came after insert on intel_value referencing new table as came
  for each statement execute function noroshi_triage_came();

-- What is taken back leaves the lists of everybody else at once.
create function noroshi_triage_moved() returns trigger
language plpgsql set search_path = pg_catalog, public as $$
begin
  insert into triage_feed (audience_id, origin_id, freshness)
  select distinct audience_id, origin_id, {FRESHNESS} from came where not is_revoked
  on conflict do nothing;
  update triage_posting p set audience_id = c.audience_id
    from came c join went w using (object_id, number)
   where p.audience_id = w.audience_id and p.origin_id = w.origin_id and p.object_id = w.object_id and p.number = w.number
     and c.audience_id <> w.audience_id;
  return null;
end $$;
create trigger triage_moved after update on intel_value referencing new table as came old table as went
  for each statement execute function noroshi_triage_moved();

create index postings_by_object on triage_posting using brin (object_id) with (pages_per_range = 16, autosummarize = on);

do $$ begin
  if exists (select from pg_roles where rolname = 'noroshi_bulk') then
    grant insert on triage_feed, triage_posting to noroshi_bulk;
  end if;
end $$;
"""  # noqa: S608 - nothing here comes from outside
