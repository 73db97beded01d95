"""Editions: sealed, listed, read, passed on, marked again; why, how far and by whom; standing orders; previews."""

from noroshi.api.editions import explaining, forms, orders, passing, posting, reading, sealing, translating, withdrawing
from noroshi.api.editions.room import room

__all__ = [
    "explaining",
    "forms",
    "orders",
    "passing",
    "posting",
    "reading",
    "room",
    "sealing",
    "translating",
    "withdrawing",
]
