"""How far this desk is with an item, as a shape and a word."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from noroshi.advisories.here import Here
from noroshi.editions.queries import Line


@dataclass(frozen=True, slots=True)
class StateShown:
    """`kind` as the state component knows it."""

    kind: str
    words: str


def state_of(line: Line, here: Here) -> StateShown:
    """The furthest that was done is said; what nobody here has opened is new."""
    told = (
        (line.is_recalled, "ended", _("Recalled")),
        (here.is_own and here.is_passed_on, "done", _("Sent by this desk")),
        (here.is_passed_on, "done", _("Sent on")),
        (here.is_own, "planned", _("At this desk")),
        (here.is_acknowledged, "done", _("Acknowledged")),
        (here.by_me, "ended", _("Read")),
        (here.by_desk, "half", _("Read by a colleague")),
    )
    return next((StateShown(kind, words) for holds, kind, words in told if holds), StateShown("new", _("Not read yet")))
