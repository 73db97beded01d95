"""An advisory as CSAF 2.0, for machines of whoever holds it: exactly what the reader may read, and no more.

CSAF 2.0 knows four colors of TLP 1. AMBER there may go to one's clients; ours may not, so it leaves under the next stricter
label, and the text says which color it is and how far it may go.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from noroshi.paper.paper import Paper
from noroshi.vocabulary import AddresseeTier, Importance, Said, Tlp

LABELS: Final = {Tlp.RED: "RED", Tlp.AMBER: "RED", Tlp.GREEN: "GREEN", Tlp.CLEAR: "WHITE"}
OUTWARD: Final = {Tlp.RED: "TLP:RED", Tlp.AMBER: "TLP:AMBER+STRICT", Tlp.GREEN: "TLP:GREEN", Tlp.CLEAR: "TLP:CLEAR"}
NOTES: Final = {
    "threat_summary": "summary",
    "threat_target": "description",
    "course_of_action": "details",
    "others": "other",
    "basis": "details",
}
CONTACT: Final = ("contact_person", "contact_telephone", "contact_fax", "contact_email")
CVE: Final = re.compile(r"(?<![A-Za-z0-9])CVE-(?:1999|20\d\d)-\d{4,19}(?!\d)", re.IGNORECASE)
IMPORTANCES: Final = {word: f"{word.ja} ({word.en})" for word in Importance}


@dataclass(frozen=True, slots=True)
class Revision:
    """One edition that this reader holds. They are counted as this reader holds them."""

    at: datetime
    words: str


def csaf(paper: Paper, *, reference: str, revisions: Sequence[Revision], namespace: str) -> bytes:
    """`revisions` oldest first, the last one being this."""
    tracking = _tracking(reference, revisions)
    document: dict[str, Any] = {
        "category": "csaf_base",
        "csaf_version": "2.0",
        "lang": "ja",
        "title": paper.title or reference,
        "distribution": {"text": _limits(paper), "tlp": {"label": LABELS[paper.tlp]}},
        "publisher": _publisher(paper, namespace),
        "notes": list(_notes(paper)),
        "tracking": tracking,
    }
    if paper.said("importance").value in set(Importance):
        document["aggregate_severity"] = {"text": IMPORTANCES[Importance.of(paper.said("importance").value)]}
    whole: dict[str, Any] = {"document": document}
    if found := _vulnerabilities(paper):
        whole["vulnerabilities"] = found
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()


def file_name(reference: str) -> str:
    """As the standard wants it: the tracking id in small letters."""
    return re.sub(r"[^+\-a-z0-9]+", "_", reference.lower()) + ".json"


def _tracking(reference: str, revisions: Sequence[Revision]) -> dict[str, Any]:
    history = [
        {"date": one.at.isoformat(timespec="seconds"), "number": str(number), "summary": one.words}
        for number, one in enumerate(revisions, start=1)
    ]
    return {
        "id": reference,
        "status": "final",
        "version": history[-1]["number"],
        "initial_release_date": history[0]["date"],
        "current_release_date": history[-1]["date"],
        "revision_history": history,
    }


def _publisher(paper: Paper, namespace: str) -> dict[str, str]:
    contact = " ".join(words for name in CONTACT if (words := str(paper.said(name).value or "").strip()))
    return {
        "category": "coordinator",
        "name": paper.center or "center",
        "namespace": namespace,
        **({"contact_details": contact} if contact else {}),
    }


def _limits(paper: Paper) -> str:
    note = str(paper.said("handling_note").value or "").strip()
    return "\n".join(one for one in (OUTWARD[paper.tlp], paper.tlp.ja, note) if one)


def _notes(paper: Paper) -> Iterator[dict[str, str]]:
    for name, category in NOTES.items():
        field, text = paper.form.field(name), str(paper.said(name).value or "").strip()
        if field and text:
            yield {"category": category, "title": field.ja, "text": text}
    yield from _tiers(paper)
    yield {"category": "legal_disclaimer", "title": "情報共有範囲", "text": _limits(paper)}


def _tiers(paper: Paper) -> Iterator[dict[str, str]]:
    """What is asked of each tier of the recipient (改善具体化 2.3)."""
    rows = Said.of(paper.content.get("addressees", [])).value
    for row in rows if isinstance(rows, list) else ():
        tier = str(row.get("tier", "")) if isinstance(row, Mapping) else ""
        text = str(Said.of(row.get("expected_action", "")).value or "").strip() if tier in set(AddresseeTier) else ""
        if text:
            named = AddresseeTier.of(tier)
            yield {"category": "details", "title": "名宛人", "audience": f"{named.ja} ({named.en})", "text": text}


def _vulnerabilities(paper: Paper) -> list[dict[str, str]]:
    """Numbers that the text names; nothing is said of them that the text does not say."""
    texts = (str(paper.said(name).value or "") for name in NOTES)
    return [{"cve": cve} for cve in dict.fromkeys(one.upper() for text in texts for one in CVE.findall(text))]
