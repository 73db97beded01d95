"""The REST door: one module a room."""
