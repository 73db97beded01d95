"""The grammar of Suricata's rules as its user guide documents it, as far as our rules go: what is wrong with a rule, in words."""

import re
from collections.abc import Iterator
from ipaddress import ip_network
from typing import Final

RULE: Final = re.compile(
    r"(?P<action>alert|drop|pass|reject) (?P<protocol>ip|tcp|udp|dns|tls|http) (?P<source>\S+) (?P<source_port>\S+) "
    r"(?P<way>->|<>) (?P<target>\S+) (?P<target_port>\S+) \((?P<options>.*)\)"
)
OPTION: Final = re.compile(r"\s*(?P<name>[a-z_.]+)(?::(?P<value>(?:\"(?:[^\";\\]|\\[\";\\:])*\"|[^\";])*))?;")
CONTENT: Final = re.compile(r"\"(?:[^\";:|\\]|\|[0-9A-F]{2}(?: [0-9A-F]{2})*\|)+\"")
BUFFERS: Final = {"dns.query": "dns", "tls.sni": "tls", "http.host": "http", "http.uri.raw": "http"}
MODIFIERS: Final = frozenset({"nocase", "endswith", "startswith", "bsize"})
OTHERS: Final = frozenset(
    {"msg", "flow", "dotprefix", "content", "threshold", "classtype", "metadata", "sid", "rev", *MODIFIERS}
)


def rule_mistakes(rule: str) -> list[str]:
    found = RULE.fullmatch(rule)
    return list(_mistakes(found)) if found else ["no rule"]


def _mistakes(found: re.Match[str]) -> Iterator[str]:
    yield from (f"address {found[side]}" for side in ("source", "target") if not _is_address(found[side]))
    yield from (f"port {found[side]}" for side in ("source_port", "target_port") if found[side] != "any")
    options, at = [], 0
    while at < len(found["options"]):
        option = OPTION.match(found["options"], at)
        if option is None:
            yield f"cannot be read: {found['options'][at : at + 40]}"
            return
        options.append((option["name"], option["value"]))
        at = option.end()
    yield from _of_options(options, found["protocol"])


def _of_options(options: list[tuple[str, str | None]], protocol: str) -> Iterator[str]:
    names = [name for name, _value in options]
    yield from (f"unknown {name}" for name in names if name not in OTHERS and name not in BUFFERS)
    yield from (f"{name} once" for name in ("msg", "sid", "rev", "classtype") if names.count(name) > 1)
    if names[:1] != ["msg"] or "sid" not in names:
        yield "msg first, sid somewhere"
    buffer, last = "", ""
    for name, value in options:
        if name in BUFFERS:
            buffer = name
            if BUFFERS[name] != protocol:
                yield f"{name} in {protocol}"
        yield from _of_option(name, value, buffer, last)
        last = name if name not in MODIFIERS else last


def _of_option(name: str, value: str | None, buffer: str, last: str) -> Iterator[str]:
    match name:
        case "msg" if not re.fullmatch(r"\"[^\";:\\|\x00-\x1f]+\"", value or ""):
            yield f"msg {value}"
        case "content" if not CONTENT.fullmatch(value or ""):
            yield f"content {value}"
        case "content" if buffer == "http.host" and value != (value or "").lower() and "|" not in (value or ""):
            yield "http.host is in lower case"
        case "nocase" if buffer == "http.host":
            yield "http.host knows no nocase"
        case "dotprefix" if last not in BUFFERS:
            yield "dotprefix follows its buffer"
        case "nocase" | "endswith" | "bsize" if last != "content":
            yield f"{name} without content"
        case "sid" | "rev" if not (value or "").isdigit() or not 0 < int(value or 0) < 2**32:
            yield f"{name} {value}"
        case "metadata" if not re.fullmatch(r"[a-z_]+ [\w.-]+(?:, [a-z_]+ [\w.-]+)*", value or ""):
            yield f"metadata {value}"
        case _:
            return


def _is_address(written: str) -> bool:
    if written in {"any", "$HOME_NET", "$EXTERNAL_NET"}:
        return True
    try:
        ip_network(written)
    except ValueError:
        return False
    return True
