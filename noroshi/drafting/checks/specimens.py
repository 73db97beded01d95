"""Files beside a form whose names say that they are no paper but something that runs."""

from typing import Final

RUNS: Final = frozenset(
    {
        *(
            "exe",
            "dll",
            "sys",
            "scr",
            "com",
            "pif",
            "cpl",
            "msi",
            "msp",
            "bat",
            "cmd",
            "elf",
            "so",
            "sh",
            "apk",
            "app",
            "dmg",
        ),
        *(
            "ps1",
            "psm1",
            "vbs",
            "vbe",
            "js",
            "jse",
            "wsf",
            "wsh",
            "hta",
            "lnk",
            "jar",
            "deb",
            "rpm",
            "reg",
            "url",
            "scf",
        ),
        *("docm", "xlsm", "pptm", "xlam", "iso", "img", "vhd", "vhdx", "chm", "one", "dmp", "pcap"),
    }
)
SAYS_SO: Final = (
    "検体",
    "マルウェア",
    "malware",
    "specimen",
    "sample_mal",
    "infected",
    "payload",
    "dropper",
    "webshell",
)


def is_like_a_specimen(name: str) -> bool:
    plain = name.casefold()
    stem, _dot, ending = plain.rpartition(".")
    return bool(stem and ending in RUNS) or any(word in plain for word in SAYS_SO)
