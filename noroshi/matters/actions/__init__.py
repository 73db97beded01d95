"""What a desk does with events."""

from noroshi.matters.actions.decline import decline
from noroshi.matters.actions.link import link
from noroshi.matters.actions.putting import put, refuse, take_away
from noroshi.matters.actions.split import split
from noroshi.matters.actions.withdraw_number import withdraw_number

__all__ = ["decline", "link", "put", "refuse", "split", "take_away", "withdraw_number"]
