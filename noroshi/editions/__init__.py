"""One sealed statement with its marking records, hops and readers; reports and advisories give it its meaning."""
