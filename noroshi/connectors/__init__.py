"""Doors to outside systems: one sealed folder each."""
