"""Whatever people write, the sheet prints: every sign, in every place that people fill; none of it is markup."""

from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from noroshi.paper.paper import Enclosed, Since
from noroshi.paper.pdf import pdf
from noroshi.paper.text import text
from noroshi.vocabulary import FormKind
from tests.paper_filled import HOLDER, REPORT, paper

WRITTEN = st.text(st.characters(exclude_categories=["Cs", "Co", "Cn"]), max_size=200)
MARKUP = st.lists(
    st.sampled_from(
        ["#panic()", "$", "*", "_", "`", "<a>", "@b", "[", "]", "{", "\\", "//", "/*", '"', "~", "-- ", "= "]
    ),
    max_size=20,
)


@given(WRITTEN, WRITTEN, MARKUP.map("".join))
@settings(max_examples=60)
def test_any_text_becomes_a_sheet(summary: str, other: str, markup: str) -> None:
    content = {
        **REPORT,
        "summary": summary,
        "operator_name": other[:100],
        "lessons": markup,
        "source_email": other[:60],
        "timeline": [{"at": other[:40], "entry": summary}],
        "title": markup,
    }
    sheet = paper(
        FormKind.REPORT,
        content,
        title=other,
        files=[Enclosed(markup + other[:50], 1, "a" * 64)],
        since=Since(markup, {"summary": other, "timeline": [], "lessons": summary}),
        holder=HOLDER,
    )

    assert len(PdfReader(BytesIO(pdf(sheet))).pages) >= 2
    assert text(sheet).count("\n【⑤発生事象の概要】\n") == 1
