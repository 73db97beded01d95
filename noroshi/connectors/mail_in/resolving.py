"""Name servers as the settings name them. A silence is not the same as a no."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import dns.exception
import dns.name
import dns.resolver

PATIENCE_SECONDS: Final = 5.0
GONE: Final = (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer)
UNASKABLE: Final = (
    dns.name.LabelTooLong,
    dns.name.NameTooLong,
    dns.name.EmptyLabel,
    dns.exception.SyntaxError,
    UnicodeError,
)


class NamesSilent(Exception):  # noqa: N818 - told apart from the answer that there is nothing
    """Nobody answered."""


@dataclass
class Names:
    """What is asked of the name servers; `address` or `address:port`, without any those of the system."""

    servers: Sequence[str] = ()
    resolver: dns.resolver.Resolver = field(init=False)

    def __post_init__(self) -> None:
        self.resolver = dns.resolver.Resolver(configure=not self.servers)
        hosts = [one.rpartition(":") if one.count(":") == 1 else (one, "", "53") for one in self.servers]
        if hosts:
            self.resolver.nameservers = [host for host, _, _ in hosts]
            self.resolver.nameserver_ports = {host: int(port) for host, _, port in hosts}

    def texts(self, name: str) -> list[bytes]:
        return [b"".join(record.strings) for record in self._ask(name, "TXT")]

    def addresses(self, name: str, *, is_new: bool) -> list[str]:
        """`is_new` asks for IPv6."""
        return [str(record.address) for record in self._ask(name, "AAAA" if is_new else "A")]

    def exchanges(self, name: str) -> list[str]:
        return [record.exchange.to_text(omit_final_dot=True) for record in self._ask(name, "MX")]

    def _ask(self, name: str, kind: str) -> list[Any]:
        try:
            return list(self.resolver.resolve(name.rstrip(".") + ".", kind, lifetime=PATIENCE_SECONDS))
        except (*GONE, *UNASKABLE):
            return []
        except dns.exception.DNSException as silence:
            raise NamesSilent from silence
