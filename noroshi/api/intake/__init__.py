"""What comes from outside: a form read in, a call noted, what arrived, forms to take along."""

from noroshi.api.intake import arrivals, blanks, importing, outside
from noroshi.api.intake.room import room

__all__ = ["arrivals", "blanks", "importing", "outside", "room"]
