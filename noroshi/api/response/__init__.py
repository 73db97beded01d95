"""Orders of the own house, its systems, playbooks and what is said to the desk that sums up."""

from noroshi.api.response import assets, orders, playbooks, rollups
from noroshi.api.response.room import room

__all__ = ["assets", "orders", "playbooks", "rollups", "room"]
