"""The scheme's party lists (手引書 表4, 図4, 図7): data names the phrases of a color, each is one function here."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from noroshi.sharing.facts import DeskFacts
from noroshi.sharing.marking import Cap
from noroshi.sharing.parties import Naming, any_holds
from noroshi.vocabulary import DeskKind, Leg, OrganizationKind, Phrase, Requirement, TableVariant, Tlp


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a party list: who, what is asked of the person, and where it is written."""

    phrase: Phrase
    requires: frozenset[Requirement]
    cite: str
    ja: str
    en: str
    legs: frozenset[Leg] = frozenset()

    def label(self, lang: str) -> str:
        return self.en if lang.startswith("en") else self.ja


Table = Mapping[tuple[TableVariant, Tlp], tuple[Row, ...]]
COLORS: Final = tuple(Tlp)
"""Strictest first."""
Test = Callable[[Cap, DeskFacts], bool]


def rows_for(table: Table, cap: Cap) -> tuple[Row, ...]:
    """The list printed on the form that was filled governs; 表4 fills what the form leaves open.

    A wider color also holds whom the stricter ones name, so that widening never takes anything from anybody.
    """
    rows = [
        row
        for tlp in COLORS[: cap.tlp.width + 1]
        for row in table.get((cap.variant, tlp)) or table.get((TableVariant.TABLE4, tlp), ())
    ]
    return tuple(row for row in rows if not row.legs or cap.leg in row.legs)


def first_row(rows: Iterable[Row], cap: Cap, desk: DeskFacts) -> Row | None:
    """The row that asks least of the person wins among those that name the desk."""
    return min((row for row in rows if PHRASES[row.phrase](cap, desk)), key=lambda row: len(row.requires), default=None)


def _is(kind: OrganizationKind) -> Test:
    return lambda _cap, desk: kind in desk.kinds


def _concerned(kind: OrganizationKind) -> Test:
    return lambda cap, desk: kind in desk.kinds and not cap.sectors.isdisjoint(desk.sectors)


def _center_cip_desk(_cap: Cap, desk: DeskFacts) -> bool:
    return OrganizationKind.CENTER in desk.kinds and desk.desk_kind is DeskKind.CIP


def _addressed_sectors(cap: Cap) -> frozenset[str]:
    return frozenset(party.which.partition("/")[2] for party in cap.destinations if "/" in party.which)


def _addressed(kind: OrganizationKind) -> Test:
    return lambda cap, desk: kind in desk.kinds and not _addressed_sectors(cap).isdisjoint(desk.sectors)


def _addressed_member_operator(cap: Cap, desk: DeskFacts) -> bool:
    """The form says セプターを構成する重要インフラ事業者等; others are reached by an addition (手引書 図7)."""
    return bool(desk.ceptoars) and _addressed(OrganizationKind.OPERATOR)(cap, desk)


def _addressed_ministry(cap: Cap, desk: DeskFacts) -> bool:
    return OrganizationKind.MINISTRY in desk.kinds and any_holds(cap.destinations, desk)


def _ministry_of_provider_or_recipient(cap: Cap, desk: DeskFacts) -> bool:
    is_providers = cap.provider_ministry == desk.organization and not cap.sectors.isdisjoint(desk.sectors)
    return OrganizationKind.MINISTRY in desk.kinds and (is_providers or any_holds(cap.destinations, desk))


def _member_operator_of_any_ceptoar(_cap: Cap, desk: DeskFacts) -> bool:
    return OrganizationKind.OPERATOR in desk.kinds and bool(desk.ceptoars)


def _named(*namings: Naming) -> Test:
    """Among whom a sheet names, those named in these ways."""
    return lambda cap, desk: any(party.naming in namings and party.holds(desk) for party in cap.destinations)


def _sender_desk(cap: Cap, desk: DeskFacts) -> bool:
    return getattr(cap, "originator", None) == desk.desk


PHRASES: dict[Phrase, Test] = {
    Phrase.CENTER_CIP_DESK: _center_cip_desk,
    Phrase.CENTER: _is(OrganizationKind.CENTER),
    Phrase.ADDRESSED_MINISTRY: _addressed_ministry,
    Phrase.MINISTRY_OF_A_CONCERNED_SECTOR: _concerned(OrganizationKind.MINISTRY),
    Phrase.CEPTOAR_OF_A_CONCERNED_SECTOR: _concerned(OrganizationKind.CEPTOAR),
    Phrase.OPERATOR_OF_A_CONCERNED_SECTOR: _concerned(OrganizationKind.OPERATOR),
    Phrase.ADDRESSED_CEPTOAR: _addressed(OrganizationKind.CEPTOAR),
    Phrase.ADDRESSED_OPERATOR: _addressed_member_operator,
    Phrase.ANY_MINISTRY: _is(OrganizationKind.MINISTRY),
    Phrase.ANY_CRISIS_MINISTRY: _is(OrganizationKind.CRISIS_MINISTRY),
    Phrase.ANY_SECURITY_MINISTRY: _is(OrganizationKind.SECURITY_MINISTRY),
    Phrase.ANY_DISASTER_MINISTRY: _is(OrganizationKind.DISASTER_MINISTRY),
    Phrase.ANY_SECURITY_AGENCY: _is(OrganizationKind.SECURITY_AGENCY),
    Phrase.ANY_OLYMPIC_ORGANIZATION: _is(OrganizationKind.OLYMPIC_ORGANIZATION),
    Phrase.ANY_CYBERSPACE_BUSINESS: _is(OrganizationKind.CYBERSPACE_BUSINESS),
    Phrase.ANY_CEPTOAR: _is(OrganizationKind.CEPTOAR),
    Phrase.ANY_OPERATOR: _is(OrganizationKind.OPERATOR),
    Phrase.MEMBER_OPERATOR_OF_ANY_CEPTOAR: _member_operator_of_any_ceptoar,
    Phrase.SENDER_DESK: _sender_desk,
    Phrase.RECEIVER_DESK: lambda cap, desk: desk.desk in cap.receivers,
    Phrase.ANALYSIS_PARTNER: lambda _cap, desk: desk.is_analysis_partner and desk.desk_kind is DeskKind.ANALYSIS,
    Phrase.MINISTRY_OF_PROVIDER_OR_RECIPIENT: _ministry_of_provider_or_recipient,
    Phrase.NAMED_DESK: _named(Naming.DESK),
    Phrase.NAMED_ORGANIZATION: _named(Naming.ORGANIZATION),
    Phrase.MEMBER_OF_A_NAMED_COMMUNITY: _named(Naming.GROUP, Naming.CEPTOAR_MEMBERS),
    Phrase.PUBLIC: lambda _cap, _desk: True,
}
