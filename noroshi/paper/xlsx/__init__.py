"""The official forms as a spreadsheet: out with validations and check marks, in however people filled and moved it."""

from noroshi.paper.xlsx.reading import read_spreadsheet
from noroshi.paper.xlsx.writing import spreadsheet

__all__ = ["read_spreadsheet", "spreadsheet"]
