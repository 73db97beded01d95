"""Whom to ring next, and who after that. Points of contact first, then deputies; who did not answer is tried again. Plain Python."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from noroshi.vocabulary import CallOutcome


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who can be rung. `key` is the membership's public id as text, or empty for the desk's own telephone."""

    key: str
    name: str
    number: str
    is_poc: bool = False
    is_deputy: bool = False


@dataclass(frozen=True, slots=True)
class Rung:
    """One call to one contact."""

    key: str
    outcome: CallOutcome
    at: datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """Of one house: whom to ring now, who after that, and from when if it is not yet time."""

    now: Contact | None
    then: tuple[Contact, ...]
    not_before: datetime | None
    was_reached: bool


def turn(contacts: Sequence[Contact], rung: Iterable[Rung], *, now: datetime, again: timedelta) -> Turn:
    """Everybody once, in order; then, after a pause, round again without wrong numbers. Whoever was reached has the pause to answer."""
    calls = sorted(rung, key=lambda one: one.at)
    wrong = {one.key for one in calls if one.outcome is CallOutcome.WRONG_NUMBER}
    able = [one for one in contacts if one.number and one.key not in wrong]
    latest = calls[-1] if calls else None
    was_reached = latest is not None and latest.outcome is CallOutcome.REACHED
    if was_reached and latest is not None and now < latest.at + again:
        return Turn(None, tuple(able), latest.at + again, was_reached=True)
    order = _in_order(able, calls)
    if not order:
        return Turn(None, (), None, was_reached)
    untried = order[0].key not in {one.key for one in calls}
    due = None if untried else max(one.at for one in calls if one.key == order[0].key) + again
    if due and due > now:
        return Turn(None, tuple(order), due, was_reached)
    return Turn(order[0], tuple(order[1:]), None, was_reached)


def _in_order(able: Sequence[Contact], calls: Collection[Rung]) -> list[Contact]:
    """Those never tried first, as the directory ranks them; then whoever was tried longest ago."""
    tried = {one.key: one.at for one in calls}
    fresh = [one for one in able if one.key not in tried]
    return [*fresh, *sorted((one for one in able if one.key in tried), key=lambda one: tried[one.key])]
