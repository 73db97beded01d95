"""One way to write a value as bytes, so that equal values have equal digests: the JSON of RFC 8785, without its floats.

- objects: names sorted by UTF-16 code units, each once; no space anywhere
- text: UTF-8 as it is (never normalized: a seal is over what was written), escapes only where JSON demands them
- numbers: whole ones that every JSON reader holds exactly; true, false and null as usual
- everything else is refused, never converted: the writer decides how a time or an id is written
"""

import json
from collections.abc import Mapping
from typing import Final

LARGEST: Final = 2**53 - 1


class NotCanonical(ValueError):  # noqa: N818 - says what the value is
    """A value that has no single way to be written."""


def canonical(value: object) -> bytes:
    """The bytes of a value; equal values give equal bytes, different values different ones."""
    try:
        return json.dumps(_ordered(value), ensure_ascii=False, separators=(",", ":")).encode()
    except (UnicodeEncodeError, RecursionError) as error:
        raise NotCanonical("Half a character, or nested too deeply.") from error


def _ordered(value: object) -> object:
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise NotCanonical(f"A number beyond {LARGEST} is not read alike everywhere.")
        return int(value)
    if isinstance(value, (list, tuple)):
        return [_ordered(part) for part in value]
    if isinstance(value, Mapping):
        return {name: _ordered(value[name]) for name in _names(value)}
    raise NotCanonical(f"{type(value).__name__} has no canonical form.")


def _names(value: Mapping[object, object]) -> list[str]:
    names = [name for name in value if isinstance(name, str)]
    if len(names) != len(value):
        raise NotCanonical("A name in an object is not text.")
    if all(name.isascii() for name in names):
        return sorted(names)
    return sorted(names, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
