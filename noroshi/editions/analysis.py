"""Who else may read it for aggregation and analysis: agencies agreed on beforehand, named at the item (手引書 表4 ※2; C-064)."""

import uuid
from dataclasses import dataclass

from noroshi.audiences.everybody import everybody
from noroshi.audiences.kept_schemes import table_of
from noroshi.audiences.viewer import Viewer
from noroshi.directory.known import known_organizations
from noroshi.editions.rows import definition_row, edition_row
from noroshi.sharing.decisions import decide
from noroshi.vocabulary import DeskKind


@dataclass(frozen=True, slots=True)
class Analyst:
    """An agency whose analysis desk the table lets read it, once it is passed on there."""

    name_ja: str
    name_en: str

    def name(self, lang: str) -> str:
        return self.name_en if lang.startswith("en") and self.name_en else self.name_ja


@dataclass(frozen=True, slots=True)
class Analysts:
    """`unnamed` are agencies that this viewer does not know by name."""

    named: tuple[Analyst, ...]
    unnamed: int


def analysts(viewer: Viewer, edition_id: uuid.UUID) -> Analysts:
    """Of an item that the viewer reads; agreements that have ended name nobody."""
    definition = definition_row(viewer, edition_row(viewer, edition_id))
    table = table_of(definition.scheme)
    partners = [one for one in everybody() if one.is_analysis_partner and one.desk_kind is DeskKind.ANALYSIS]
    houses = {one.organization for one in partners if decide(definition.marking, one, table).allowed}
    if not houses:
        return Analysts((), 0)
    rows = known_organizations(viewer.seat).filter(pk__in=houses).order_by("handle")
    named = tuple(Analyst(row.name_ja, row.name_en) for row in rows)
    return Analysts(named, len(houses) - len(named))
