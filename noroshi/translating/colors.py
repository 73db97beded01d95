"""What a machine may be given: nothing leaves this machine that is not for everybody, and RED is for named persons, not for machines."""

from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

from noroshi.vocabulary import Tlp

PORTS: Final = {"https": 443, "http": 80}


def is_set_up() -> bool:
    return bool(settings.TRANSLATOR)


def may_be_given(tlp: Tlp) -> bool:
    if tlp is Tlp.CLEAR:
        return True
    return tlp is not Tlp.RED and is_on_this_machine(settings.TRANSLATOR)


def place_of(address: str) -> tuple[str, int] | None:
    """Host and port; none where it is no address, or one that would be asked in plain words outside this machine."""
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError):
        return None
    is_closed = parts.scheme == "https" or is_on_this_machine(address)
    return (parts.hostname, port) if parts.hostname and is_closed else None


def is_on_this_machine(address: str) -> bool:
    """By its number, which nobody can lead elsewhere; `localhost` is a name like any other."""
    try:
        return ip_address(urlsplit(address).hostname or "").is_loopback
    except ValueError:
        return False
