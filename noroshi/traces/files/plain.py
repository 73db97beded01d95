"""Text in the encodings that Japanese houses use; web pages and rich text; strings inside what cannot be read."""

import html
import re
from typing import Final

from noroshi.traces.files.looked import Looking
from noroshi.vocabulary.traces import FilePart, FileTrouble

ENCODINGS: Final = ("iso-2022-jp", "utf-8")
EITHER: Final = ("cp932", "euc_jp")
KANA: Final = re.compile(r"[ぁ-んァ-ヶー、。]")
WIDE: Final = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
MARKED_UP: Final = re.compile(r"<(?:!doctype|html|\?xml|body|div|p|table|svg)\b", re.IGNORECASE)
TAGS: Final = re.compile(r"<[^>]{0,2000}>")
RICH: Final = re.compile(r"\\u(-?\d{1,5}) ?\??|\\'([0-9a-f]{2})((?:\\'[0-9a-f]{2})*)", re.IGNORECASE)
CONTROL: Final = re.compile(r"\\[a-z]{1,32}-?\d{0,10} ?|[{}]")
FEW_BINARY: Final = 0.02
PRINTABLE: Final = re.compile(rb"[\x20-\x7e]{5,2000}")
PRINTABLE_WIDE: Final = re.compile(rb"(?:[\x20-\x7e]\x00|[\x00-\xff][\x30-\x9f]|[\x00-\xff]\xff){4,2000}")
JAPANESE: Final = (
    (re.compile(rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}|[\x20-\x7e]){2,2000}"), "utf-8"),
    (re.compile(rb"(?:[\x81-\x9f\xe0-\xfc][\x40-\xfc]|[\xa1-\xdf]|[\x20-\x7e]){2,2000}"), "cp932"),
)
MOST_STRINGS: Final = 2_000_000
MOST_WEIGHED: Final = 20_000


def look(looking: Looking, data: bytes) -> None:
    looking.spend(len(data))
    text = decoded(data)
    if text is None:
        looking.trouble(FileTrouble.UNKNOWN)
        strings(looking, data)
    elif text.startswith("{\\rtf"):
        looking.say(FilePart.TEXT, rich(text))
    else:
        say_marked_up(looking, text)


def say_marked_up(looking: Looking, text: str) -> None:
    """A page both as it is read and as it is written: links and comments stand in its tags."""
    looking.say(FilePart.TEXT, text)
    if MARKED_UP.search(text[:4000]):
        looking.say(FilePart.TEXT, html.unescape(TAGS.sub("", text)))


def decoded(data: bytes) -> str | None:
    """None where it is no text at all."""
    for mark, encoding in WIDE:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\x00" in data[:4096]:
        return _wide(data)
    for encoding in ENCODINGS:
        if encoding == "iso-2022-jp" and b"\x1b" not in data:
            continue
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    if either := [text for encoding in EITHER if (text := _read_as(data, encoding))]:
        return max(either, key=lambda text: len(KANA.findall(text[:MOST_WEIGHED])))
    odd = sum(byte < 9 or 13 < byte < 27 for byte in data[:4096])
    return data.decode("cp932", "replace") if odd < FEW_BINARY * min(len(data), 4096) else None


def _read_as(data: bytes, encoding: str) -> str:
    """Each of the two reads the other without complaint: the one that gives kana is right."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark; anything else with zeros is no text."""
    for encoding, zeros in (("utf-16-le", data[1:4096:2]), ("utf-16-be", data[:4096:2])):
        if zeros.count(0) > len(zeros) // 4:
            text = data.decode(encoding, "replace")
            odd = sum(not (one.isprintable() or one.isspace()) for one in text[:4096])
            return text if odd < FEW_BINARY * len(text[:4096]) else None
    return None


def rich(text: str) -> str:
    """RTF keeps Japanese as numbers."""
    return CONTROL.sub("", RICH.sub(_character, text))


def _character(found: re.Match[str]) -> str:
    if found[1]:
        code = int(found[1]) % 65536
        return chr(code) if not 0xD800 <= code < 0xE000 else ""
    return bytes.fromhex((found[2] + found[3]).replace("\\'", "")).decode("cp932", "replace")


def strings(looking: Looking, data: bytes) -> None:
    """What can be made out inside: no proof that nothing else is there."""
    narrow = b"\n".join(PRINTABLE.findall(data))[:MOST_STRINGS].decode("ascii")
    wide = b"\n\x00".join(PRINTABLE_WIDE.findall(data))[:MOST_STRINGS].decode("utf-16-le", "ignore")
    looking.say(FilePart.STRINGS, narrow)
    looking.say(FilePart.STRINGS, wide)
    for pattern, encoding in JAPANESE:
        looking.say(FilePart.STRINGS, b"\n".join(pattern.findall(data))[:MOST_STRINGS].decode(encoding, "ignore"))
