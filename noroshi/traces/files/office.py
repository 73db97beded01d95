"""Documents of Word, Excel, PowerPoint and OpenDocument: every part of them, read as text and never as a document.

What a program would hide (deleted text, hidden sheets, comments, authors) stands in the parts like everything else.
"""

import html
import re
import zipfile
from io import BytesIO
from typing import Final

from noroshi.traces.files.archives import Inside, read_entry, real_name
from noroshi.traces.files.looked import Looking
from noroshi.traces.files.plain import strings
from noroshi.vocabulary.traces import FileMark, FilePart, FileTrouble

MARKED_UP: Final = (".xml", ".rels", ".vml", ".rdf", ".html")
BREAKS: Final = re.compile(
    r"</(?:[\w-]{1,20}:)?(?:p|h|si|row|tr|comment|is|text-box|sp|author|annotation)>|<(?:[\w-]{1,20}:)?(?:br|cr|line-break)\b[^>]*>"
)
GAPS: Final = re.compile(r"</(?:[\w-]{1,20}:)?(?:c|tc|table-cell)>|<(?:[\w-]{1,20}:)?(?:tab|s|ptab)\b[^>]*/>")
NUMBERED: Final = re.compile(r'<c [^>]{0,60}t="s"[^>]{0,20}><v>[0-9]{0,9}</v></c>')
CELLS: Final = re.compile(r"<sheetData\b.*</sheetData>", re.DOTALL)
TAGS: Final = re.compile(r"<[^>]*>")
READINGS: Final = re.compile(r"<((?:w:rt|rPh))\b[^>]*>(.*?)</\1>", re.DOTALL)
DELETED: Final = re.compile(r"<w:delText\b[^>]*>([^<]*)</w:delText>")
PROPERTY: Final = re.compile(
    r'<([\w:-]{1,60})(?:\s[^>]*?(?:name|\w+:name)="([^"]*)")?[^>]*>\s*(?:<vt:\w+>)?([^<]{1,2000})<'
)
ATTRIBUTE: Final = re.compile(r"""[ :]([A-Za-z]+)=(?:"([^"]{2,400})"|'([^']{2,400})')""")
TELLING: Final = frozenset(
    (
        *(
            "author",
            "initials",
            "name",
            "descr",
            "title",
            "alt",
            "Target",
            "tooltip",
            "location",
            "display",
            "userName",
            "userId",
        ),
        *(
            "displayName",
            "providerId",
            "company",
            "manager",
            "uri",
            "href",
            "connection",
            "command",
            "sourceFile",
            "codeName",
        ),
        *("oddHeader", "string", "text", "val", "creator"),
    )
)
HIDDEN_SHEET: Final = re.compile(r'<sheet\b[^>]*state="(?:hidden|veryHidden)"|table:visibility="(?:collapse|filter)"')
HIDDEN_CELLS: Final = re.compile(r'<(?:row|col)\b[^>]*hidden="(?:1|true)"|<w:vanish\s*/?>')
REVISIONS: Final = re.compile(r"<w:rsid(?:Root)?\b")
HOSTILE: Final = ("<!DOCTYPE", "<!ENTITY")


def is_office(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError):
        return False
    return "[Content_Types].xml" in names or {"mimetype", "content.xml"} <= names


def look(looking: Looking, data: bytes, inside: Inside) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for entry in archive.infolist():
            if not entry.is_dir():
                _part(looking, real_name(entry), read_entry(looking, archive, entry), inside)


def _part(looking: Looking, name: str, data: bytes, inside: Inside) -> None:
    lower = name.casefold()
    if lower.endswith(MARKED_UP):
        _marked_up(looking, lower, data)
    elif lower.endswith(".bin"):
        _binary(looking, lower, data, inside)
    elif lower != "mimetype":
        looking.mark(FileMark.THUMBNAIL if "thumbnail" in lower else FileMark.EMBEDDED)
        inside(looking, data, name.rpartition("/")[2])


def _binary(looking: Looking, name: str, data: bytes, inside: Inside) -> None:
    if "vbaproject" in name:
        looking.mark(FileMark.MACROS, FileMark.ACTIVE)
        looking.trouble(FileTrouble.UNKNOWN)
    if "embeddings" in name:
        looking.mark(FileMark.EMBEDDED)
        inside(looking, data, name.rpartition("/")[2])
    else:
        strings(looking, data)


def _marked_up(looking: Looking, name: str, data: bytes) -> None:
    looking.hurry()
    text = data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8", "replace")
    if any(word in text for word in HOSTILE):
        looking.trouble(FileTrouble.HOSTILE)
        looking.say(FilePart.STRINGS, text)
        return
    if "docprops" in name or name == "meta.xml":
        _properties(looking, text)
        return
    _marks(looking, name, text)
    part = _kind_of(name)
    looking.say(part, _words(text), name)
    looking.say(FilePart.CHANGE, "".join(html.unescape(one) for one in DELETED.findall(text)))
    looking.say(FilePart.LINK, _attributes(text), name)


def _attributes(text: str) -> str:
    """Authors, targets of links, names of sheets; cells have none that says anything."""
    found = (pair[1] or pair[2] for pair in ATTRIBUTE.findall(CELLS.sub("", text)) if pair[0] in TELLING)
    return html.unescape("\n".join(dict.fromkeys(found)))


def _words(text: str) -> str:
    """A name that is cut into runs is whole again; a reading beside it stands by itself."""
    readings = (
        "\n".join(TAGS.sub("", found[1]) for found in READINGS.findall(text))
        if "<w:rt" in text or "<rPh" in text
        else ""
    )
    if readings:
        text = READINGS.sub("", text)
    text = NUMBERED.sub("", text)
    plain = TAGS.sub("", GAPS.sub("\t", BREAKS.sub("\n", text)))
    return html.unescape(f"{plain}\n{readings}")


def _kind_of(name: str) -> FilePart:
    if "comment" in name or "annotation" in name:
        return FilePart.COMMENT
    if "people" in name or "persons" in name or name.endswith(".rels"):
        return FilePart.LINK
    return FilePart.TEXT


def _properties(looking: Looking, text: str) -> None:
    for tag, name, value in PROPERTY.findall(text):
        looking.say(FilePart.PROPERTY, html.unescape(value).strip(), name or tag.rpartition(":")[2])
        looking.mark(FileMark.PROPERTIES)


def _marks(looking: Looking, name: str, text: str) -> None:
    if _kind_of(name) is FilePart.COMMENT or "<office:annotation" in text:
        looking.mark(FileMark.COMMENTS)
    if "<w:ins " in text or "<w:del " in text or "<text:tracked-changes" in text or "revisions/" in name:
        looking.mark(FileMark.CHANGES)
    if HIDDEN_SHEET.search(text) or HIDDEN_CELLS.search(text):
        looking.mark(FileMark.HIDDEN)
    if REVISIONS.search(text):
        looking.mark(FileMark.REVISIONS)
    if "attachedTemplate" in text or 'TargetMode="External"' in text:
        looking.mark(FileMark.ACTIVE)
