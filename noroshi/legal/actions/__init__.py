"""The deeds of this room, one topic a file. Each runs in the transaction that `acting_as` opened."""

from noroshi.legal.actions.pledge import accept_pledges, end_pledge, next_version, write_pledge
from noroshi.legal.actions.retain import (
    confirm_disposal,
    end_hold,
    hold,
    propose_disposal,
    set_period,
    withdraw_disposal,
)
from noroshi.legal.actions.say import say_footing

__all__ = [
    "accept_pledges",
    "confirm_disposal",
    "end_hold",
    "end_pledge",
    "hold",
    "next_version",
    "propose_disposal",
    "say_footing",
    "set_period",
    "withdraw_disposal",
    "write_pledge",
]
