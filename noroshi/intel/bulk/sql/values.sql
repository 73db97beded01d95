copy intel_value (object_id, key, valid_from, valid_until, sectors, audience_id, origin_id, number, kind, object_kind,
                  confidence, is_revoked, value, products, severity) from stdin with (format binary)
