copy intel_importfault (of_id, start, number, audience_id, stix_id, code, path, given) from stdin
