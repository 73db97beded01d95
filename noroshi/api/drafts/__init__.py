"""Forms being written: begun, saved as typed, their files, what sending them would mean, sent."""

from noroshi.api.drafts import anonymizing, beginning, files, keeping, leaking, second_look, sending
from noroshi.api.drafts.room import room

__all__ = ["anonymizing", "beginning", "files", "keeping", "leaking", "room", "second_look", "sending"]
