"""What comes back, as it comes back: the names are those of the API's own reference."""

from typing import Any, NotRequired, TypedDict


class Origin(TypedDict):
    """The desk that wrote it, and its organization."""

    desk: str
    desk_ja: str
    desk_en: str
    organization: str
    organization_ja: str
    organization_en: str


class Line(TypedDict):
    """One edition in a list."""

    id: str
    matter: str
    number: int | None
    kind: str
    tlp: str
    importance: str | None
    title: str
    sectors: list[str]
    originator: Origin
    sealed_at: str
    is_recalled: bool
    is_derived: bool
    reference_number: str
    state: str | None
    next_report_at: str | None


class Edition(Line):
    """One edition with what its reader may hold of it."""

    content: dict[str, Any]
    is_whole: bool


class Change(TypedDict):
    """What happened to one edition. Without `now` it is not for this key any more: a copy is to be taken away."""

    edition: str
    what: str
    at: str
    now: Line | None


class Delta(TypedDict):
    """`next` is where to go on, also when nothing came."""

    items: list[Change]
    next: str
    has_more: bool


class Stretch(TypedDict):
    """A piece of a text; the hits are marked."""

    text: str
    is_hit: bool


class Order(TypedDict):
    """Work for a desk of the own organization, as it stands in a list."""

    id: str
    title: str
    state: str
    due_at: str


class Found(TypedDict):
    """One thing that a search found, by its `kind`: an `item` (`file` where the words stand in a file of it), an `order`, a request for
    `help`, or an `alert`."""

    kind: str
    words: list[Stretch]
    item: Line | None
    file: str | None
    order: Order | None
    help: dict[str, Any] | None
    alert: dict[str, Any] | None


class Page[Item](TypedDict):
    """One page of a list."""

    items: list[Item]
    next: NotRequired[str | None]
