"""How exchanges stand in law: footings, pledges at entry, periods, holds and disposals."""

from noroshi.api.legal import footings, pledges, records
from noroshi.api.legal.room import room

__all__ = ["footings", "pledges", "records", "room"]
