"""The deeds of asking, one a file. Each runs in the transaction that `acting_as` opened."""

from noroshi.asking.actions.answer import answer, withdraw
from noroshi.asking.actions.approve import approve, ask_approval, take_edits
from noroshi.asking.actions.ask import ask
from noroshi.asking.actions.consult import consult
from noroshi.asking.actions.open_link import open_link
from noroshi.asking.actions.pass_on import pass_on, sources_to_ask
from noroshi.asking.actions.widen import answer_widening, ask_to_widen
from noroshi.asking.actions.wish import wish_approval

__all__ = [
    "answer",
    "answer_widening",
    "approve",
    "ask",
    "ask_approval",
    "ask_to_widen",
    "consult",
    "open_link",
    "pass_on",
    "sources_to_ask",
    "take_edits",
    "wish_approval",
    "withdraw",
]
