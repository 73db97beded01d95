"""The deeds of the room, one family a file. Each runs in the transaction that `acting_as` opened."""

from noroshi.response.actions.answering import answer, hand_over, undo
from noroshi.response.actions.calling_off import call_off
from noroshi.response.actions.ordering import OrderWish, lift, order, put_off

__all__ = ["OrderWish", "answer", "call_off", "hand_over", "lift", "order", "put_off", "undo"]
