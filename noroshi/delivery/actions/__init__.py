"""The deeds of the room, one a file. Each runs in the transaction that `acting_as` opened."""

from noroshi.delivery.actions.certificates import add_certificate, remove_certificate
from noroshi.delivery.actions.channels import Chosen, set_channels, test_channels
from noroshi.delivery.actions.notify import notify
from noroshi.delivery.actions.telephones import set_telephone

__all__ = [
    "Chosen",
    "add_certificate",
    "notify",
    "remove_certificate",
    "set_channels",
    "set_telephone",
    "test_channels",
]
