"""Settings, addresses and entry points: names everything, contains nothing."""
