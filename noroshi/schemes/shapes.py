"""How a field of a scheme file says what it is: an id, a reference to one, the name of its table."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Names:
    """The text is a new id of this kind, once in its list; with `everywhere`, once in the whole scheme."""

    kind: str
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Refers:
    """The text is an id of this kind, declared somewhere in the same scheme (or, with `here`, in the same file)."""

    kind: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class Between:
    """The number lies inside these bounds."""

    least: int
    most: int


def each(key: str, *, some: bool = False) -> Any:
    """An array of tables `[[key]]`; with `some`, at least one is required."""
    return field(default=(), metadata={"key": key, "some": some})
