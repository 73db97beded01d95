"""What will be done, by whom, when: plain values, so that a year can be looked at before anything is told."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from typing import Any

from noroshi.demo.year.cases import Says
from noroshi.demo.year.casting import Sitting


class What(Enum):
    """The deeds of which a year is made; each is one deed of a room, or a draft and its sending."""

    FILE = auto()
    FOLLOW_UP = auto()
    ANONYMIZE = auto()
    COMPLETE = auto()
    RELAY = auto()
    ISSUE = auto()
    ISSUE_NEXT = auto()
    RELAY_DOWN = auto()
    ANSWER = auto()
    POST = auto()
    LOOK = auto()
    HOP = auto()
    PUBLISH = auto()
    MARK_AGAIN = auto()
    RECALL = auto()


@dataclass(frozen=True)
class Deed:
    """`key` names what it makes, `of` what it is about; `is_sent` is false for a draft that lies on the desk,
    `wish` is what else the marking says, with the names of the cast; `kind` is that of a hop.
    """

    at: datetime
    what: What
    who: Sitting
    key: str = ""
    of: tuple[str, ...] = ()
    says: Says = field(default_factory=lambda: Says({}))
    way: str = ""
    tlp: str = ""
    sectors: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    wish: dict[str, Any] = field(default_factory=dict)
    handling_note: str = ""
    answer: str = ""
    note: str = ""
    kind: str = ""
    is_sent: bool = True
    title: str = ""

    @property
    def about(self) -> str:
        """What it makes, or what it handles."""
        return self.key or self.of[0]
