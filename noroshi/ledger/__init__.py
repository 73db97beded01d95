"""Append-only, hash-chained: who did and who read what, and which clause allowed it."""
