"""Where a request comes from. A proxy's word counts only when the installation says that it stands behind one."""

import ipaddress
from typing import Final

from django.conf import settings
from django.http import HttpRequest

NOWHERE: Final = "0.0.0.0"  # noqa: S104 - an address that belongs to nobody, not one to listen on


def address_of(request: HttpRequest) -> str:
    """The last hop that our own proxy saw, or the peer of the connection."""
    given = str(request.META.get("REMOTE_ADDR") or "")
    if settings.SECURE_PROXY_SSL_HEADER:
        given = str(request.META.get("HTTP_X_FORWARDED_FOR") or given).rpartition(",")[2]
    try:
        found = ipaddress.ip_address(given.strip())
    except ValueError:
        return NOWHERE
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return str(mapped or found)
