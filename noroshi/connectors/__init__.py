"""Doors to outside systems: one sealed folder each. They translate, make one call to a room, and answer."""
