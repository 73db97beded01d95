"""The deeds of shared intelligence, one a file. Each runs in the transaction that `acting_as` opened."""

from noroshi.intel.actions.origins import OriginWish, amend_origin, begin_origin, end_origin
from noroshi.intel.actions.take_in import Taken, take_in, take_in_body
from noroshi.intel.actions.withdraw import withdraw

__all__ = ["OriginWish", "Taken", "amend_origin", "begin_origin", "end_origin", "take_in", "take_in_body", "withdraw"]
