"""The live door: server-sent events that say that something changed, never what."""
