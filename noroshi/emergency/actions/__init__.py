"""The deeds of an emergency, one topic a file. Each runs in the transaction that `acting_as` opened."""

from noroshi.emergency.actions.hotline import close_hotline, hear, open_hotline, say
from noroshi.emergency.actions.mode import confirm_mode, end_mode, propose_mode
from noroshi.emergency.actions.situation import begin_situation, carry_over, change_situation
from noroshi.emergency.actions.warn import warn_directly
from noroshi.emergency.actions.widen import pass_to_suggested

__all__ = [
    "begin_situation",
    "carry_over",
    "change_situation",
    "close_hotline",
    "confirm_mode",
    "end_mode",
    "hear",
    "open_hotline",
    "pass_to_suggested",
    "propose_mode",
    "say",
    "warn_directly",
]
