"""What rooms above may hear of. Listeners run in the deed's transaction: if one refuses, nothing happened."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from noroshi.sharing.facts import DeskFacts

if TYPE_CHECKING:
    from noroshi.directory.seated import Seated


class Event[Value]:
    """A list of listeners, told in the order in which they asked."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.listeners: list[Callable[[Value], None]] = []

    def listen(self, listener: Callable[[Value], None]) -> Callable[[Value], None]:
        """Once per listener, however often its module is loaded; usable as a decorator."""
        if listener not in self.listeners:
            self.listeners.append(listener)
        return listener

    def __call__(self, value: Value) -> None:
        for listener in self.listeners:
            listener(value)


class IdsEvent(Event[set[int]]):
    """Tells of several ids at once, so that many deeds can be told together."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._waiting: ContextVar[set[int] | None] = ContextVar(name, default=None)

    def __call__(self, value: set[int]) -> None:
        waiting = self._waiting.get()
        if waiting is not None:
            waiting |= value
        elif value:
            super().__call__(value)

    @contextmanager
    def gathered(self) -> Iterator[set[int]]:
        """Told once at the end; what is taken out of the set is not told, and nothing is after an error."""
        waiting: set[int] = set()
        token = self._waiting.set(waiting)
        try:
            yield waiting
        finally:
            self._waiting.reset(token)
        self(waiting)


@dataclass(frozen=True, slots=True)
class Preview:
    """How many items a change would open to somebody new, and how many it would close to somebody. Numbers only."""

    opens: int = 0
    closes: int = 0

    def __add__(self, other: "Preview") -> "Preview":
        return Preview(self.opens + other.opens, self.closes + other.closes)


desk_facts_changed = IdsEvent("desk_facts_changed")
"""Ids of desks of which the policy knows something else than before."""

membership_changed = IdsEvent("membership_changed")
"""Ids of memberships that began, changed or ended, or whose duties or assignments did."""

matter_assigned: Event[UUID] = Event("matter_assigned")
"""The matter for which somebody was just given need to know."""


@dataclass(frozen=True)
class LookedUp:
    """Organizations whose page somebody opened, or who were found by their names (`by_name`)."""

    seat: "Seated"
    organizations: frozenset[UUID]
    by_name: bool = False


looked_up: Event[LookedUp] = Event("looked_up")

person_left: Event[int] = Event("person_left")
"""The id of a person who was deactivated: keys and sessions end."""

preview_listeners: list[Callable[[Sequence[DeskFacts], Sequence[DeskFacts]], Preview]] = []
"""Asked with the desks as they are and as they would be, before a weighty change."""


def preview(before: Sequence[DeskFacts], after: Sequence[DeskFacts]) -> Preview:
    return sum((ask(before, after) for ask in preview_listeners), Preview())
