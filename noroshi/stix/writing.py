"""Values as STIX: the pattern that finds one, and the observable that is one."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from noroshi.observables import Kind
from noroshi.stix.ids import observable_id

HASHED: Final = {
    Kind.MD5: "MD5",
    Kind.SHA1: "SHA-1",
    Kind.SHA224: "SHA-224",
    Kind.SHA256: "SHA-256",
    Kind.SHA384: "SHA-384",
    Kind.SHA512: "SHA-512",
    Kind.SSDEEP: "SSDEEP",
    Kind.TLSH: "TLSH",
}
PATHS: Final = {
    Kind.IPV4: "ipv4-addr:value",
    Kind.IPV6: "ipv6-addr:value",
    Kind.DOMAIN: "domain-name:value",
    Kind.URL: "url:value",
    Kind.EMAIL: "email-addr:value",
    Kind.FILE_NAME: "file:name",
    Kind.FILE_PATH: "directory:path",
    Kind.REGISTRY_KEY: "windows-registry-key:key",
    Kind.MUTEX: "mutex:name",
    Kind.MAC: "mac-addr:value",
    Kind.COMMAND_LINE: "process:command_line",
    Kind.MAIL_SUBJECT: "email-message:subject",
    Kind.ACCOUNT: "user-account:account_login",
    Kind.USER_AGENT: "network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'",
    Kind.SERVICE_NAME: "process:extensions.'windows-service-ext'.service_name",
    Kind.CERTIFICATE: "x509-certificate:hashes.'SHA-256'",
    **{kind: f"file:hashes.'{name}'" for kind, name in HASHED.items()},
}
"""CVE and technique are objects of their own; what stands in no path has no pattern."""


def pattern_of(kind: Kind, value: str) -> str | None:
    """None for kinds that the standard has no path for."""
    if kind is Kind.ASN:
        return f"[autonomous-system:number = {_asn(value)}]"
    if kind is Kind.CIDR:
        return f"[{'ipv6' if ':' in value else 'ipv4'}-addr:value ISSUBSET {quoted(value)}]"
    path = PATHS.get(kind)
    return f"[{path} = {quoted(value)}]" if path else None


def quoted(value: str) -> str:
    """A string of the pattern language; nothing in it can end it."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def observable_of(kind: Kind, value: str) -> dict[str, Any] | None:
    """With its deterministic id."""
    make = _MADE.get(kind)
    if make is None:
        return None
    whole = {"spec_version": "2.1", **make(value)}
    return {"type": whole["type"], "id": observable_id(whole), **whole}


def _plain(kind: str, name: str = "value") -> Callable[[str], dict[str, Any]]:
    return lambda value: {"type": kind, name: value}


def _hash(name: str) -> Callable[[str], dict[str, Any]]:
    return lambda value: {"type": "file", "hashes": {name: value}}


def _asn(value: str) -> int:
    return int("".join(filter(str.isdecimal, value)))


_MADE: Final[Mapping[Kind, Callable[[str], dict[str, Any]]]] = {
    Kind.IPV4: _plain("ipv4-addr"),
    Kind.IPV6: _plain("ipv6-addr"),
    Kind.CIDR: lambda value: {"type": "ipv6-addr" if ":" in value else "ipv4-addr", "value": value},
    Kind.DOMAIN: _plain("domain-name"),
    Kind.URL: _plain("url"),
    Kind.EMAIL: _plain("email-addr"),
    Kind.MAC: _plain("mac-addr"),
    Kind.MUTEX: _plain("mutex", "name"),
    Kind.FILE_NAME: _plain("file", "name"),
    Kind.FILE_PATH: _plain("directory", "path"),
    Kind.REGISTRY_KEY: _plain("windows-registry-key", "key"),
    Kind.COMMAND_LINE: _plain("process", "command_line"),
    Kind.ACCOUNT: _plain("user-account", "account_login"),
    Kind.MAIL_SUBJECT: lambda value: {"type": "email-message", "is_multipart": False, "subject": value},
    Kind.ASN: lambda value: {"type": "autonomous-system", "number": _asn(value)},
    Kind.CERTIFICATE: lambda value: {"type": "x509-certificate", "hashes": {"SHA-256": value}},
    **{kind: _hash(name) for kind, name in HASHED.items()},
}
