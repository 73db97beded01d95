"""The year before the demonstration's first day: planned from `cast/year/`, told by the deeds of the rooms."""
