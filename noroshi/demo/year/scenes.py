"""What the year is made of, read from `cast/year/` into typed values. `|` separates wordings of which one is chosen."""

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from noroshi.demo.written import YEAR, Written
from noroshi.vocabulary import AddresseeTier, Cause, EventKind, Importance, Outlook, Tlp


class System(Written, frozen=True):
    """Something that runs at these operators; `plain` is what the secretariat calls it."""

    of: tuple[str, ...]
    tags: tuple[str, ...]
    name: str
    plain: str
    carries: str
    effect: str
    around: str


class Later(Written, frozen=True):
    """What the second edition says otherwise."""

    told: str = ""
    steps: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()
    lessons: str = ""
    press: str = ""


class WrittenCase(Written, frozen=True):
    """A case written out in full."""

    by: str
    kind: EventKind
    causes: tuple[Cause, ...]
    head: str
    told: str
    systems: str
    steps: tuple[str, ...]
    supplement: str = ""
    lessons: str = ""
    contacts: str = ""
    press: str = ""
    occurred: str = ""
    basis: str = ""
    outlook: Outlook | None = None
    importance: Importance = Importance.REFERENCE
    tlp: Tlp = Tlp.AMBER
    statutory: bool = False
    may_spread: bool = False
    service_level_breached: bool = False
    later: Later | None = None


class Sector(Written, frozen=True):
    sector: str
    users: str
    contractors: tuple[str, ...]
    system: tuple[System, ...] = ()
    case: tuple[WrittenCase, ...] = ()


class Plot(Written, frozen=True):
    """How something goes wrong anywhere."""

    kind: EventKind
    on: tuple[str, ...]
    causes: tuple[Cause, ...]
    head: str
    told: tuple[str, ...]
    steps: tuple[str, ...]
    supplement: str = ""
    lessons: str = ""
    later: tuple[str, ...] = ()
    causes_later: tuple[Cause, ...] = ()
    breach: float = 0
    press: float = 0
    spread: bool = False
    statutory: bool = False
    importance: Importance | None = None
    tlp: Tlp | None = None
    occurred: str = ""
    basis: str = ""


class Agency(Written, frozen=True):
    """What a ministry or an agency told the center itself."""

    by: str
    kind: EventKind
    sectors: tuple[str, ...]
    head: str
    told: str
    supplement: str
    importance: Importance = Importance.REFERENCE


class Follow(Written, frozen=True):
    told: str
    action: tuple[str, ...]


class Advisory(Written, frozen=True):
    """`sectors = ["*"]` is all of them; `drawn_from` is the head of a report from which it was made;
    `month` when it belongs to a season, `hours_ago` when it must be fresh."""

    sectors: tuple[str, ...]
    importance: Importance
    tlp: Tlp
    head: str
    told: str
    target: str
    action: tuple[str, ...]
    style: Literal["work_instruction", "risk_based"]
    case: str
    basis: str = ""
    tiers: tuple[str, ...] = ()
    month: int | None = None
    hours_ago: float | None = None
    drawn_from: str = ""
    follow: Follow | None = None

    def addressees(self) -> list[dict[str, str]]:
        rows = (tier.partition(": ") for tier in self.tiers)
        return [{"tier": AddresseeTier.of(tier).value, "expected_action": action} for tier, _, action in rows]


class Notice(Written, frozen=True):
    """Between those who are neither operators nor ministries."""

    hours: float
    by: str
    to: tuple[str, ...]
    tlp: Tlp
    importance: Importance
    title: str
    body: str
    sectors: tuple[str, ...] = ()
    additions: tuple[str, ...] = ()


class Fresh(Written, frozen=True):
    """A report of the last two days: one that waits at the next station has a `kind`, a draft need not."""

    by: str
    way: str
    hours: float
    head: str
    told: str
    systems: str
    kind: EventKind | None = None
    importance: Importance = Importance.CAUTION


class Scenes(Written, frozen=True):
    """Everything that the files of `cast/year/` say."""

    sectors: dict[str, Sector]
    plot: tuple[Plot, ...]
    agency: tuple[Agency, ...]
    advisory: tuple[Advisory, ...]
    notice: tuple[Notice, ...]
    waiting: tuple[Fresh, ...]
    draft: tuple[Fresh, ...]


class _Fresh(Written, frozen=True):
    waiting: tuple[Fresh, ...]
    draft: tuple[Fresh, ...]


class _Plots(Written, frozen=True):
    plot: tuple[Plot, ...]


class _Agencies(Written, frozen=True):
    agency: tuple[Agency, ...]


class _Advisories(Written, frozen=True):
    advisory: tuple[Advisory, ...]


class _Notices(Written, frozen=True):
    notice: tuple[Notice, ...]


@cache
def scenes() -> Scenes:
    found = [_read(path, Sector) for path in sorted((YEAR / "sectors").glob("*.toml"))]
    fresh = _read(YEAR / "fresh.toml", _Fresh)
    return Scenes(
        sectors={one.sector: one for one in found},
        plot=_read(YEAR / "plots.toml", _Plots).plot,
        agency=_read(YEAR / "agencies.toml", _Agencies).agency,
        advisory=_read(YEAR / "advisories.toml", _Advisories).advisory,
        notice=_read(YEAR / "notices.toml", _Notices).notice,
        waiting=fresh.waiting,
        draft=fresh.draft,
    )


def _read[Kind: Written](path: Path, kind: type[Kind]) -> Kind:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except msgspec.MsgspecError as mistake:
        raise ValueError(f"{path.name}: {mistake}") from mistake
