"""The deeds of a sheet, one a file. Each runs in the transaction that `acting_as` opened."""

from noroshi.sheets.actions.begin import begin_next_sheet, begin_sheet
from noroshi.sheets.actions.set_up import set_up_pattern, undo_pattern
from noroshi.sheets.actions.share import share_sheet

__all__ = ["begin_next_sheet", "begin_sheet", "set_up_pattern", "share_sheet", "undo_pattern"]
