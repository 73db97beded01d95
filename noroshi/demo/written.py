"""Reads `cast/` into typed values. A desk is named `shiomi.csirt`, a person `saeki@shiomi`, as in the directory.

Days are counted from the day on which the world is made, so that agreements and NDAs never grow old.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from noroshi.vocabulary import DeskKind, Importance, OrganizationKind, Role, Tie, Tlp

FOLDER = Path(__file__).parent / "cast"


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The base of everything read here: a misspelled name in a file is a mistake, not a silence."""


class Seat(Written):
    """What a person is at a desk."""

    role: Role
    tie: Tie = Tie.STAFF
    nda_days: int | None = None
    is_poc: bool = False
    is_deputy: bool = False
    is_administrator: bool = False
    duties: tuple[str, ...] = ()


class Person(Seat, kw_only=True):
    """Somebody, with the seat at the desk under which the person is written."""

    login: str
    name_ja: str
    name_kana: str
    name_en: str
    language: Literal["ja", "en"] = "ja"


class SecondSeat(Seat, kw_only=True):
    person: str
    desk: str


class Desk(Written):
    handle: str
    name_ja: str
    name_en: str
    kind: DeskKind
    telephone: str
    fax: str
    email: str
    sectors: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()


class Organization(Written):
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


class Group(Written):
    handle: str
    owner: str
    name_ja: str
    name_en: str
    purpose_ja: str
    purpose_en: str
    roster_is_confidential: bool
    desks: tuple[str, ...]


class Agreement(Written):
    kind: Literal["handling", "nda", "analysis_partner"]
    first: str
    second: str
    signed_days: int
    text: str
    ends_days: int | None = None


class Rule(Written):
    organization: str
    title_ja: str
    title_en: str
    text_ja: str
    text_en: str
    valid_days: int
    scheme_place: str = ""
    difference_ja: str = ""
    difference_en: str = ""


class Relay(Written):
    """A standing relay order; `to` names parties as the policy does, with handles in place of numbers."""

    desk: str
    sectors: tuple[str, ...]
    tlps: tuple[Tlp, ...]
    importances: tuple[Importance, ...]
    to: tuple[str, ...]


class Overdue(Written):
    person: str
    days: int
    reason: Literal["schedule", "move"] = "schedule"


class Account(Written):
    """Somebody who can sign in to the demonstration, and the part that this one plays."""

    person: str
    desk: str
    role_ja: str
    role_en: str
    has_totp: bool = False


class Cast(Written):
    """Everything that the files of `cast/` say."""

    organization: tuple[Organization, ...] = ()
    seat: tuple[SecondSeat, ...] = ()
    group: tuple[Group, ...] = ()
    agreement: tuple[Agreement, ...] = ()
    rule: tuple[Rule, ...] = ()
    relay: tuple[Relay, ...] = ()
    overdue: tuple[Overdue, ...] = ()
    account: tuple[Account, ...] = ()

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


@cache
def cast() -> Cast:
    """The whole cast; a mistake in a file says which file and which place in it."""
    parts = [_read(path) for path in sorted(FOLDER.rglob("*.toml"))]
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
