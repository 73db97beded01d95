"""How often somebody may write from outside: by address and in all, counted for an hour. Which address it was is never kept.

The key of the digest changes with the day, and a line of the count is gone after an hour.
"""

import hashlib
import hmac
import ipaddress
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from noroshi.intake.models import Knock
from noroshi.vocabulary.errors import TooMany

HOUR: Final = timedelta(hours=1)
ASK, TELL, ADD = "ask", "tell", "add"
BY_ADDRESS: Final = {ASK: 120, TELL: 6, ADD: 40}
IN_ALL: Final = {ASK: 40, TELL: 1, ADD: 10}
"""Times the setting."""


def knock(kind: str, address: str) -> None:
    """Counted, or `TooMany` before anything is counted. Two at once are counted one after the other."""
    now = timezone.now()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"noroshi.knock {kind}"])
        Knock.objects.filter(at__lt=now - HOUR).delete()
        mark, recent = _mark(address, now), Knock.objects.filter(kind=kind, at__gte=now - HOUR)
        if recent.count() >= IN_ALL[kind] * settings.PUBLIC_INTAKE_PER_HOUR:
            raise TooMany
        if recent.filter(mark=mark).count() >= BY_ADDRESS[kind]:
            raise TooMany
        Knock.objects.create(kind=kind, mark=mark, at=now)


def _mark(address: str, now: datetime) -> bytes:
    said = f"noroshi knock:{timezone.localdate(now)}:{_place(address)}"
    return hmac.digest(settings.SECRET_KEY.encode(), said.encode(), hashlib.sha256)[:16]


def _place(address: str) -> str:
    """Whoever has one IPv6 address has a whole network of them."""
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
