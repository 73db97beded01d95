"""What a form carries and its sheet does not print: fields of other documents, and what older statements call by names of their own."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from noroshi.paper.labels import label_of
from noroshi.paper.paper import Paper

KNOWN: Final = ("attachments_follow_by", "next_report_at", "advisory_style", "addressees", "basis")
AT_THE_TOP: Final = "edition_number"
"""Every sheet says its number there, whether its form has a field for it or not."""
OWN_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {"title": "件名", "body": "本文", "target": "対象", "countermeasures": "対策"}
)


def beside(paper: Paper) -> Iterator[str]:
    """Names of what is said there; first what the form knows, then the rest."""
    rest = (name for name in paper.content if paper.field(name) is None and name not in {*KNOWN, AT_THE_TOP})
    return (name for name in (*KNOWN, *rest) if not paper.said(name).is_empty)


def label_beside(paper: Paper, name: str) -> str:
    label = label_of(paper.kind, name)
    return label.printed if label else OWN_NAMES.get(name, name)
