"""What rooms above may hear of. Listeners run in the deed's transaction: if one refuses, nothing happened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from noroshi.sharing.facts import DeskFacts


class Event[*Values]:
    """A list of listeners, called in the order in which they asked."""

    def __init__(self) -> None:
        self.listeners: list[Callable[[*Values], None]] = []

    def listen(self, listener: Callable[[*Values], None]) -> Callable[[*Values], None]:
        """Once per listener, however often its module is loaded; usable as a decorator."""
        if listener not in self.listeners:
            self.listeners.append(listener)
        return listener

    def __call__(self, *values: *Values) -> None:
        for listener in self.listeners:
            listener(*values)


@dataclass(frozen=True, slots=True)
class Preview:
    """How many items a change would open to somebody new, and how many it would close to somebody. Numbers only."""

    opens: int = 0
    closes: int = 0

    def __add__(self, other: "Preview") -> "Preview":
        return Preview(self.opens + other.opens, self.closes + other.closes)


desk_facts_changed: Event[set[int]] = Event()
"""Ids of desks of which the policy knows something else than before."""

membership_changed: Event[set[int]] = Event()
"""Ids of memberships that began, changed or ended, or whose duties or assignments did."""

person_left: Event[int] = Event()
"""The id of a person who was deactivated: keys and sessions end."""

preview_listeners: list[Callable[[Sequence[DeskFacts], Sequence[DeskFacts]], Preview]] = []
"""Asked with the desks as they are and as they would be, before a weighty change."""


def preview(before: Sequence[DeskFacts], after: Sequence[DeskFacts]) -> Preview:
    return sum((ask(before, after) for ask in preview_listeners), Preview())
