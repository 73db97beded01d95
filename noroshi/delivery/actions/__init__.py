"""The deeds of the room, one a file. Each runs in the transaction that `acting_as` opened."""

from noroshi.delivery.actions.certificates import add_certificate, remove_certificate
from noroshi.delivery.actions.channels import Chosen, set_channels, test_channels
from noroshi.delivery.actions.notify import notify
from noroshi.delivery.actions.telephones import set_telephone
from noroshi.delivery.actions.wishes import PersonChosen, hear_again, mute, set_wish

__all__ = [
    "Chosen",
    "PersonChosen",
    "add_certificate",
    "hear_again",
    "mute",
    "notify",
    "remove_certificate",
    "set_channels",
    "set_telephone",
    "set_wish",
    "test_channels",
]
