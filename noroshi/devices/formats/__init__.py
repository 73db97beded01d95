"""What a device reads: rows in, text out. Plain functions; they know no viewer, no database and no device."""

from noroshi.devices.formats.listed import Heading, Listed, Omitted
from noroshi.devices.formats.writing import LISTABLE, Written, kinds_of, taken_back, written

__all__ = ["LISTABLE", "Heading", "Listed", "Omitted", "Written", "kinds_of", "taken_back", "written"]
