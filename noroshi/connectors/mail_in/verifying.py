"""SPF and DKIM of a mail, and whether one that passed speaks for the domain of From (as DMARC aligns them)."""

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message
from typing import Final

from noroshi.connectors.mail_in.dkim import Proof, Signed, verified
from noroshi.connectors.mail_in.resolving import Names
from noroshi.connectors.mail_in.spf import Outcome, checked
from noroshi.intake.proving import Checks
from noroshi.vocabulary import MailCheck

FROM_ADDRESS: Final = re.compile(r"from\s[^\[\]()]*\([^\[\]()]*\[(?:IPv6:)?([0-9a-fA-F.:]+)\]\)", re.IGNORECASE)
SPF_SAYS: Final = {
    Outcome.PASS: MailCheck.PASS,
    Outcome.NONE: MailCheck.NONE,
    Outcome.NEUTRAL: MailCheck.NONE,
    Outcome.TEMPERROR: MailCheck.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Came:
    """From where and as whose a mail was handed to us."""

    peer: str
    helo: str
    mail_from: str


def checks_of(raw: bytes, sender: str, came: Came, names: Names) -> Checks:
    """`sender` is the one address of From."""
    domain = sender.rpartition("@")[2]
    by_spf = _spf(came, names)
    signed = verified(raw, names.texts)
    speaks = {one.domain for one in signed if one.proof is Proof.PASS}
    if by_spf is MailCheck.PASS:
        speaks.add(came.mail_from.rpartition("@")[2].lower())
    return Checks(by_spf, _dkim(signed), is_aligned=bool(domain) and any(_is_aligned(one, domain) for one in speaks))


def _spf(came: Came, names: Names) -> MailCheck:
    """Without the sender's host and a return path nothing is asked: nobody speaks for it."""
    if not came.peer or "@" not in came.mail_from:
        return MailCheck.NONE
    return SPF_SAYS.get(checked(came.peer, came.mail_from, came.helo, names.records), MailCheck.FAIL)


def _dkim(signed: Sequence[Signed]) -> MailCheck:
    """One that holds is enough; a silence of the name servers is not a fault of the mail."""
    proofs = {one.proof for one in signed}
    if Proof.PASS in proofs:
        return MailCheck.PASS
    if Proof.TEMPERROR in proofs:
        return MailCheck.UNKNOWN
    return MailCheck.FAIL if proofs else MailCheck.NONE


def origin(message: Message, peer: str, trusted: Sequence[str]) -> str:
    """Of a mail that the site's own server has passed on: the address that it received it from, as its own line says."""
    if not _is_among(peer, trusted):
        return peer
    for line in message.get_all("Received", [])[:10]:
        found = FROM_ADDRESS.search(str(line))
        if found is None:
            return peer
        if not _is_among(found[1], trusted):
            return found[1]
    return peer


def _is_aligned(one: str, domain: str) -> bool:
    """The same domain, or the one a subdomain of the other; never of two labels only on the shorter side's own suffix."""
    if one == domain:
        return True
    shorter, longer = sorted((one, domain), key=len)
    return shorter.count(".") >= 1 and longer.endswith(f".{shorter}") and not _is_suffix(shorter)


def _is_suffix(domain: str) -> bool:
    """co.jp and go.jp are nobody's own: whoever holds a name below them speaks for that name alone."""
    labels = domain.split(".")
    return len(labels) == 2 and (len(labels[0]) <= 3 and len(labels[1]) == 2)


def _is_among(address: str, networks: Sequence[str]) -> bool:
    try:
        return any(ipaddress.ip_address(address) in ipaddress.ip_network(one, strict=False) for one in networks)
    except ValueError:
        return False
