"""Alerts of publishers by RSS 1.0, RSS 2.0 and Atom."""
