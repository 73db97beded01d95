"""Where a request comes from. A proxy's word counts only when the installation says that it stands behind one."""

import ipaddress
from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings

NOWHERE: Final = "0.0.0.0"  # noqa: S104 - an address that belongs to nobody, not one to listen on


def client_address(meta: Mapping[str, Any]) -> str:
    """The last hop that our own proxy saw, or the peer of the connection."""
    given = str(meta.get("REMOTE_ADDR") or "")
    if settings.SECURE_PROXY_SSL_HEADER:
        given = str(meta.get("HTTP_X_FORWARDED_FOR") or given).rpartition(",")[2]
    try:
        found = ipaddress.ip_address(given.strip())
    except ValueError:
        return NOWHERE
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return str(mapped or found)
