"""Hosts: names and addresses in the one form in which equal ones are equal, whoever wrote them."""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

import idna

from noroshi.observables.errors import NotOfThisKind
from noroshi.observables.kinds import Kind

OCTET: Final = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
V4: Final = re.compile(rf"{OCTET}(?:\.{OCTET}){{3}}", re.ASCII)
LABEL: Final = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
NAME: Final = re.compile(rf"{LABEL}(?:\.{LABEL}){{0,40}}\.?", re.IGNORECASE | re.ASCII)
ENDS_IN_NUMBER: Final = re.compile(r"(?:^|\.)(?:\d+|0x[0-9a-f]*)\.?$", re.IGNORECASE | re.ASCII)
LONGEST_NAME: Final = 253
DOTS: Final = str.maketrans("。．｡", "...")


def v4(text: str) -> str:
    """Digits with leading zeros are refused: half of the world reads them as octal, and a block list must not guess."""
    if V4.fullmatch(text):
        return text
    raise NotOfThisKind(Kind.IPV4, text)


def address(text: str) -> tuple[Kind, str]:
    """Kind and form of an address or a network: `::ffff:192.0.2.1` is 192.0.2.1, `2001:DB8::/128` is one address."""
    if V4.fullmatch(text):
        return Kind.IPV4, text
    bare, slash, width = text.strip("[]").partition("/")
    bare = bare.partition("%")[0]
    try:
        return _network(f"{bare}/{width}") if slash else _single(ip_address(bare))
    except ValueError as wrong:
        raise NotOfThisKind(Kind.CIDR if slash else Kind.IPV6, text) from wrong


def _network(text: str) -> tuple[Kind, str]:
    network = ip_network(text, strict=False)
    if network.num_addresses == 1:
        return _single(network.network_address)
    if (
        isinstance(network.network_address, IPv6Address)
        and network.network_address.ipv4_mapped
        and network.prefixlen >= 96
    ):
        return Kind.CIDR, f"{network.network_address.ipv4_mapped}/{network.prefixlen - 96}"
    return Kind.CIDR, str(network)


def _single(one: IPv4Address | IPv6Address) -> tuple[Kind, str]:
    if isinstance(one, IPv4Address):
        return Kind.IPV4, str(one)
    return (Kind.IPV4, str(one.ipv4_mapped)) if one.ipv4_mapped else (Kind.IPV6, str(one))


def name(text: str) -> str:
    """A domain name in lower case ASCII, without the last dot; Japanese names as punycode."""
    if not text.isascii():
        text = ".".join(_label(label) for label in _mapped(text).split("."))
    if len(text) <= LONGEST_NAME + 1 and NAME.fullmatch(text) and not ENDS_IN_NUMBER.search(text):
        return text.lower().removesuffix(".")
    raise NotOfThisKind(Kind.DOMAIN, text)


def _mapped(text: str) -> str:
    try:
        return idna.uts46_remap(text.translate(DOTS), std3_rules=False, transitional=False)
    except (idna.IDNAError, UnicodeError) as wrong:
        raise NotOfThisKind(Kind.DOMAIN, text) from wrong


def _label(label: str) -> str:
    """Labels that registries would refuse stand in attacks all the same, so only what cannot be written is refused."""
    if label.isascii():
        return label
    try:
        return "xn--" + label.encode("punycode").decode("ascii")
    except UnicodeError as wrong:
        raise NotOfThisKind(Kind.DOMAIN, label) from wrong


def in_letters(written: str) -> str:
    """`xn--wgv71a119e.jp` as people read it; a label that is no punycode stays."""
    return ".".join(_letters(label) for label in written.split("."))


def _letters(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        read = label[4:].encode("ascii").decode("punycode")
        return read if _label(_mapped(read)) == label else label
    except (UnicodeError, ValueError):
        return label


def browser_v4(text: str) -> str | None:
    """What browsers make of `0x7f.1` or `3232235777`: attackers write addresses so. None when it is no address."""
    parts = text.removesuffix(".").split(".")
    if not ENDS_IN_NUMBER.search(text) or len(parts) > 4:
        return None
    try:
        numbers = [_number(part) for part in parts]
    except ValueError:
        return None
    if any(number > 255 for number in numbers[:-1]) or numbers[-1] >= 256 ** (5 - len(numbers)):
        return None
    return str(IPv4Address(sum(number << (24 - 8 * place) for place, number in enumerate(numbers[:-1])) + numbers[-1]))


def _number(part: str) -> int:
    if not part or not part.isascii() or len(part) > 16 or "_" in part or not part[0].isdigit():
        raise ValueError(part)
    if part[:2].lower() == "0x":
        return int(part[2:] or "0", 16)
    return int(part, 8) if part[0] == "0" and len(part) > 1 else int(part)
