"""The official forms as a spreadsheet: out with validations and check marks, in however people filled and moved it.

Its library is heavy: a process that meets no spreadsheet does not carry it.
"""

from noroshi.paper.brought import FormRead
from noroshi.paper.paper import Paper
from noroshi.schemes import Scheme
from noroshi.vocabulary import FormKind


def spreadsheet(paper: Paper) -> bytes:
    from noroshi.paper.xlsx import writing  # noqa: PLC0415 - see above

    return writing.spreadsheet(paper)


def read_spreadsheet(content: bytes, scheme: Scheme, kind: FormKind | None = None) -> FormRead:
    from noroshi.paper.xlsx import reading  # noqa: PLC0415 - see above

    return reading.read_spreadsheet(content, scheme, kind)
