"""How dangerous text is shown: defanged, invisible characters made visible. It can be copied and is never a link."""

import re

_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_WEB = re.compile(r"\bhttp(s?)://", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"\b(ftps?|wss?|smb|ssh|ldaps?|javascript|data|file):", re.IGNORECASE)
_HOST_END = re.compile(r"(?<!/)/(?!/)")
_ADDRESS_MARK = re.compile(r"(?<=[\w.+-])@(?=\w)")
_DOT = re.compile(r"(?<=[\w\]-])\.(?=\w)")
_DANGEROUS = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,15}://[^\s<>「」『』（）、。]+"
    r"|[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+"
    r"|(?<![\w.-])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])"
    r"|(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}(?![\w-])(?:/[^\s<>「」『』（）、。]*)?",
    re.IGNORECASE | re.ASCII,
)


def visible(text: str) -> str:
    """Control and bidi characters as their code point, so that no name can hide its ending."""
    return _INVISIBLE.sub(lambda match: f"⟨U+{ord(match.group()):04X}⟩", text)


def defanged(text: str) -> str:
    """`http://a.example/x` as `hxxp://a[.]example/x`; the path keeps its dots. Defanging twice changes nothing more."""
    text = _WEB.sub(lambda match: f"hxxp{match[1].lower()}://", visible(text))
    text = _OTHER_SCHEME.sub(r"\1[:]", text)
    return " ".join(_defang_word(word) for word in text.split(" "))


def defanged_within(text: str) -> str:
    """Running text: addresses in it are defanged, version numbers and sentences stay as they are."""
    return _DANGEROUS.sub(lambda match: defanged(match.group()), visible(text))


def _defang_word(word: str) -> str:
    """Only the host is changed: a path with other dots would be another path."""
    end = _HOST_END.search(word)
    host, path = (word[: end.start()], word[end.start() :]) if end else (word, "")
    return _DOT.sub("[.]", _ADDRESS_MARK.sub("[@]", host)) + path
