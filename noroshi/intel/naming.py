"""What an object is called where people meet it: by its name, by what it is about, or by what it says."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from noroshi.observables.defanging import defanged
from noroshi.stix.read import Read
from noroshi.stix.reading import read
from noroshi.vocabulary import StixType
from noroshi.vocabulary.plain_sight import defanged_within
from noroshi.vocabulary.text import texts

NAMED_BY: Final = ("name", "abstract", "value", "opinion", "path", "key", "subject", "display_name", "account_login")
TEXTS: Final = ("content", "explanation", "description", "relationship_type", "cpe")
LONGEST: Final = 160
UNSAID: Final = frozenset(
    {"id", "type", "spec_version", "created", "modified", "valid_from", "valid_until", "pattern_type", "extensions"}
)
REFERS: Final = ("_ref", "_refs")


def whole_of(raw: str) -> dict[str, Any]:
    """As it was found valid when it came in."""
    found: dict[str, Any] = msgspec.json.decode(raw)
    return found


def read_of(raw: str) -> Read | None:
    found = read(raw.encode())
    return found if isinstance(found, Read) else None


def type_of(whole: Mapping[str, Any]) -> StixType:
    name = str(whole.get("type", ""))
    return StixType.of(name) if name in StixType else StixType.CUSTOM


def title_of(whole: Mapping[str, Any]) -> str:
    """Empty where it says nothing of itself: then its kind stands alone. Nothing in it can be pressed."""
    for name in (*NAMED_BY, *TEXTS):
        if isinstance(said := whole.get(name), str) and said.strip():
            return _short(defanged_within(said))
    if isinstance(hashes := whole.get("hashes"), Mapping) and hashes:
        return _short(str(next(iter(hashes.values()))))
    return _by_value(whole)


def text_of(whole: Mapping[str, Any]) -> str:
    """Everything that it says, without its own numbers, times and references."""
    said = (value for name, value in whole.items() if name not in UNSAID and not name.endswith(REFERS))
    return "\n".join(text for value in said for text in texts(value))


def _by_value(whole: Mapping[str, Any]) -> str:
    if whole.get("type") != "indicator":
        return ""
    found = read_of(msgspec.json.encode(whole).decode())
    if found is None or not found.values:
        return _short(defanged_within(str(whole.get("pattern", ""))))
    more = "" if len(found.values) == 1 else f" +{len(found.values) - 1}"
    return _short(defanged(*found.values[0])) + more


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
