"""What the components are given. Pages build these; templates/components/ only chooses what to show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from noroshi.vocabulary import Amendment, Tlp
from noroshi.vocabulary.differences import Piece, pieces


class HopState(StrEnum):
    """Where one station of a route stands."""

    DONE = "done"
    NOW = "now"
    BACK = "back"
    FAILED = "failed"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Hop:
    """One station of a route, with what happened there in words."""

    place: str
    words: str
    state: HopState
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EditionStop:
    """One edition on the timeline. Without an address it is the one being read, or one that is expected."""

    name: str
    words: str
    url: str = ""
    is_here: bool = False
    at: datetime | None = None


class ChangeKind(StrEnum):
    """What became of a field between two editions."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class RowChanged:
    """One row, option or file of a field; without a kind it stands as it stood."""

    kind: ChangeKind | None
    before: str = ""
    after: str = ""

    @property
    def pieces(self) -> list[Piece]:
        return [Piece(self.after, "kept")] if self.kind is None else pieces(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs from the edition the reader has read; a list with its `rows`. `told` says why it reads otherwise."""

    name: str
    kind: ChangeKind
    before: str = ""
    after: str = ""
    reason: str = ""
    rows: Sequence[RowChanged] = ()
    told: Amendment | None = None

    @property
    def pieces(self) -> list[Piece]:
        """The value with what went and what came, in reading order."""
        return pieces(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Reader:
    """One organization (or kind of them) in an audience, with the clause that decides."""

    name: str
    clause: str
    count: str = ""


@dataclass(frozen=True, slots=True)
class AudiencePreview:
    """Who holds it now, who may at most, who never; figures are of organizations."""

    tlp: Tlp
    now_count: int
    most_count: int | None
    now: Sequence[Reader] = ()
    most: Sequence[Reader] = ()
    never: Sequence[Reader] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """The band under the tabs: label, who reads, the way to the reason. Without a label a plain sentence."""

    words: str
    tlp: Tlp | None = None
    strong: str = ""
    why_url: str = ""


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file in a list. `href` hands an attachment over; a specimen's leads to its own page first.

    `sort` is what it is by its content, `told` what to know before it is opened, `scan` whether a scanner saw it.
    """

    name: str
    size: int
    sha256: str
    href: str = ""
    is_specimen: bool = False
    sort: str = ""
    told: tuple[str, ...] = ()
    scan: str = ""

    @property
    def short_hash(self) -> str:
        return f"{self.sha256[:12]}…"


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way back."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a choice. `tlp` shows the label instead of the name."""

    value: str
    name: str
    words: str = ""
    count: str = ""
    is_chosen: bool = False
    tlp: Tlp | None = None


@dataclass(frozen=True, slots=True)
class Pager:
    """Opaque cursors as addresses; an empty address is an end."""

    newer_url: str = ""
    older_url: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One line of a menu."""

    name: str
    url: str
    words: str = ""
    tag: str = ""
    is_current: bool = False
    is_drill: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a task of several pages."""

    name: str
    is_done: bool = False
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class FieldError:
    """One mistake in a form, tied to the control that it is about."""

    field_id: str
    words: str
