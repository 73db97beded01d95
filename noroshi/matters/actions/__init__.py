"""What a desk does with events."""

from noroshi.matters.actions.link import link
from noroshi.matters.actions.split import split
from noroshi.matters.actions.withdraw_number import withdraw_number

__all__ = ["link", "split", "withdraw_number"]
