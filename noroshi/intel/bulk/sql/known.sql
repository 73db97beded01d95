-- Put by the system's own login under a named viewer, never by the one that writes: which of these came from this origin before.
select uuid::text, version, kind from intel_stixobject where origin_id = %(origin)s and uuid = any (%(uuids)s::uuid[])
