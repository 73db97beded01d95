"""A form becomes a PDF: filled as reports are, with the changes marked, and with a text as long as a field may hold."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from noroshi.paper.paper import Paper, Since
from noroshi.paper.pdf import pdf
from noroshi.schemes import load_scheme
from noroshi.vocabulary import FormKind
from noroshi.vocabulary.text import LONGEST_TEXT
from tests.bench.filled import ADVISORY, REPORT, TEXT
from tests.bench.measuring import Figure, p95, rounds

ROUNDS, MOST_MS = 20, 300.0


def figures() -> Iterator[Figure]:
    """Every round prints another text, so that nothing of the last one is found again."""
    longest = {**REPORT, "summary": (TEXT * (LONGEST_TEXT // len(TEXT) + 1))[: LONGEST_TEXT - 10]}
    before = {"summary": TEXT[:20], "lessons": "", "outlook": "closed", "detected_at": "4月1日"}
    for name, kind, content, since in (
        ("a report as PDF", FormKind.REPORT, REPORT, None),
        ("a report as PDF, what changed marked", FormKind.REPORT, REPORT, Since("第1報からの変更", before)),
        ("an advisory as PDF", FormKind.ADVISORY, ADVISORY, None),
        ("a report as PDF, its summary as long as may be", FormKind.REPORT, longest, None),
    ):
        papers = (_paper(kind, content, since, number) for number in count())
        yield Figure(f"{name}, p95", p95(rounds(lambda papers=papers: pdf(next(papers)), ROUNDS)), "ms", limit=MOST_MS)


def _paper(kind: FormKind, content: dict[str, Any], since: Since | None, number: int) -> Paper:
    scheme = load_scheme("plan4")
    form = scheme.form(kind)
    assert form is not None
    text = "summary" if kind is FormKind.REPORT else "threat_summary"
    varied = {**content, text: f"{number} {content[text]}", "edition_number": number + 1, "sharing_scope": "amber"}
    return Paper(scheme, form, varied, since=since)
