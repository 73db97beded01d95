"""What somebody wishes of a new key, read and checked: purpose, scopes, expiry, address ranges. A key never makes a wider one."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from django.utils import timezone

from noroshi.directory.models import ApiKey
from noroshi.directory.signin.scopes import Scope
from noroshi.vocabulary.errors import InvalidFields, Refusal
from noroshi.vocabulary.text import clean_line
from noroshi.vocabulary.unreadable import ListUnreadable, WordUnknown

LONGEST_LIFE: Final = timedelta(days=400)
MOST_RANGES: Final = 20

type Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class RangeUnreadable(Refusal):
    code, status = "range_unreadable", 422
    ja = "アドレスの範囲は 192.0.2.0/24 や 2001:db8::/32 の形で入力してください。"
    en = "Write address ranges like 192.0.2.0/24 or 2001:db8::/32."


class ExpiryUnreadable(Refusal):
    code, status = "expiry_unreadable", 422
    ja = "期限は、いまより後で400日以内にしてください。"
    en = "The expiry must be in the future, within 400 days."


class WiderThanOwn(Refusal):
    code, status = "wider_than_own", 422
    ja = "いま使っているAPIキーより広いものは作れません。"
    en = "This is wider than the API key in use."


@dataclass(frozen=True, slots=True)
class Wish:
    """A key that may be made."""

    purpose: str
    scopes: frozenset[Scope]
    expires_at: datetime
    network_ranges: tuple[str, ...]


def read_wish(purpose: object, scopes: Iterable[str], expires_at: datetime, network_ranges: Iterable[str]) -> Wish:
    if not timezone.now() < expires_at <= timezone.now() + LONGEST_LIFE:
        raise InvalidFields(fields={"expires_at": [ExpiryUnreadable.code]})
    return Wish(_purpose(purpose), _scopes(scopes), expires_at, tuple(_ranges(network_ranges)))


def must_stay_inside(wish: Wish, own: ApiKey) -> None:
    """A key that makes keys passes on no more than it has."""
    wrong = {
        "scopes": not {scope.value for scope in wish.scopes} <= set(own.scopes),
        "expires_at": wish.expires_at > own.expires_at,
        "network_ranges": bool(own.network_ranges) and not _are_inside(wish.network_ranges, tuple(own.network_ranges)),
    }
    if any(wrong.values()):
        raise InvalidFields(fields={name: [WiderThanOwn.code] for name, is_wrong in wrong.items() if is_wrong})


def is_inside(address: str, ranges: tuple[str, ...]) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in _networks(ranges))


@lru_cache(maxsize=1024)
def _networks(ranges: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(each) for each in ranges)


def _purpose(purpose: object) -> str:
    try:
        return clean_line(purpose, most=200, required=True)
    except Refusal as wrong:
        raise InvalidFields(fields={"purpose": [wrong.code]}) from None


def _scopes(scopes: Iterable[str]) -> frozenset[Scope]:
    try:
        found = frozenset(Scope.of(str(scope)) for scope in scopes)
    except ValueError:
        raise InvalidFields(fields={"scopes": [WordUnknown.code]}) from None
    if not found:
        raise InvalidFields(fields={"scopes": [WordUnknown.code]})
    return found


def _ranges(ranges: Iterable[str]) -> list[str]:
    try:
        found = sorted({str(ipaddress.ip_network(str(each).strip(), strict=False)) for each in ranges})
    except ValueError:
        raise InvalidFields(fields={"network_ranges": [RangeUnreadable.code]}) from None
    if len(found) > MOST_RANGES:
        raise InvalidFields(fields={"network_ranges": [ListUnreadable.code]})
    return found


def _are_inside(ranges: tuple[str, ...], own: tuple[str, ...]) -> bool:
    outer, inner = _networks(own), _networks(ranges)
    return bool(inner) and all(any(_is_subnet(each, wide) for wide in outer) for each in inner)


def _is_subnet(each: Network, wide: Network) -> bool:
    if isinstance(each, ipaddress.IPv4Network) and isinstance(wide, ipaddress.IPv4Network):
        return each.subnet_of(wide)
    if isinstance(each, ipaddress.IPv6Network) and isinstance(wide, ipaddress.IPv6Network):
        return each.subnet_of(wide)
    return False
