"""Name servers as the settings name them. A silence is not the same as a no."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import dns.exception
import dns.name
import dns.resolver

from noroshi.connectors.mail_in.dkim import Unreachable

PATIENCE_SECONDS: Final = 5.0
GONE: Final = (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer)
UNASKABLE: Final = (
    dns.name.LabelTooLong,
    dns.name.NameTooLong,
    dns.name.EmptyLabel,
    dns.exception.SyntaxError,
    UnicodeError,
)


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

    def texts(self, name: str) -> Sequence[str]:
        return self.records(name, "TXT")

    def records(self, name: str, kind: str) -> Sequence[str]:
        """Of TXT, A, AAAA and MX as plain text; none where there is none."""
        try:
            found = self.resolver.resolve(name.rstrip(".") + ".", kind, lifetime=PATIENCE_SECONDS)
        except (*GONE, *UNASKABLE):
            return []
        except dns.exception.DNSException as silence:
            raise Unreachable from silence
        return [_plain(kind, record) for record in found]


def _plain(kind: str, record: Any) -> str:
    match kind:
        case "TXT":
            return b"".join(record.strings).decode("utf-8", "replace")
        case "MX":
            return str(record.exchange.to_text(omit_final_dot=True))
        case _:
            return str(record.address)
