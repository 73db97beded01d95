"""Identifiers that say the same thing everywhere: of observables as the standard makes them, of ours from what they belong to."""

import json
import math
import re
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID, uuid4, uuid5

NAMESPACE: Final = UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")
CONTRIBUTING: Final[Mapping[str, tuple[str, ...]]] = {
    "artifact": ("hashes", "payload_bin"),
    "autonomous-system": ("number",),
    "directory": ("path",),
    "domain-name": ("value",),
    "email-addr": ("value",),
    "email-message": ("from_ref", "subject", "body"),
    "file": ("hashes", "name", "parent_directory_ref", "extensions"),
    "ipv4-addr": ("value",),
    "ipv6-addr": ("value",),
    "mac-addr": ("value",),
    "mutex": ("name",),
    "network-traffic": ("start", "end", "src_ref", "dst_ref", "src_port", "dst_port", "protocols", "extensions"),
    "software": ("name", "cpe", "swid", "vendor", "version"),
    "url": ("value",),
    "user-account": ("account_type", "user_id", "account_login"),
    "windows-registry-key": ("key", "values"),
    "x509-certificate": ("hashes", "serial_number"),
}
"""Of a process nothing is certain enough: two of the same name are two."""

MOMENT_END: Final = re.compile(r"(?:(\.[0-9]*[1-9])0+|\.0+)Z")
PREFERRED: Final = ("MD5", "SHA-1", "SHA-256", "SHA-512")


def observable_id(whole: Mapping[str, Any]) -> str:
    """The same for equal observables of every sender (STIX 2.1, 2.9); random where nothing of it is fixed."""
    kind = whole["type"]
    fixed = {name: _said(name, whole[name]) for name in CONTRIBUTING.get(kind, ()) if name in whole}
    return f"{kind}--{uuid5(NAMESPACE, canonical(fixed)) if fixed else uuid4()}"


def own_id(kind: str, root: UUID, *names: object) -> str:
    """Of what belongs to `root`: made again it has the same id, and nobody can reckon `root` from it."""
    return f"{kind}--{uuid5(root, '/'.join([kind, *map(str, names)]))}"


def canonical(value: Any) -> str:
    """RFC 8785: keys in the order of UTF-16, no blanks, numbers as JavaScript prints them."""
    if isinstance(value, Mapping):
        pairs = sorted(value.items(), key=lambda pair: pair[0].encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(name)}:{canonical(one)}" for name, one in pairs) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, float):
        return _number(value)
    return json.dumps(value, ensure_ascii=False)


def _said(name: str, value: Any) -> Any:
    """One hash stands for all of them; of a moment no more digits than it needs."""
    if name in {"start", "end"}:
        return MOMENT_END.sub(r"\1Z", value)
    if name != "hashes":
        return value
    chosen = next((kind for kind in PREFERRED if kind in value), next(iter(value)))
    return {chosen: value[chosen]}


def _number(value: float) -> str:
    """As ECMAScript writes it (7.1.12.1)."""
    if value == 0:
        return "0"
    sign, value = ("-", -value) if value < 0 else ("", value)
    digits, _, exponent = f"{value:.17e}".partition("e") if not math.isfinite(value) else repr_parts(value)
    point = int(exponent) + 1
    if 0 < point <= 21:
        text = digits.ljust(point, "0") if len(digits) <= point else f"{digits[:point]}.{digits[point:]}"
    elif -6 < point <= 0:
        text = "0." + "0" * -point + digits
    else:
        tail = f".{digits[1:]}" if len(digits) > 1 else ""
        text = f"{digits[0]}{tail}e{'+' if point > 0 else '-'}{abs(point - 1)}"
    return sign + text


def repr_parts(value: float) -> tuple[str, str, str]:
    """The shortest digits that mean this number, and where its point stands."""
    mantissa, _, power = f"{value!r}".partition("e")
    whole, _, part = mantissa.partition(".")
    digits = (whole + part).lstrip("0")
    zeros = len(whole + part) - len(digits) if whole.strip("0") == "" else 0
    exponent = int(power or 0) + len(whole) - 1 - zeros
    return digits.rstrip("0") or "0", "e", str(exponent)
