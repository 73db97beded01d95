"""Files that were broken on the way, or made to break whoever looks: looked at without a fault, and never told as something else."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noroshi.paper.pdf import pdf
from noroshi.vault.looking import look
from noroshi.vocabulary import FormKind
from noroshi.vocabulary.files import FileFinding, FileSort
from tests.paper_filled import paper
from tests.unit.test_vault_looking import compound, launching, picture, word, written, zipped

WHOLE = {
    "docx": word({"word/vbaProject.bin": b"x"}),
    "pdf": written(launching),
    "form": pdf(paper(FormKind.ADVISORY)),
    "zip": zipped({"a.txt": b"text" * 500, "b.xml": b"<!DOCTYPE a><a/>"}),
    "doc": compound("Root Entry", "Macros", "VBA"),
    "png": picture(),
}


@pytest.mark.parametrize("kind", sorted(WHOLE))
@given(
    changes=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=8)), max_size=12), cut=st.floats(0.05, 1)
)
@settings(max_examples=80)
def test_a_broken_file_is_looked_at_without_a_fault(kind: str, changes: list[tuple[float, bytes]], cut: float) -> None:
    content = bytearray(WHOLE[kind])
    for place, piece in changes:
        at = int(place * max(0, len(content) - len(piece)))
        content[at : at + len(piece)] = piece

    told = look(io.BytesIO(bytes(content[: int(len(content) * cut)])), f"file.{kind}")

    assert told.sort in set(FileSort)
    assert set(told.findings) <= set(FileFinding)


@given(st.binary(max_size=4000))
@settings(max_examples=200)
def test_noise_is_looked_at_without_a_fault(noise: bytes) -> None:
    for head in (b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<!DOCTYPE a [<!ENTITY"):
        assert look(io.BytesIO(head + noise), "noise.bin").sort in set(FileSort)
