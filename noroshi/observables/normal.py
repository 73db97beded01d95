"""One value, however it was written: kind and form in which equal values are equal, and the key that stands for both."""

import re
from hashlib import blake2b
from typing import Final

from noroshi.observables import forms, hosts, urls
from noroshi.observables.errors import NotOfThisKind
from noroshi.observables.kinds import ADDRESSES, HASH_LENGTHS, HASHES, Kind
from noroshi.observables.refanging import plain_dashes, refanged, without_invisible

PLAIN_NAME: Final = re.compile(rf"(?:{hosts.LABEL}\.){{1,20}}[a-z]{{2,24}}", re.ASCII | re.IGNORECASE)
PLAIN_HASH: Final = re.compile(r"[0-9a-f]{32,128}", re.ASCII | re.IGNORECASE)
AS_TYPED: Final = frozenset(
    {
        Kind.COMMAND_LINE,
        Kind.USER_AGENT,
        Kind.MUTEX,
        Kind.MAIL_SUBJECT,
        Kind.TEXT,
        Kind.FILE_PATH,
        Kind.FILE_NAME,
        Kind.REGISTRY_KEY,
        Kind.ACCOUNT,
        Kind.SERVICE_NAME,
        Kind.SSDEEP,
    }
)
"""Free text of attackers: brackets and full-width letters in it are meant."""


def settled(kind: Kind, text: str) -> tuple[Kind, str]:
    """Kind and form. An address says itself which kind it is: `192.0.2.1/32` is an IPv4 address, `::ffff:192.0.2.1` as well."""
    if kind is Kind.DOMAIN and len(text) <= hosts.LONGEST_NAME and PLAIN_NAME.fullmatch(text):
        return kind, text.lower()
    if kind in HASH_LENGTHS and len(text) == HASH_LENGTHS[kind] and PLAIN_HASH.fullmatch(text):
        return kind, text.lower()
    if kind in ADDRESSES:
        return hosts.address(text if hosts.V4.fullmatch(text) else refanged(text).strip())
    return kind, _normal(kind, text)


def normal(kind: Kind, text: str) -> str:
    """The form alone. NotOfThisKind when the text is none, or is an address of another kind."""
    found, form = settled(kind, text)
    if found is not kind:
        raise NotOfThisKind(kind, text)
    return form


def key(kind: Kind, form: str) -> bytes:
    """Sixteen bytes that stand for kind and form wherever values are compared."""
    return blake2b(bytes((kind,)) + form.encode("utf-8"), digest_size=16).digest()


def guessed(text: str) -> tuple[Kind, str] | None:
    """Of a value without a kind, as lists hold them: address, URL, mail address, hash, CVE, ATT&CK number, domain."""
    plain = plain_dashes(refanged(text)).strip()
    for kind in _likely(plain):
        try:
            return settled(kind, plain)
        except NotOfThisKind:
            continue
    return None


def _likely(plain: str) -> tuple[Kind, ...]:
    if "://" in plain:
        return (Kind.URL,)
    if "@" in plain:
        return (Kind.EMAIL,)
    if len(plain) in HASHES and PLAIN_HASH.fullmatch(plain.lower()):
        return (HASHES[len(plain)],)
    names = (Kind.DOMAIN,) if "." in plain else ()
    return (Kind.IPV4, Kind.CVE, Kind.TECHNIQUE, *names, *((Kind.URL,) if "/" in plain and names else ()))


def _normal(kind: Kind, text: str) -> str:
    if len(text) > urls.LONGEST:
        raise NotOfThisKind(kind, text)
    text = without_invisible(text) if kind in AS_TYPED else refanged(text)
    if kind is Kind.URL:
        form = urls.normal(text)
    elif kind in HASH_LENGTHS:
        form = forms.digest(kind, text)
    else:
        form = forms.FORMS[kind](plain_dashes(text) if kind is Kind.CVE else text)
    if not form or not _can_be_stored(form):
        raise NotOfThisKind(kind, text)
    return form


def _can_be_stored(form: str) -> bool:
    return form.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in form)
