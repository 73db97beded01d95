"""Files are looked through as what they are; what cannot be read is said, and nothing that a stranger made stops the look."""

import struct
import zipfile
from email.header import Header
from io import BytesIO

import docx
import openpyxl
import pytest
from PIL import Image

from noroshi.traces import Known
from noroshi.traces.files import Limits, Looked, look_through, search
from noroshi.vocabulary.traces import FileMark, FilePart, FileTrouble

KNOWN = Known(names=("中央電力株式会社",), people=("連絡 太郎",), domains=("chuden.example.jp",))


def zipped(entries: dict[str, bytes]) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return written.getvalue()


def document(**properties: str) -> bytes:
    made, written = docx.Document(), BytesIO()
    made.add_paragraph("経過")
    for name, value in properties.items():
        setattr(made.core_properties, name, value)
    made.save(written)
    return written.getvalue()


def found(looked: Looked) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.trace.text, str(one.piece.part), one.piece.path) for one in search(looked, KNOWN)]


def whys(looked: Looked) -> set[FileTrouble]:
    return {one.why for one in looked.troubles}


def test_an_author_is_found_with_the_place_where_it_stands() -> None:
    looked = look_through(document(author="連絡 太郎"), "経過.docx")

    assert found(looked) == [("連絡 太郎", "property", ())]
    assert FileMark.PROPERTIES in looked.marks


def test_the_name_of_a_file_is_looked_at_too() -> None:
    assert found(look_through(b"x", "中央電力_経過.txt")) == [("中央電力", "name", ())]


def test_a_file_in_a_file_says_the_way_to_it() -> None:
    inner = zipped({"経過.docx": document(author="連絡 太郎")})

    assert found(look_through(zipped({"a.zip": inner}), "b.zip")) == [("連絡 太郎", "property", ("a.zip", "経過.docx"))]


def test_a_name_that_is_cut_into_pieces_is_found_whole() -> None:
    made, written = docx.Document(), BytesIO()
    paragraph = made.add_paragraph()
    for letter in "中央電力":
        paragraph.add_run(letter)
    made.save(written)

    assert [text for text, _, _ in found(look_through(written.getvalue(), "a.docx"))] == ["中央電力"]


def test_a_hidden_sheet_is_read_and_told() -> None:
    book, written = openpyxl.Workbook(), BytesIO()
    hidden = book.create_sheet("内訳")
    hidden["A1"], hidden.sheet_state = "中央電力", "veryHidden"
    book.save(written)

    looked = look_through(written.getvalue(), "a.xlsx")

    assert [text for text, _, _ in found(looked)] == ["中央電力"]
    assert FileMark.HIDDEN in looked.marks


def test_where_a_picture_was_taken_is_told_and_a_person_must_look_at_it() -> None:
    exif, written = Image.Exif(), BytesIO()
    exif[0x8825] = {1: "N", 2: (35.0, 41.0, 22.0)}
    Image.new("RGB", (4, 4)).save(written, "JPEG", exif=exif)

    looked = look_through(written.getvalue(), "a.jpg")

    assert FileMark.GPS in looked.marks
    assert whys(looked) == {FileTrouble.PICTURE}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso-2022-jp"])
def test_text_is_read_in_the_encodings_of_japan(encoding: str) -> None:
    looked = look_through("通信先は中央電力の端末である。\r\n".encode(encoding), "a.csv")

    assert [text for text, _, _ in found(looked)] == ["中央電力"]
    assert looked.is_whole


def test_mail_is_read_with_its_headers_and_what_it_encloses() -> None:
    sender = Header("中央電力", "iso-2022-jp").encode().encode()
    mail = b"From: " + sender + b" <a@b.example>\r\nSubject: x\r\nReceived: from mx.chuden.example.jp\r\n\r\nx\r\n"

    assert [(text, part) for text, part, _ in found(look_through(mail, "a.eml"))] == [
        ("中央電力", "header"),
        ("chuden.example.jp", "header"),
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"%PDF-1.7 broken", FileTrouble.DAMAGED),
        (b"PK\x03\x04 broken", FileTrouble.DAMAGED),
        (b"\x89PNG\r\n\x1a\n broken", FileTrouble.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, FileTrouble.UNKNOWN),
        (bytes(range(256)) * 40, FileTrouble.UNKNOWN),
        (zipped({"[Content_Types].xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), FileTrouble.HOSTILE),
        (zipped({"0": b"\0" * 200_000_000}), FileTrouble.TOO_LARGE),
        (zipped({str(at): b"x" for at in range(2100)}), FileTrouble.TOO_LARGE),
        (zipped({"word/vbaProject.bin": b"x", "[Content_Types].xml": b"<x/>"}), FileTrouble.UNKNOWN),
    ],
)
def test_what_cannot_be_read_is_said(content: bytes, why: FileTrouble) -> None:
    assert why in whys(look_through(content, "a"))


def test_an_encrypted_entry_is_said_and_its_name_is_read() -> None:
    content = bytearray(zipped({"中央電力.txt": b"secret"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.index(mark) + at
        struct.pack_into("<H", content, place, struct.unpack_from("<H", content, place)[0] | 1)

    looked = look_through(bytes(content), "a.zip")

    assert whys(looked) == {FileTrouble.ENCRYPTED}
    assert [text for text, _, _ in found(looked)] == ["中央電力"]


def test_files_within_files_end_somewhere() -> None:
    content = b"x"
    for _ in range(20):
        content = zipped({"a.zip": content})

    assert whys(look_through(content, "a.zip")) == {FileTrouble.TOO_DEEP}


def test_a_look_ends_in_time() -> None:
    looked = look_through(zipped({"a": b"x"}), "a.zip", Limits(seconds=-1))

    assert whys(looked) == {FileTrouble.TOO_SLOW}


def test_what_was_found_before_a_limit_stands() -> None:
    content = zipped({"中央電力.txt": b"x", "b": b"\0" * 200_000_000})

    assert [text for text, _, _ in found(look_through(content, "a.zip"))] == ["中央電力"]


def test_words_of_a_page_are_read_as_they_are_seen() -> None:
    page = "<html><body>中<b>央</b>電&#21147;</body></html>".encode()

    assert "中央電力" in {text for text, _, _ in found(look_through(page, "a.html"))}


def test_a_comment_is_told_as_one() -> None:
    made, written = docx.Document(), BytesIO()
    made.add_comment(made.add_paragraph("経過").runs, text="中央電力に確認", author="x", initials="x")
    made.save(written)

    looked = look_through(written.getvalue(), "a.docx")

    assert [part for text, part, _ in found(looked)] == [FilePart.COMMENT.value]
    assert FileMark.COMMENTS in looked.marks
