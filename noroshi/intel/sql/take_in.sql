-- One batch under the writer's own locks. What is there already stays as it is, and brings no values and links again.
-- The turn is taken here, when all of it has arrived: whoever waits for the turn waits for the tables' work alone.
-- `is true` keeps the planner, which does not know how long the lists are, from comparing each with each.
with turn as materialized (
  select first_id from noroshi_intel_turn(%(many)s)
), came as (
  insert into intel_stixobject (id, version, uuid, audience_id, origin_id, kind, raw)
  select turn.first_id + t.place, t.version, t.uuid, t.audience_id, %(origin)s, t.kind, t.raw
    from turn, unnest(%(places)s::int[], %(versions)s::bigint[], %(uuids)s::uuid[], %(audiences)s::int[], %(kinds)s::smallint[], %(raws)s)
      as t(place, version, uuid, audience_id, kind, raw)
  on conflict do nothing returning id, audience_id
), valued as (
  insert into intel_value (object_id, key, valid_from, valid_until, sectors, audience_id, origin_id, number, kind, object_kind,
                           confidence, is_revoked, value, products, severity)
  select turn.first_id + t.place, t.key, t.valid_from, t.valid_until, t.sectors, t.audience_id, %(origin)s, t.number, t.kind, t.object_kind,
         t.confidence, t.is_revoked, t.value, case when t.products <> '' then string_to_array(t.products, E'\n') end, t.severity
    from turn, unnest(%(value_places)s::int[], %(keys)s::uuid[], %(valid_from)s::timestamptz[], %(valid_until)s::timestamptz[],
                %(sectors)s::bigint[], %(numbers)s::smallint[], %(value_kinds)s::smallint[], %(object_kinds)s::smallint[],
                %(confidences)s::smallint[], %(revoked)s::boolean[], %(values)s, %(products)s, %(value_audiences)s::int[],
                %(severities)s::smallint[])
      as t(place, key, valid_from, valid_until, sectors, number, kind, object_kind, confidence, is_revoked, value, products, audience_id, severity)
   where (turn.first_id + t.place in (select id from came)) is true
), linked as (
  insert into intel_link (object_id, from_uuid, to_uuid, audience_id, origin_id, number, field)
  select turn.first_id + t.place, t.from_uuid, t.to_uuid, t.audience_id, %(origin)s, t.number, t.field
    from turn, unnest(%(link_places)s::int[], %(from_uuids)s::uuid[], %(to_uuids)s::uuid[], %(link_numbers)s::smallint[], %(fields)s::smallint[],
                %(link_audiences)s::int[])
      as t(place, from_uuid, to_uuid, number, field, audience_id)
   where (turn.first_id + t.place in (select id from came)) is true
)
select coalesce(array_agg(came.id - turn.first_id), '{}'), coalesce(array_agg(came.audience_id), '{}') from came, turn
