"""Names of products as CPE writes them, in either form; kept as 2.3."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final
from urllib.parse import unquote

URI, FORMATTED = "cpe:/", "cpe:2.3:"
PARTS, LONGEST, MOST = 11, 400, 200
QUOTED: Final = str.maketrans({sign: f"\\{sign}" for sign in "\\:*?!\"#$%&'()+,/;<=>@[]^`{|}~"})


def cpe_of(given: Any) -> str | None:
    """None: it names no product."""
    text = given.strip() if isinstance(given, str) else ""
    if len(text) > LONGEST or not text.isprintable() or any(sign.isspace() for sign in text):
        return None
    if text[: len(FORMATTED)].lower() == FORMATTED:
        return text if all(text.split(":")[3:5]) and text.count(":") >= 4 else None
    if text[: len(URI)].lower() != URI:
        return None
    parts = [unquote(one).translate(QUOTED) or "*" for one in text[len(URI) :].split(":")]
    if len(parts) < 3 or "*" in parts[1:3]:
        return None
    return FORMATTED + ":".join((parts + ["*"] * PARTS)[:PARTS])


def name_of(cpe: str) -> str:
    """What people call it: the product of a CPE."""
    return cpe.split(":")[4].replace("_", " ")


def referred(ids: Iterable[Any]) -> Iterator[str]:
    """Of numbers under which others know an object, those that name a product."""
    return (
        cpe for one in islice(ids, MOST) if isinstance(one, str) and one[:4].lower() == "cpe:" and (cpe := cpe_of(one))
    )
