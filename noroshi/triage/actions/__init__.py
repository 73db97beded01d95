"""The deeds of triage, one subject a file. Each runs in the transaction that `acting_as` opened."""
