"""A small typed client for Noroshi's REST API."""

from noroshi_client.client import Noroshi
from noroshi_client.connection import RefusedError, UnreachableError
from noroshi_client.shapes import Change, Delta, Edition, Found, Line, Order

__all__ = ["Change", "Delta", "Edition", "Found", "Line", "Noroshi", "Order", "RefusedError", "UnreachableError"]
