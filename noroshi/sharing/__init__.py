"""The policy: marking, clauses, decisions with their reason, redaction. Read `clauses.py` as a page of the guide."""
