"""The deeds of a request for help, one a file. Each runs in the transaction that `acting_as` opened."""

from noroshi.helping.actions.ask import Asked, ask_help
from noroshi.helping.actions.care import leave_care, take_care
from noroshi.helping.actions.move import make_move
from noroshi.helping.actions.pass_on import pass_on_help
from noroshi.helping.actions.roster import end_expert, write_expert

__all__ = [
    "Asked",
    "ask_help",
    "end_expert",
    "leave_care",
    "make_move",
    "pass_on_help",
    "take_care",
    "write_expert",
]
