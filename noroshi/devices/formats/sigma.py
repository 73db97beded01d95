"""Sigma rules: one for each kind of record in which a value shows. Written by hand, so that nothing is ever read as YAML of its own."""

import re
from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID, uuid5

from noroshi.devices.formats.listed import Heading, Listed, Sorted, head, of_kind, plain
from noroshi.observables.kinds import Kind

KINDS: Final = frozenset(
    {Kind.IPV4, Kind.IPV6, Kind.CIDR, Kind.DOMAIN, Kind.URL, Kind.FILE_NAME, Kind.MD5, Kind.SHA1, Kind.SHA256}
)
SPACE: Final = UUID("6f1b8c0e-5d0f-5a53-9a0c-0f6f0c2b7d11")
MOST: Final = 500
"""Values in one rule; more are put into further ones."""
UNPRINTED: Final = re.compile(
    r"[\x00-\x1f\"\\\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\uffff]"
)
WILD: Final = re.compile(r"([*?\\])")
HASH_NAMES: Final = {Kind.MD5: "MD5", Kind.SHA1: "SHA1", Kind.SHA256: "SHA256"}


def rules(heading: Heading, found: Sorted) -> str:
    return head(heading, found, "#") + _documents(heading, found, "experimental")


def rules_back(heading: Heading, found: Sorted) -> str:
    """The same rules, by the same ids, out of use."""
    return head(heading, found, "#", undo=True) + _documents(heading, found, "deprecated")


def _documents(heading: Heading, found: Sorted, status: str) -> str:
    return "---\n".join(_rule(heading, status, *one) for one in _groups(found.rows))


def _groups(rows: tuple[Listed, ...]) -> Iterator[tuple[str, int, str, str, list[str]]]:
    """Name, part, source of the records, field with its modifiers, values."""
    names = [_literal(row.value) for row in of_kind(rows, Kind.DOMAIN)]
    files = [_literal(row.value) for row in of_kind(rows, Kind.FILE_NAME)]
    hashes = [f"{HASH_NAMES[row.kind]}={row.value.upper()}" for row in of_kind(rows, *HASH_NAMES)]
    for name, source, field, values in (
        ("names", "category: dns", "query|endswith", [f".{name}" for name in names]),
        ("names-exact", "category: dns", "query", names),
        ("addresses", "category: firewall", "dst_ip", [row.value for row in of_kind(rows, Kind.IPV4, Kind.IPV6)]),
        ("networks", "category: firewall", "dst_ip|cidr", [row.value for row in of_kind(rows, Kind.CIDR)]),
        ("urls", "category: proxy", "c-uri", [_literal(row.value) for row in of_kind(rows, Kind.URL)]),
        ("files", "category: file_event", "TargetFilename|endswith", [f"\\\\{name}" for name in files]),
        ("hashes", "category: process_creation", "Hashes|contains", hashes),
    ):
        for part, at in enumerate(range(0, len(values), MOST), 1):
            yield name, part, source, field, values[at : at + MOST]


def _rule(heading: Heading, status: str, name: str, part: int, source: str, field: str, values: Iterable[str]) -> str:
    number = uuid5(SPACE, f"{heading.profile}\0{name}\0{part}")
    listed = "".join(f"      - {quoted(value)}\n" for value in values)
    return (
        f"title: {quoted(f'{plain(heading.source, 40)} {plain(heading.profile, 100)} {name} {part}')}\nid: {number}\nstatus: {status}\n"
        f"description: {quoted(f'Listed values, marking {plain(heading.marking)}')}\nauthor: {quoted(plain(heading.source))}\n"
        f"date: {heading.made_at.strftime('%Y-%m-%d')}\nlogsource:\n  {source}\n"
        f"detection:\n  selection:\n    {field}:\n{listed}  condition: selection\n"
        "falsepositives:\n  - Shared hosting and content delivery networks\nlevel: high\n"
    )


def _literal(value: str) -> str:
    """Sigma reads * and ? as any letters; a backslash before one takes that away."""
    return WILD.sub(r"\\\1", value)


def quoted(text: str) -> str:
    """A YAML string between quotation marks: whatever stands in it, it is one string."""
    return '"' + UNPRINTED.sub(_escape, text) + '"'


def _escape(found: re.Match[str]) -> str:
    letter = found[0]
    if letter in '"\\':
        return "\\" + letter
    return " " if "\ud800" <= letter <= "\udfff" else f"\\u{ord(letter):04x}"
