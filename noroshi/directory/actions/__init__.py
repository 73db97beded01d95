"""Deeds of the directory, one family a file. A deed needs its caller's transaction and leaves a ledger entry in it."""
