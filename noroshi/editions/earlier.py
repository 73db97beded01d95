"""With which edition one is compared: the earlier ones that the same desk wrote. What others made of them is another story."""

from collections.abc import Iterable

from noroshi.editions.queries import Line


def earlier_of[L: Line](line: Line, others: Iterable[L]) -> list[L]:
    """Of these editions of its matter, oldest first."""
    found = (other for other in others if other.key < line.key and other.originator == line.originator)
    return sorted(found, key=lambda other: other.key)
