"""How dangerous text is shown: defanged, invisible characters made visible. It can be copied and is never a link."""

import re

_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_SCHEME = re.compile(r"\b(h)(tt)(ps?)(://)", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"\b(ftps?|wss?|smb|ssh|ldaps?|javascript|data|file)(:)", re.IGNORECASE)
_ADDRESS_MARK = re.compile(r"(?<=[\w.+-])@(?=\w)")
_DOT = re.compile(r"(?<=[\w\]-])\.(?=\w)")


def visible(text: str) -> str:
    """Control and bidi characters as their code point, so that no name can hide its ending."""
    return _INVISIBLE.sub(lambda match: f"⟨U+{ord(match.group()):04X}⟩", text)


def defanged(text: str) -> str:
    """`http://a.example/x` as `hxxp://a[.]example/x`; the path keeps its dots. Defanging twice changes nothing more."""
    text = _SCHEME.sub(lambda match: f"{match[1]}xx{match[3]}{match[4]}", visible(text))
    text = _OTHER_SCHEME.sub(r"\1[:]", text)
    return " ".join(_defang_word(word) for word in text.split(" "))


def _defang_word(word: str) -> str:
    before, mark, rest = word.partition("://")
    host, slash, path = (rest if mark else word).partition("/")
    safe = _DOT.sub("[.]", _ADDRESS_MARK.sub("[@]", host))
    return f"{before}{mark}{safe}{slash}{path}" if mark else f"{safe}{slash}{path}"
