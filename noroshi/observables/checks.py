"""What was found by its shape is looked at once more: a version is no address, a class of a program no domain."""

import re
from hashlib import sha256
from typing import Final

from noroshi.observables.suffixes import is_ending, registered
from noroshi.observables.words import words

VERSION_BEFORE: Final = re.compile(
    r"(?:ver(?:sion|\.)?|v|rev(?:ision)?|release|build|firmware|バージョン|版|ファームウェア|リリース|第|Windows|oid|android|chrome|firefox|safari|edge|opera|trident)[\s.:：/=は]{0,3}$",
    re.IGNORECASE,
)
VERSION_AFTER: Final = re.compile(r"\s?(?:項|章|節|版|より前|以前のバージョン|へ更新|へアップデート|にアップデート)")
REVERSED: Final = frozenset({"com", "org", "net", "jp", "io", "java", "javax"})
PROGRAMS: Final = frozenset(
    {
        "app",
        "dev",
        "services",
        "systems",
        "tools",
        "id",
        "is",
        "io",
        "in",
        "so",
        "name",
        "data",
        "zip",
        "py",
        "sh",
        "pl",
        "rs",
        "call",
        "click",
    }
)
TECHNIQUES: Final = (range(1001, 1223), range(1398, 1482), range(1480, 1700), range(801, 900))
BASE58: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def is_version(text: str, start: int, end: int) -> bool:
    """`ver. 2.4.1.3`, `第3.2.1.4項`: four numbers with dots that no machine has."""
    return bool(VERSION_BEFORE.search(text, max(0, start - 16), start) or VERSION_AFTER.match(text, end))


def is_file(written: str, *, defanged: bool) -> bool:
    """`setup.py` is a file although .py is sold as well; `evil[.]zip` was meant as a name."""
    ending = written.rpartition(".")[2].lower()
    if ending not in words("file_endings"):
        return False
    return not is_ending(ending) or (not defanged and written.count(".") == 1) or "_" in written.rpartition(".")[0]


def is_domain(written: str) -> bool:
    """The ending is sold, something stands before what is sold, and it is not a word of a program or two sentences in one."""
    name = written.lower()
    labels = name.split(".")
    if not is_ending(labels[-1]) or name in words("no_names") or not registered(name):
        return False
    if written[-len(labels[-1]) :] != labels[-1] and not written.isupper():
        return False
    return not (len(labels) > 2 and labels[0] in REVERSED and labels[-1] in PROGRAMS)


def is_technique(written: str) -> bool:
    digits = written.partition(".")[0].lstrip("TAta")
    if written[1:2] in "Aa":
        return 1 <= int(digits) <= 120
    return any(int(digits) in known for known in TECHNIQUES)


def is_digest(written: str) -> bool:
    """Zeros, or digits alone, are serial numbers."""
    return len(set(written.lower())) > 4 and not written.isdigit()


def is_short_address(written: str) -> bool:
    """`a::b` and `::` of a program; addresses that people write have more digits, or are ::1."""
    digits = sum(letter not in ":/" for letter in written.partition("/")[0])
    return digits < 4 and written.partition("/")[0] != "::1"


def is_coin(written: str) -> bool:
    """The last four bytes of such an address are a check on the rest."""
    if written.startswith("bc1"):
        return True
    number = 0
    for letter in written:
        number = number * 58 + BASE58.index(letter)
    try:
        whole = number.to_bytes(25, "big")
    except OverflowError:
        return False
    return sha256(sha256(whole[:-4]).digest()).digest()[:4] == whole[-4:]
