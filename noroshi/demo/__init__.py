"""The demonstration world: a fictional cast in all sectors, written as TOML, made real by the rooms' own deeds."""
