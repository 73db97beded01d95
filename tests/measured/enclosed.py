"""Attachments that name their source somewhere inside: in words, properties, hidden parts, or in files within files."""

import gzip
import random
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from io import BytesIO
from typing import Any, Final

import docx
import openpyxl
from openpyxl.comments import Comment
from PIL import Image, PngImagePlugin

from noroshi.traces import Known
from tests.measured.grammar import SECOND, Lists, Writer, known_of
from tests.measured.marked import plain
from tests.typeset import typeset

type Maker = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Enclosed:
    """`said` stands in it, at `place`."""

    name: str
    content: bytes
    said: str
    place: str
    known: Known


def docx_with(part: str) -> Maker:
    def make(said: str) -> bytes:
        made, written = docx.Document(), BytesIO()
        first = made.add_paragraph("経過は次のとおり。")
        match part:
            case "runs":
                for letter in said:
                    first.add_run(letter).bold = letter == said[-1]
            case "table":
                made.add_table(2, 2).cell(1, 1).text = said
            case "header":
                made.sections[0].header.paragraphs[0].text = said
            case "comment":
                made.add_comment(first.runs, text=f"{said}に確認", author="x", initials="x")
            case "comment author":
                made.add_comment(first.runs, text="確認", author=said, initials="x")
            case _:
                setattr(made.core_properties, part, said)
        made.save(written)
        return written.getvalue()

    return make


def tracked(said: str) -> bytes:
    """Deleted while changes are tracked: gone on the screen only."""
    deleted = f'<w:del w:id="1" w:author="x"><w:r><w:delText>{said}</w:delText></w:r></w:del>'
    return _changed(docx_with("title")(""), "word/document.xml", "<w:p>", f"<w:p>{deleted}")


def _changed(content: bytes, part: str, before: str, after: str) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry, data.replace(before.encode(), after.encode(), 1) if entry.filename == part else data)
    return written.getvalue()


def xlsx_with(part: str) -> Maker:
    def make(said: str) -> bytes:
        book, written = openpyxl.Workbook(), BytesIO()
        sheet = book.active
        assert sheet is not None
        sheet["A1"] = "項番"
        match part:
            case "cell":
                sheet["C7"] = f"{said}で確認"
            case "hidden sheet":
                other = book.create_sheet("一覧")
                other["B2"], other.sheet_state = said, "veryHidden"
            case "sheet name":
                book.create_sheet(said[:28])
            case "note":
                sheet["A1"].comment = Comment(f"{said}より", "x")
            case "link":
                sheet["A1"].hyperlink = f"https://intra.{said}/a"
            case "print header":
                sheet.oddHeader.center.text = said
            case _:
                setattr(book.properties, part, said)
        book.save(written)
        return written.getvalue()

    return make


def pdf_with(part: str) -> Maker:
    def make(said: str) -> bytes:
        quoted = '"' + said.replace("\\", "").replace('"', "") + '"'
        sources = {
            "text": f"経過 #text({quoted})",
            "author": f"#set document(author: {quoted})\n経過",
            "title": f"#set document(title: {quoted})\n経過",
            "link": f'#link("https://" + {quoted} + "/")[資料]',
            "bookmark": f"= #text({quoted})\n経過",
        }
        return typeset(sources[part])

    return make


def mail_with(part: str) -> Maker:
    def make(said: str) -> bytes:
        mail = EmailMessage()
        mail["From"] = f'"{said}" <x@y.example>' if part == "from" else "x@y.example"
        mail["Subject"] = f"{said}の件" if part == "subject" else "第一報"
        mail["Received"] = (
            f"from mx.{said} by mx.y.example; Sat, 21 Nov 2026 10:00:00 +0900" if part == "received" else "from y"
        )
        charset = "iso-2022-jp" if part == "body in jis" else "utf-8"
        mail.set_content(f"{said}より\n" if part.startswith("body") else "別添のとおり\n", charset=charset)
        if part == "enclosed name":
            mail.add_attachment(b"x", maintype="application", subtype="octet-stream", filename=f"{said}.bin")
        if part == "enclosed document":
            mail.add_attachment(
                docx_with("author")(said), maintype="application", subtype="octet-stream", filename="a.docx"
            )
        return mail.as_bytes()

    return make


def zip_with(part: str) -> Maker:
    def make(said: str) -> bytes:
        written = BytesIO()
        with zipfile.ZipFile(written, "w") as archive:
            match part:
                case "entry name":
                    archive.writestr(f"{said.replace('/', '')}/記録.txt", "x")
                case "mail inside":
                    archive.writestr("a.eml", mail_with("subject")(said))
                case "archive inside":
                    archive.writestr("b.zip", zip_with("entry name")(said))
                case _:
                    archive.writestr("記録.csv", f"時刻,拠点\n10:00,{said}\n".encode("cp932", "replace"))
        return written.getvalue()

    return make


def picture_with(part: str) -> Maker:
    def make(said: str) -> bytes:
        picture, written = Image.new("RGB", (8, 8)), BytesIO()
        if part == "png text":
            info = PngImagePlugin.PngInfo()
            info.add_itxt("Author", said)
            picture.save(written, "PNG", pnginfo=info)
        else:
            exif = Image.Exif()
            exif[0x9C9D] = (said + "\0").encode("utf-16-le")
            picture.save(written, "JPEG", exif=exif)
        return written.getvalue()

    return make


def text_in(encoding: str) -> Maker:
    return lambda said: f"10:20 {said} で検知\r\n".encode(encoding, "replace")


def packed(said: str) -> bytes:
    written = BytesIO()
    with tarfile.open(fileobj=written, mode="w:gz") as archive:
        data = f"host={said}".encode()
        member = tarfile.TarInfo("etc/hosts")
        member.size = len(data)
        archive.addfile(member, BytesIO(data))
    return written.getvalue()


JAPANESE: Final[dict[str, tuple[str, Maker]]] = {
    **{f"docx {one}": ("a.docx", docx_with(one)) for one in ("runs", "table", "header", "comment", "comment author")},
    **{
        f"docx {one}": ("a.docx", docx_with(one))
        for one in ("author", "last_modified_by", "title", "comments", "keywords")
    },
    "docx deleted": ("a.docx", tracked),
    **{
        f"xlsx {one}": ("a.xlsx", xlsx_with(one))
        for one in ("cell", "hidden sheet", "sheet name", "note", "print header")
    },
    **{f"xlsx {one}": ("a.xlsx", xlsx_with(one)) for one in ("creator", "lastModifiedBy", "category")},
    **{f"pdf {one}": ("a.pdf", pdf_with(one)) for one in ("text", "author", "title", "bookmark")},
    **{
        f"mail {one}": ("a.eml", mail_with(one))
        for one in ("from", "subject", "body", "body in jis", "enclosed name", "enclosed document")
    },
    **{f"zip {one}": ("a.zip", zip_with(one)) for one in ("entry name", "mail inside", "archive inside", "table")},
    **{f"picture {one}": ("a.jpg", picture_with(one)) for one in ("png text", "exif author")},
    **{
        f"text {one}": ("a.txt", text_in(one))
        for one in ("utf-8", "utf-16", "cp932", "euc_jp", "iso-2022-jp", "utf-16-le")
    },
    "text packed": ("a.tar.gz", packed),
    "text gz": ("a.log.gz", lambda said: gzip.compress(f"x {said} y".encode())),
}
DOMAINS: Final[dict[str, tuple[str, Maker]]] = {
    "mail received": ("a.eml", mail_with("received")),
    "xlsx link": ("a.xlsx", xlsx_with("link")),
    "pdf link": ("a.pdf", pdf_with("link")),
}


def attachments(seed: int, rounds: int, lists: Lists = SECOND) -> list[Enclosed]:
    """Each place in each round, with one of its source's names, people or domains."""
    chance = random.Random(seed)  # noqa: S311 - the same files each time
    return [_made(chance, lists, place) for _ in range(rounds) for place in (*JAPANESE, *DOMAINS)]


def _made(chance: random.Random, lists: Lists, place: str) -> Enclosed:
    writer = Writer(chance.choice(lists.operators), chance, lists)
    said = writer.operator["domain"] if place in DOMAINS else _name(writer)
    name, make = (JAPANESE | DOMAINS)[place]
    return Enclosed(name, make(said), said, place, known_of(writer.operator, lists))


def _name(writer: Writer) -> str:
    names: list[Any] = [one for one in writer.operator["said"] if not one.isascii()] + [
        one[0] for one in writer.operator["people"]
    ]
    return plain(str(writer.pick(names)))
