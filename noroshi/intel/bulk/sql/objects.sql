copy intel_stixobject (id, version, uuid, audience_id, origin_id, kind, raw) from stdin with (format binary)
