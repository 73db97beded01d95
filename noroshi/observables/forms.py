"""One form for each kind of value that is neither host nor URL."""

import re
from collections.abc import Callable, Mapping
from typing import Final
from unicodedata import normalize

from noroshi.observables import hosts
from noroshi.observables.errors import NotOfThisKind
from noroshi.observables.kinds import HASH_LENGTHS, Kind

LONGEST: Final = 4096
HEXADECIMAL: Final = re.compile(r"[0-9a-f]+", re.IGNORECASE | re.ASCII)
LOCAL: Final = re.compile(r"[^\s@<>()\[\]\\,;:\"\x00-\x20]{1,64}")
SPACES: Final = re.compile(r"\s+")
BACKSLASHES: Final = re.compile(r"[\\/]+")
HIVES: Final = {
    "hklm": "hkey_local_machine",
    "hkcu": "hkey_current_user",
    "hkcr": "hkey_classes_root",
    "hku": "hkey_users",
    "hkcc": "hkey_current_config",
}
HIVE: Final = re.compile(r"(?:computer\\|コンピューター?\\)?(hk(?:lm|cu|cr|u|cc))(?::)?(?=\\|$)")
CVE: Final = re.compile(r"(?:CVE)?[-_\s]?(\d{4})[-_\s](\d{4,19})", re.IGNORECASE | re.ASCII)
AS_NUMBER: Final = re.compile(r"(?:AS[N]?[\s:#-]*)?(\d{1,10})(?:\.(\d{1,5}))?", re.IGNORECASE | re.ASCII)
TECHNIQUE: Final = re.compile(r"(T(?:A)?\d{4})(?:[./](\d{3}))?", re.IGNORECASE | re.ASCII)
COIN: Final = re.compile(r"[13][1-9A-HJ-NP-Za-km-z]{25,34}|(?:bc1|tb1)[02-9ac-hj-np-z]{11,87}|0x[0-9a-f]{40}", re.ASCII)
SSDEEP: Final = re.compile(r"\d{1,10}:[A-Za-z0-9/+]{3,148}:[A-Za-z0-9/+]{3,148}", re.ASCII)
TLSH: Final = re.compile(r"(?:T1)?([0-9A-F]{70})", re.IGNORECASE | re.ASCII)


def digest(kind: Kind, text: str) -> str:
    text = text.strip().removeprefix("0x")
    if len(text) == HASH_LENGTHS[kind] and HEXADECIMAL.fullmatch(text):
        return text.lower()
    raise NotOfThisKind(kind, text)


def email(text: str) -> str:
    """Case of the local part is dropped: no mail server that matters tells them apart, and attackers vary it."""
    local, _at, domain = text.removeprefix("mailto:").strip("<> ").rpartition("@")
    if not LOCAL.fullmatch(local):
        raise NotOfThisKind(Kind.EMAIL, text)
    try:
        return f"{_folded(local)}@{hosts.name(domain)}"
    except NotOfThisKind as wrong:
        raise NotOfThisKind(Kind.EMAIL, text) from wrong


def registry_key(text: str) -> str:
    path = BACKSLASHES.sub(r"\\", _folded(text.strip())).strip("\\")
    return HIVE.sub(lambda found: HIVES[found[1]], path, count=1)


def mac(text: str) -> str:
    digits = re.sub(r"[-:.\s]", "", text).lower()
    if len(digits) != 12 or not HEXADECIMAL.fullmatch(digits):
        raise NotOfThisKind(Kind.MAC, text)
    return ":".join(digits[at : at + 2] for at in range(0, 12, 2))


def cve(text: str) -> str:
    found = CVE.fullmatch(text)
    if not found:
        raise NotOfThisKind(Kind.CVE, text)
    return f"CVE-{found[1]}-{found[2]}"


def as_number(text: str) -> str:
    found = AS_NUMBER.fullmatch(text)
    number = found and (int(found[1]) if found[2] is None else int(found[1]) * 65536 + int(found[2]))
    if found is None or number is None or number >= 2**32:
        raise NotOfThisKind(Kind.ASN, text)
    return f"AS{number}"


def technique(text: str) -> str:
    found = TECHNIQUE.fullmatch(text)
    if not found:
        raise NotOfThisKind(Kind.TECHNIQUE, text)
    return found[1].upper() + (f".{found[2]}" if found[2] else "")


def coin_address(text: str) -> str:
    plain = text.lower() if text[:2].lower() in {"0x", "bc", "tb"} else text
    if not COIN.fullmatch(plain):
        raise NotOfThisKind(Kind.COIN_ADDRESS, text)
    return plain


def ssdeep(text: str) -> str:
    if not SSDEEP.fullmatch(text):
        raise NotOfThisKind(Kind.SSDEEP, text)
    return text


def tlsh(text: str) -> str:
    found = TLSH.fullmatch(text)
    if not found:
        raise NotOfThisKind(Kind.TLSH, text)
    return f"T1{found[1].upper()}"


def certificate(text: str) -> str:
    """The fingerprint of one, with or without colons."""
    digits = re.sub(r"[:\s]", "", text).lower()
    if len(digits) not in {40, 64} or not HEXADECIMAL.fullmatch(digits):
        raise NotOfThisKind(Kind.CERTIFICATE, text)
    return digits


def folded(text: str) -> str:
    """Names that Windows does not tell apart by case."""
    return _folded(SPACES.sub(" ", text).strip())


def file_path(text: str) -> str:
    r"""`C:\\Users\\x` as `c:\users\x`; a share keeps both its marks, a path of Unix its slashes."""
    path = _folded(text.strip().strip('"'))
    if "\\" not in path:
        return re.sub("/+", "/", path)
    share = "\\" if path.startswith("\\\\") else ""
    return share + BACKSLASHES.sub(r"\\", path)


def as_written(text: str) -> str:
    return normalize("NFC", SPACES.sub(" ", text).strip())


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else normalize("NFC", normalize("NFC", text).casefold())


DIGESTS: Final = frozenset(HASH_LENGTHS)
FORMS: Final[Mapping[Kind, Callable[[str], str]]] = {
    Kind.DOMAIN: hosts.name,
    Kind.EMAIL: email,
    Kind.FILE_NAME: folded,
    Kind.REGISTRY_KEY: registry_key,
    Kind.MUTEX: as_written,
    Kind.USER_AGENT: as_written,
    Kind.ASN: as_number,
    Kind.CVE: cve,
    Kind.MAC: mac,
    Kind.FILE_PATH: file_path,
    Kind.COMMAND_LINE: as_written,
    Kind.MAIL_SUBJECT: as_written,
    Kind.ACCOUNT: folded,
    Kind.TECHNIQUE: technique,
    Kind.COIN_ADDRESS: coin_address,
    Kind.SSDEEP: ssdeep,
    Kind.TLSH: tlsh,
    Kind.JA3: lambda text: digest(Kind.MD5, text),
    Kind.CERTIFICATE: certificate,
    Kind.SERVICE_NAME: folded,
    Kind.TEXT: as_written,
}
