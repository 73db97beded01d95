"""Reads `cast/` into typed values. A desk is named `shiomi.csirt`, a person `saeki@shiomi`, as in the directory.

Days are counted from the day on which the world is made, so that agreements and NDAs never grow old.
"""

from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from noroshi.vocabulary import DeskKind, HopKind, Importance, OrganizationKind, Role, Tie, Tlp

FOLDER = Path(__file__).parent / "cast"
YEAR = FOLDER / "year"
"""What the year is made of has a form of its own: `noroshi/demo/year/scenes.py`."""


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The base of everything read here: a misspelled name in a file is a mistake, not a silence."""


class Seat(Written, frozen=True):
    """What a person is at a desk."""

    role: Role
    tie: Tie = Tie.STAFF
    nda_days: int | None = None
    is_poc: bool = False
    is_deputy: bool = False
    is_administrator: bool = False
    duties: tuple[str, ...] = ()


class Person(Seat, frozen=True, kw_only=True):
    """Somebody, with the seat at the desk under which the person is written."""

    login: str
    name_ja: str
    name_kana: str
    name_en: str
    language: Literal["ja", "en"] = "ja"


class SecondSeat(Seat, frozen=True, kw_only=True):
    person: str
    desk: str


class Desk(Written, frozen=True):
    handle: str
    name_ja: str
    name_en: str
    kind: DeskKind
    telephone: str
    fax: str
    email: str
    sectors: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()


class Organization(Written, frozen=True):
    handle: str
    name_ja: str
    name_kana: str
    name_en: str
    kinds: tuple[OrganizationKind, ...]
    is_invented: bool
    note_ja: str
    note_en: str
    sectors: tuple[str, ...] = ()
    ministry: str | None = None
    ceptoars: tuple[str, ...] = ()
    desk: tuple[Desk, ...] = ()


class Group(Written, frozen=True):
    handle: str
    owner: str
    name_ja: str
    name_en: str
    purpose_ja: str
    purpose_en: str
    roster_is_confidential: bool
    desks: tuple[str, ...]


class Agreement(Written, frozen=True):
    """`desk` of the first side, for an agreement on specimens."""

    kind: Literal["handling", "nda", "analysis_partner", "specimens"]
    first: str
    second: str
    signed_days: int
    text: str
    ends_days: int | None = None
    desk: str | None = None


class Rule(Written, frozen=True):
    organization: str
    title_ja: str
    title_en: str
    text_ja: str
    text_en: str
    valid_days: int
    scheme_place: str = ""
    difference_ja: str = ""
    difference_en: str = ""


EditionKind = Literal["report", "advisory", "notice"]


class Relay(Written, frozen=True):
    """A standing relay order; `to` names parties as the policy does, with handles in place of numbers."""

    desk: str
    sectors: tuple[str, ...]
    kinds: tuple[EditionKind, ...]
    tlps: tuple[Tlp, ...]
    importances: tuple[Importance, ...]
    to: tuple[str, ...]


class Overdue(Written, frozen=True):
    person: str
    days: int
    reason: Literal["schedule", "move"] = "schedule"


class Hop(Written, frozen=True):
    hours_ago: float
    by: str
    kind: HopKind
    to: tuple[str, ...]
    note: str = ""


class Withheld(Written, frozen=True):
    fields: tuple[str, ...]
    readers: tuple[str, ...] | None = None
    tlp: Tlp | None = None
    kept_from: tuple[str, ...] = ()


class Published(Written, frozen=True):
    fields: tuple[str, ...]
    address: str


class Edition(Written, frozen=True):
    """One edition with everything that happened to it; `continues` and `derived_from` name others by their keys.

    `steps` begin with minutes after detection; `occurred` is how sure the time of occurrence is, and from what.
    """

    key: str
    hours_ago: float
    by: str
    kind: EditionKind
    title: str
    body: str
    tlp: Tlp
    importance: Importance
    sectors: tuple[str, ...]
    fields: dict[str, str | dict[str, str] | list[str | dict[str, str]]] = {}
    steps: tuple[str, ...] = ()
    occurred: tuple[str, ...] = ()
    handling_note: str = ""
    receivers: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    additions: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    published: tuple[Published, ...] = ()
    bars_government: bool = False
    continues: str | None = None
    derived_from: tuple[str, ...] = ()
    hop: tuple[Hop, ...] = ()
    recall_hours_ago: float | None = None
    recall_reason: str = ""
    remark_hours_ago: float | None = None
    remark_tlp: Tlp | None = None
    remark_reason: str = ""
    publish_hours_ago: float | None = None


class Account(Written, frozen=True):
    """Somebody who can sign in to the demonstration, and the part that this one plays."""

    person: str
    desk: str
    role_ja: str
    role_en: str
    has_totp: bool = False


class Said(Written, frozen=True):
    """Somebody and what that person wrote."""

    by: str
    text: str


class Inquiry(Written, frozen=True):
    """A question about an item of this title, asked first and passed on leg by leg; `back` are the answers, the farthest first."""

    title: str
    hours_ago: float
    leg: tuple[Said, ...]
    back: tuple[Said, ...] = ()


class Approval(Written, frozen=True):
    """A draft without the name, made from the report of this title, before its source."""

    title: str
    hours_ago: float
    by: str
    text: str


class Cast(Written, frozen=True):
    """Everything that the files of `cast/` say."""

    organization: tuple[Organization, ...] = ()
    seat: tuple[SecondSeat, ...] = ()
    group: tuple[Group, ...] = ()
    agreement: tuple[Agreement, ...] = ()
    rule: tuple[Rule, ...] = ()
    relay: tuple[Relay, ...] = ()
    overdue: tuple[Overdue, ...] = ()
    edition: tuple[Edition, ...] = ()
    account: tuple[Account, ...] = ()
    inquiry: tuple[Inquiry, ...] = ()
    approval: tuple[Approval, ...] = ()

    def desks(self) -> Iterator[tuple[str, Desk, Organization]]:
        for organization in self.organization:
            for desk in organization.desk:
                yield f"{organization.handle}.{desk.handle}", desk, organization

    def people(self) -> Iterator[tuple[str, Person, str]]:
        """Each person once, with the desk under which the person is written."""
        for handle, desk, organization in self.desks():
            for person in desk.people:
                yield f"{person.login}@{organization.handle}", person, handle

    def seats(self) -> Iterator[tuple[str, str, Seat]]:
        """Who sits where, second seats included."""
        for login, person, desk in self.people():
            yield login, desk, person
        for seat in self.seat:
            yield seat.person, seat.desk, seat

    def only(self, organizations: Collection[str]) -> "Cast":
        """The part of the cast that these organizations play among themselves, without editions and accounts."""
        kept = {handle for handle, _, home in self.desks() if home.handle in organizations}
        people = {login for login, _, desk in self.people() if desk in kept}
        return Cast(
            organization=tuple(row for row in self.organization if row.handle in organizations),
            seat=tuple(row for row in self.seat if row.person in people and row.desk in kept),
            group=tuple(
                msgspec.structs.replace(row, desks=tuple(desk for desk in row.desks if desk in kept))
                for row in self.group
                if row.owner in kept
            ),
            agreement=tuple(row for row in self.agreement if {row.first, row.second} <= set(organizations)),
            rule=tuple(row for row in self.rule if row.organization in organizations),
            overdue=tuple(row for row in self.overdue if row.person in people),
        )


@cache
def cast() -> Cast:
    """The whole cast; a mistake in a file says which file and which place in it."""
    parts = [_read(path) for path in sorted(FOLDER.rglob("*.toml")) if YEAR not in path.parents]
    joined = {name: tuple(row for part in parts for row in getattr(part, name)) for name in Cast.__struct_fields__}
    return Cast(**joined)


def _read(path: Path) -> Cast:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Cast)
    except msgspec.MsgspecError as mistake:
        raise ValueError(f"{path.relative_to(FOLDER)}: {mistake}") from mistake


def domain(organization: str) -> str:
    """Where the cast has its mail: a name that can never exist (RFC 2606)."""
    return f"{organization.replace('_', '-')}.example"
