"""SPF (RFC 7208): whether a host may send in the name of a domain. Stricter where the standard lets one choose: `ptr` never matches."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Final

from noroshi.connectors.mail_in.resolving import Names, NamesSilent
from noroshi.vocabulary import MailCheck

MOST_LOOKUPS, MOST_VOID, MOST_HOSTS = 10, 2, 10
RESULTS: Final = {"+": "pass", "-": "fail", "~": "softfail", "?": "neutral"}
SAYS: Final = {"pass": MailCheck.PASS, "fail": MailCheck.FAIL, "softfail": MailCheck.FAIL}
TERM: Final = re.compile(r"([+\-~?]?)([a-z0-9]+)(?:[:](.+?))?(?:/(\d{1,3}))?(?://(\d{1,3}))?", re.IGNORECASE)
MODIFIER: Final = re.compile(r"([a-z][a-z0-9_.-]*)=(.*)", re.IGNORECASE)
MACRO: Final = re.compile(r"%\{([slodihv])(\d*)(r?)([.\-+,/_=]*)\}|%%|%_|%-", re.IGNORECASE)

type Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class _Permanent(Exception):  # noqa: N818 - never leaves this file
    """The record cannot be evaluated: treated like a no."""


@dataclass
class _Asking:
    names: Names
    address: Address
    sender: str
    helo: str
    lookups: int = 0
    voids: int = 0

    def result(self, domain: str) -> str:
        """none where the domain says nothing."""
        record = self._record(domain)
        if record is None:
            return "none"
        redirect = ""
        for term in record.split()[1:]:
            if modifier := MODIFIER.fullmatch(term):
                redirect = modifier[2] if modifier[1].lower() == "redirect" else redirect
                continue
            found = TERM.fullmatch(term)
            if found is None:
                raise _Permanent
            if self._matches(found, domain):
                return RESULTS[found[1] or "+"]
        return self._redirected(redirect, domain) if redirect else "neutral"

    def _record(self, domain: str) -> str | None:
        texts = [text.decode("ascii", "replace") for text in self.names.texts(domain)]
        found = [text for text in texts if text.lower() == "v=spf1" or text.lower().startswith("v=spf1 ")]
        if len(found) > 1:
            raise _Permanent
        return found[0] if found else None

    def _redirected(self, redirect: str, domain: str) -> str:
        self._count()
        said = self.result(self._expanded(redirect, domain))
        if said == "none":
            raise _Permanent
        return said

    def _matches(self, term: "re.Match[str]", domain: str) -> bool:
        what, value = term[2].lower(), term[3] or ""
        narrow, wide = int(term[4] or 32), int(term[5] or 128)
        if wide > 128 or narrow > (128 if what == "ip6" else 32):
            raise _Permanent
        if what == "all":
            return True
        if what in {"ip4", "ip6"}:
            return self._is_in(value, term[4])
        self._count()
        return self._asks(what, self._expanded(value, domain) if value else domain, narrow, wide)

    def _asks(self, what: str, name: str, narrow: int, wide: int) -> bool:
        """The mechanisms for which somebody has to be asked."""
        match what:
            case "include":
                return self._included(name)
            case "a":
                return self._is_host(name, narrow, wide)
            case "mx":
                return self._is_exchange(name, narrow, wide)
            case "exists":
                return bool(self._void(self.names.addresses(name, is_new=False)))
            case "ptr":
                return False
        raise _Permanent

    def _is_in(self, value: str, prefix: str | None) -> bool:
        try:
            network = ipaddress.ip_network(f"{value}/{prefix}" if prefix else value, strict=False)
        except ValueError:
            raise _Permanent from None
        return self.address in network

    def _included(self, domain: str) -> bool:
        said = self.result(domain)
        if said == "none":
            raise _Permanent
        return said == "pass"

    def _is_host(self, name: str, narrow: int, wide: int) -> bool:
        is_new = self.address.version == 6
        found = self._void(self.names.addresses(name, is_new=is_new))
        prefix = wide if is_new else narrow
        return any(self.address in ipaddress.ip_network(f"{one}/{prefix}", strict=False) for one in found)

    def _is_exchange(self, name: str, narrow: int, wide: int) -> bool:
        hosts = self._void(self.names.exchanges(name))
        if len(hosts) > MOST_HOSTS:
            raise _Permanent
        return any(self._is_host(host, narrow, wide) for host in hosts)

    def _count(self) -> None:
        self.lookups += 1
        if self.lookups > MOST_LOOKUPS:
            raise _Permanent

    def _void(self, found: list[str]) -> list[str]:
        self.voids += not found
        if self.voids > MOST_VOID:
            raise _Permanent
        return found

    def _expanded(self, text: str, domain: str) -> str:
        """Macros in a domain (RFC 7208 7)."""
        expanded = MACRO.sub(lambda found: self._macro(found, domain), text)
        if "%" in MACRO.sub("", text) or not expanded:
            raise _Permanent
        return expanded[-253:].lstrip(".") if len(expanded) > 253 else expanded

    def _macro(self, found: "re.Match[str]", domain: str) -> str:
        if found[1] is None:
            return {"%%": "%", "%_": " ", "%-": "%20"}[found[0]]
        local, _, of_sender = self.sender.rpartition("@")
        dotted = ".".join(f"{int(self.address):032x}") if self.address.version == 6 else str(self.address)
        values = {"s": self.sender, "l": local, "o": of_sender, "d": domain, "i": dotted, "h": self.helo}
        values["v"] = "ip6" if self.address.version == 6 else "in-addr"
        parts = re.split(f"[{re.escape(found[4] or '.')}]", values[found[1].lower()])
        parts = parts[::-1] if found[3] else parts
        return ".".join(parts[-int(found[2]) :] if found[2] and int(found[2]) else parts)


def may_send(peer: str, mail_from: str, helo: str, names: Names) -> MailCheck:
    """Of a mail without a return path nothing is asked: nobody speaks for it."""
    domain = mail_from.rpartition("@")[2].lower()
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return MailCheck.NONE
    if not domain or "." not in domain:
        return MailCheck.NONE
    try:
        return SAYS.get(_Asking(names, address, mail_from, helo).result(domain), MailCheck.NONE)
    except NamesSilent:
        return MailCheck.UNKNOWN
    except (_Permanent, RecursionError):
        return MailCheck.FAIL
