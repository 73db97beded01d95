"""Import and export of the directory. A dry run is the import itself, undone: what it shows is what would happen."""

from noroshi.directory.interchange.exporting import export
from noroshi.directory.interchange.outcomes import FieldChange, Outcome, PlannedRecord
from noroshi.directory.interchange.planning import (
    ImportHasMistakes,
    Plan,
    apply,
    plan,
    text_of,
)
from noroshi.directory.interchange.records import FileUnreadable, Mistake

__all__ = [
    "FieldChange",
    "FileUnreadable",
    "ImportHasMistakes",
    "Mistake",
    "Outcome",
    "Plan",
    "PlannedRecord",
    "apply",
    "export",
    "plan",
    "text_of",
]
