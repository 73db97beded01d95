"""Whatever a stranger's file is made of, the look through it ends and says what it could not see."""

import zipfile
from io import BytesIO

import docx
from hypothesis import given
from hypothesis import strategies as st

from noroshi.traces import Known
from noroshi.traces.files import look_through, search
from tests.typeset import typeset

KNOWN = Known(names=("中央電力株式会社",), people=("連絡 太郎",))
HEADS = st.sampled_from(
    [
        b"",
        b"PK\x03\x04",
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"{\\rtf1",
        b"\x1f\x8b",
        b"From: x\r\nReceived: y\r\n",
    ]
)


def document() -> bytes:
    made, written = docx.Document(), BytesIO()
    made.add_paragraph("中央電力の端末")
    made.save(written)
    return written.getvalue()


WHOLE = [document(), typeset("中央電力の端末")]


@given(HEADS, st.binary(max_size=4000))
def test_any_bytes_are_looked_at_without_a_fault(head: bytes, rest: bytes) -> None:
    looked = look_through(head + rest, "a")

    search(looked, KNOWN)
    assert looked.pieces


@given(st.sampled_from(WHOLE), st.data())
def test_a_broken_file_is_read_or_said_to_be_broken(whole: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(whole) - 1))
    cut = data.draw(st.integers(0, 40))
    broken = whole[:at] + data.draw(st.binary(max_size=20)) + whole[at + cut :]

    looked = look_through(broken, "a")

    search(looked, KNOWN)
    assert looked.pieces or looked.troubles


@given(st.text(min_size=1, max_size=30), st.text(max_size=200))
def test_what_a_plain_file_says_is_what_was_written(name: str, text: str) -> None:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("a.txt", f"中央電力{text}".encode())

    looked = look_through(written.getvalue(), name)

    assert "中央電力" in {one.trace.text[:4] for one in search(looked, KNOWN)}
