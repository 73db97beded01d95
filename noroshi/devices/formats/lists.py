"""Plain external lists and CSV: one value a line."""

from noroshi.devices.formats.listed import Heading, Sorted, head, moment, plain
from noroshi.observables.kinds import HASH_LENGTHS, Kind

LISTED: dict[str, frozenset[Kind]] = {
    "address_list": frozenset({Kind.IPV4, Kind.IPV6, Kind.CIDR}),
    "domain_list": frozenset({Kind.DOMAIN}),
    "url_list": frozenset({Kind.URL}),
    "hash_list": frozenset(HASH_LENGTHS),
}
COLUMNS = ("action", "kind", "value", "confidence", "valid_until", "reference", "said")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%")


def lines(heading: Heading, found: Sorted) -> str:
    return head(heading, found, "#") + "".join(f"{_line(row.kind, row.value)}\n" for row in found.rows)


def lines_back(heading: Heading, found: Sorted) -> str:
    """The same values, for a list of what is allowed or taken out."""
    return head(heading, found, "#", undo=True) + "".join(f"{_line(row.kind, row.value)}\n" for row in found.rows)


def table(heading: Heading, found: Sorted) -> str:
    return _table(heading, found, "block")


def table_back(heading: Heading, found: Sorted) -> str:
    return _table(heading, found, "release", undo=True)


def _line(kind: Kind, value: str) -> str:
    """Firewalls take URLs without their scheme."""
    return value.partition("://")[2] if kind is Kind.URL else value


def _table(heading: Heading, found: Sorted, action: str, *, undo: bool = False) -> str:
    rows = (
        (
            action,
            row.kind.word,
            row.value,
            "" if row.confidence is None else str(row.confidence),
            moment(row.until) if row.until else "",
            row.reference,
            plain(row.said),
        )
        for row in found.rows
    )
    return head(heading, found, "#", undo=undo) + "".join(
        ",".join(map(_cell, row)) + "\r\n" for row in (COLUMNS, *rows)
    )


def _cell(text: str) -> str:
    """A spreadsheet runs nothing that begins with an apostrophe."""
    text = plain(text, 8192)
    if text.startswith(FORMULA):
        text = f"'{text}"
    return (
        '"' + text.replace('"', '""') + '"'
        if any(letter in text for letter in '",;\r\n') or text != text.strip()
        else text
    )
