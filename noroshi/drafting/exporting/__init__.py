"""A form taken out of the house, as a reader holds it or as a desk has typed it: on paper, as text; every time is written down."""

from noroshi.drafting.exporting.machine import csaf_or_asked, export_csaf
from noroshi.drafting.exporting.taking import Asked, Exported, Sort, export_draft, export_item, or_asked

__all__ = ["Asked", "Exported", "Sort", "csaf_or_asked", "export_csaf", "export_draft", "export_item", "or_asked"]
