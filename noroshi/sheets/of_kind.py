"""What a draft of a sheet becomes: said to whoever sends drafts of any kind."""

from noroshi.advisories.kinds import OfKind, written_above
from noroshi.editions.models import EditionKind
from noroshi.sheets.actions import begin_next_sheet, share_sheet
from noroshi.sheets.hindrances import hindrances_of_sheet


def say() -> None:
    written_above(EditionKind.SHEET, OfKind(share_sheet, begin_next_sheet, hindrances_of_sheet))
