copy intel_link (object_id, from_uuid, to_uuid, audience_id, origin_id, number, field) from stdin
