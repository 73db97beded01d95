"""The policy. Clauses in order of precedence: the first opinion wins, silence means no. Each cites its place.

They answer "may a person at this desk ever hold it?". Whether the desk does hold it is a matter of hops.
"""

from collections.abc import Callable
from dataclasses import dataclass

from noroshi.sharing.facts import DeskFacts
from noroshi.sharing.marking import Cap
from noroshi.sharing.parties import any_holds
from noroshi.sharing.table import Row, Table, first_row, rows_for
from noroshi.vocabulary import MemberClass, OrganizationKind, Requirement, Tlp

IN_PERSON = frozenset({Requirement.PERSONS})
IN_PERSON_AND_NEED = frozenset({Requirement.PERSONS, Requirement.NEED_TO_KNOW})
GOVERNMENT = frozenset(
    {
        OrganizationKind.MINISTRY,
        OrganizationKind.CENTER,
        OrganizationKind.CRISIS_MINISTRY,
        OrganizationKind.SECURITY_MINISTRY,
        OrganizationKind.DISASTER_MINISTRY,
        OrganizationKind.COORDINATION_CENTER,
    }
)
"""Whom a label means that keeps information from the government. A city that runs a service is an operator here."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a clause says when it speaks; `row` is the line of the table that spoke."""

    allows: bool
    requires: frozenset[Requirement] = frozenset()
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a clause may look at. `originator` is None when a source's cap is read for a derived edition."""

    cap: Cap
    desk: DeskFacts
    table: Table
    originator: int | None = None
    carriers: frozenset[int] = frozenset()


NO = Opinion(allows=False)


def originator_reads_its_own(case: Case) -> Opinion | None:
    """The desk that wrote it keeps it, whatever is excluded or recalled later (手引書 2.3(2) 情報発信者)."""
    if case.desk.desk == case.originator:
        return Opinion(allows=True, requires=_asked_of_own_people(case.cap.tlp))
    return None


def recall_ends_it_for_others(case: Case) -> Opinion | None:
    """A recall beats even those who carried it: they keep the receipt, not the text (docs/decisions, rulings)."""
    return NO if case.cap.is_recalled else None


def exclusion_beats_every_grant(case: Case) -> Opinion | None:
    """Whom the originator excludes never holds it, a supervising authority neither (協議会 運用ルール例)."""
    return NO if any_holds(case.cap.exclusions, case.desk) else None


def label_keeps_it_from_government(case: Case) -> Opinion | None:
    """A label bars passing on to government, whoever asks (デザインガイド 2.2.2 情報の公開制限)."""
    return NO if case.cap.bars_government and case.desk.kinds & GOVERNMENT else None


def withheld_part_goes_only_to_those_named(case: Case) -> Opinion | None:
    """A withheld field is for the readers named for it, and nobody else (デザインガイド 4.1 一部の秘匿)."""
    return NO if case.cap.only is not None and not any_holds(case.cap.only, case.desk) else None


def carrier_keeps_what_it_carried(case: Case) -> Opinion | None:
    """Whoever passed an edition on keeps reading it, also after the color narrows (docs/decisions, rulings)."""
    if case.desk.desk in case.carriers:
        return Opinion(allows=True, requires=_asked_of_own_people(case.cap.tlp))
    return None


def council_class_floor(case: Case) -> Opinion | None:
    """Below the class that it was written for, or with secrets refused beforehand, nothing arrives (協議会 参考1)."""
    cap, desk = case.cap, case.desk
    if cap.is_secret and desk.refuses_secrets:
        return NO
    if cap.class_floor is None:
        return None
    rank = list(MemberClass).index
    return None if desk.member_class is not None and rank(desk.member_class) <= rank(cap.class_floor) else NO


def originator_added_it(case: Case) -> Opinion | None:
    """The originator may add parties outside the color (手引書 表4 ※1)."""
    if any_holds(case.cap.additions, case.desk):
        return Opinion(allows=True, requires=_asked_of_own_people(case.cap.tlp))
    return None


def the_table_names_it(case: Case) -> Opinion | None:
    """The party list of the color on the form that was filled (手引書 図4, 図7, 表4)."""
    row = first_row(rows_for(case.table, case.cap), case.cap, case.desk)
    return Opinion(allows=True, requires=row.requires, row=row) if row else None


Clause = Callable[[Case], Opinion | None]
CLAUSES: tuple[Clause, ...] = (
    originator_reads_its_own,
    recall_ends_it_for_others,
    exclusion_beats_every_grant,
    label_keeps_it_from_government,
    withheld_part_goes_only_to_those_named,
    carrier_keeps_what_it_carried,
    council_class_floor,
    originator_added_it,
    the_table_names_it,
)


def _asked_of_own_people(tlp: Tlp) -> frozenset[Requirement]:
    """Of people at desks that wrote, carry or were added; within RED and AMBER they need to know (手引書 表4)."""
    if tlp is Tlp.CLEAR:
        return frozenset()
    return IN_PERSON_AND_NEED if tlp in {Tlp.RED, Tlp.AMBER} else IN_PERSON
