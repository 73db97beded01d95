"""A decision always carries the clause that made it: shown to the reader, kept in the ledger, asserted in tests."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from noroshi.sharing.clauses import CLAUSES, Case
from noroshi.sharing.facts import DeskFacts, PersonFacts, Topic, meets
from noroshi.sharing.marking import Cap, Marking
from noroshi.sharing.table import Table
from noroshi.vocabulary import Requirement, Tlp

NOBODY_ELSE: Final = "nobody_else"
SOURCE_LIMITS_IT: Final = "source_limits_it"

WORDS: dict[str, tuple[str, str]] = {
    "originator_reads_its_own": ("自席が発信したため", "Because your desk wrote it"),
    "recall_ends_it_for_others": ("発信者が取り消したため", "The originator recalled it"),
    "exclusion_beats_every_grant": (
        "発信者による除外。どの条項にも優先",
        "Excluded by the originator; this beats every grant",
    ),
    "label_keeps_it_from_government": (
        "発信者が政府機関への提供を禁じたため",
        "Its originator bars passing it on to government",
    ),
    "withheld_part_goes_only_to_those_named": (
        "名指しされた相手だけの項目",
        "This field is only for those named for it",
    ),
    "carrier_keeps_what_it_carried": ("自席が中継したため", "Because your desk passed it on"),
    "council_class_floor": ("協議会の構成員区分による", "By class of council members"),
    "originator_added_it": ("発信者が追加したため（表4 ※1）", "Added by the originator (table 4 ※1)"),
    "the_table_names_it": ("共有範囲の表による", "By the sharing table"),
    SOURCE_LIMITS_IT: ("元の情報の範囲の外", "Outside the range of its source"),
    NOBODY_ELSE: ("どの条項にも当たらない", "No clause names this desk"),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """May a person at this desk ever hold it, what is asked of that person, and which clause says so."""

    allowed: bool
    clause: str
    requires: frozenset[Requirement] = frozenset()
    cite: str = ""
    said_ja: str = ""
    said_en: str = ""

    def label(self, lang: str) -> str:
        """The clause in the reader's words; the table's own line where the table spoke."""
        said = self.said_en if lang.startswith("en") else self.said_ja
        return said or WORDS[self.clause][1 if lang.startswith("en") else 0]

    def allows(self, person: PersonFacts, topic: Topic, today: date) -> bool:
        return self.allowed and meets(self.requires, person, topic, today)


def decide(marking: Marking, desk: DeskFacts, table: Table, carriers: frozenset[int] = frozenset()) -> Decision:
    """The first clause with an opinion decides; a derived edition must pass every source's cap as well."""
    own = _first_opinion(Case(marking, desk, table, marking.originator, carriers))
    if not own.allowed or own.clause == "originator_reads_its_own":
        return own
    requires = own.requires
    for cap in marking.caps:
        of_source = _first_opinion(Case(cap, desk, table))
        if not of_source.allowed:
            return Decision(allowed=False, clause=SOURCE_LIMITS_IT)
        requires |= of_source.requires
    return replace(own, requires=requires)


def _first_opinion(case: Case) -> Decision:
    for clause in CLAUSES:
        opinion = clause(case)
        if opinion is not None:
            row = opinion.row
            said = (row.cite, row.ja, row.en) if row else ("", "", "")
            return Decision(opinion.allows, clause.__name__, opinion.requires, *said)
    return Decision(allowed=False, clause=NOBODY_ELSE)


def may_be_public(marking: Cap) -> bool:
    """Whether everybody is inside the ceiling: CLEAR, nothing withheld or recalled, no source that says less."""
    is_limited = marking.only is not None or marking.is_recalled or marking.exclusions or marking.bars_government
    clear = marking.tlp is Tlp.CLEAR and not is_limited
    return clear and all(may_be_public(cap) for cap in getattr(marking, "caps", ()))
