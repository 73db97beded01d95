"""Data directory, secrets, embedded PostgreSQL and the supervisor of processes. Imports no room and no Django."""
