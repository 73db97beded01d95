"""The deeds of the room, one a file."""

from noroshi.translating.actions.ask import Proposed, ask_machine
from noroshi.translating.actions.confirm import confirm

__all__ = ["Proposed", "ask_machine", "confirm"]
