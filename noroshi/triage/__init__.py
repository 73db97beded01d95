"""From everything that a desk may read to what it should read: scored, explained, decided by people."""
