"""What a desk does with events."""

from noroshi.matters.actions.link import link
from noroshi.matters.actions.split import split

__all__ = ["link", "split"]
