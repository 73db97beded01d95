"""What rooms want to know of an object besides its time: values, products, sectors, what it refers to, how it is marked."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

from noroshi.observables import Kind, NotOfThisKind, settled
from noroshi.stix.cpe import referred
from noroshi.stix.kinds import StixKind
from noroshi.stix.ours import EXTENSION
from noroshi.stix.paths import HASHES
from noroshi.stix.patterns import sought
from noroshi.stix.read import Ref, Value

ABOUT_ITSELF: Final = frozenset(
    {"created_by_ref", "object_marking_refs", "granular_markings", "extensions", "external_references", "id"}
)
PLAIN: Final[Mapping[StixKind, tuple[tuple[str, Kind], ...]]] = {
    StixKind.IPV4_ADDR: (("value", Kind.IPV4),),
    StixKind.IPV6_ADDR: (("value", Kind.IPV6),),
    StixKind.DOMAIN_NAME: (("value", Kind.DOMAIN),),
    StixKind.URL: (("value", Kind.URL),),
    StixKind.EMAIL_ADDR: (("value", Kind.EMAIL),),
    StixKind.EMAIL_MESSAGE: (("subject", Kind.MAIL_SUBJECT),),
    StixKind.MAC_ADDR: (("value", Kind.MAC),),
    StixKind.MUTEX: (("name", Kind.MUTEX),),
    StixKind.FILE: (("name", Kind.FILE_NAME),),
    StixKind.DIRECTORY: (("path", Kind.FILE_PATH),),
    StixKind.PROCESS: (("command_line", Kind.COMMAND_LINE),),
    StixKind.WINDOWS_REGISTRY_KEY: (("key", Kind.REGISTRY_KEY),),
    StixKind.USER_ACCOUNT: (("user_id", Kind.ACCOUNT), ("account_login", Kind.ACCOUNT)),
    StixKind.AUTONOMOUS_SYSTEM: (("number", Kind.ASN),),
    StixKind.VULNERABILITY: (("name", Kind.CVE),),
}
NUMBERED: Final = {StixKind.VULNERABILITY: Kind.CVE, StixKind.ATTACK_PATTERN: Kind.TECHNIQUE}
HASHED: Final = frozenset({StixKind.FILE, StixKind.ARTIFACT, StixKind.X509_CERTIFICATE})


class Facts(msgspec.Struct, frozen=True, gc=False):
    name: str
    values: tuple[Value, ...]
    products: tuple[str, ...]
    sectors: tuple[str, ...]
    refs: tuple[Ref, ...]
    markings: tuple[str, ...]


def facts(whole: Mapping[str, Any], kind: StixKind) -> Facts:
    """Of an object that was found valid."""
    own = _own(whole) if "extensions" in whole else {}
    values, products = list(_values(whole, kind)), _texts(own.get("products"))
    if kind is StixKind.INDICATOR and whole["pattern_type"] == "stix":
        looked_for = sought(whole["pattern"])
        values += looked_for.values
        products += looked_for.products
    elif kind is StixKind.SOFTWARE:
        products += [whole[name] for name in ("cpe", "name") if name in whole]
    if "external_references" in whole:
        products += referred(one.get("external_id") for one in whole["external_references"])
    name = whole.get("name")
    return Facts(
        name if isinstance(name, str) else "",
        _once(values),
        _once(products),
        sectors_said(whole),
        tuple(_refs(whole)),
        markings_said(whole),
    )


def sectors_said(whole: Mapping[str, Any]) -> tuple[str, ...]:
    """As an object names them, in its own words or in ours."""
    own = _own(whole) if "extensions" in whole else {}
    return _once(_texts(whole.get("sectors")) + _texts(own.get("sectors")))


def markings_said(whole: Mapping[str, Any]) -> tuple[str, ...]:
    """Of the whole and of its parts together."""
    return _once(list(_markings(whole)))


def _once[T](given: list[T]) -> tuple[T, ...]:
    return tuple(given) if len(given) < 2 else tuple(dict.fromkeys(given))


def _own(whole: Mapping[str, Any]) -> Mapping[str, Any]:
    found = whole.get("extensions", {}).get(EXTENSION, {})
    return found if isinstance(found, dict) else {}


def _texts(given: object) -> list[str]:
    return [one for one in given if isinstance(one, str)] if isinstance(given, list) else []


def _values(whole: Mapping[str, Any], kind: StixKind) -> Iterator[Value]:
    for name, of in PLAIN.get(kind, ()):
        if name in whole:
            yield from _settled(of, str(whole[name]))
    if kind in HASHED:
        for name, digest in whole.get("hashes", {}).items():
            if kind is StixKind.X509_CERTIFICATE:
                yield from _settled(Kind.CERTIFICATE, digest)
            elif name in HASHES:
                yield from _settled(HASHES[name], digest)
    if kind in NUMBERED:
        for one in whole.get("external_references", ()):
            yield from _settled(NUMBERED[kind], one.get("external_id", ""))


def _settled(kind: Kind, text: str) -> Iterator[Value]:
    try:
        yield settled(kind, text)
    except NotOfThisKind:
        return


def _refs(whole: Mapping[str, Any]) -> Iterator[Ref]:
    """Every property of the object itself whose name says that it refers; who made it and how it is marked stand apart."""
    for name, given in whole.items():
        if name in ABOUT_ITSELF:
            continue
        if name.endswith("_ref") and isinstance(given, str):
            yield name, given
        elif name.endswith("_refs") and isinstance(given, list):
            for one in given:
                if isinstance(one, str):
                    yield name, one


def _markings(whole: Mapping[str, Any]) -> Iterator[str]:
    yield from whole.get("object_marking_refs", ())
    for one in whole.get("granular_markings", ()):
        if "marking_ref" in one:
            yield one["marking_ref"]
