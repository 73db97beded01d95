"""What a value is. The numbers are part of every stored key: never change or reuse one."""

from enum import IntEnum
from typing import Final


class Kind(IntEnum):
    """One kind of observable value."""

    IPV4 = 1
    IPV6 = 2
    CIDR = 3
    DOMAIN = 4
    URL = 5
    EMAIL = 6
    MD5 = 7
    SHA1 = 8
    SHA256 = 9
    SHA512 = 10
    FILE_NAME = 11
    REGISTRY_KEY = 12
    MUTEX = 13
    USER_AGENT = 14
    ASN = 15
    CVE = 16
    MAC = 17
    FILE_PATH = 18
    COMMAND_LINE = 19
    MAIL_SUBJECT = 20
    ACCOUNT = 21
    TECHNIQUE = 22
    COIN_ADDRESS = 23
    SSDEEP = 24
    TLSH = 25
    JA3 = 26
    CERTIFICATE = 27
    SHA224 = 28
    SHA384 = 29
    SERVICE_NAME = 30
    TEXT = 31

    @property
    def word(self) -> str:
        """How other programs and pages name it: `file_name`."""
        return self.name.lower()


BY_WORD: Final = {kind.word: kind for kind in Kind}
HASHES: Final = {32: Kind.MD5, 40: Kind.SHA1, 56: Kind.SHA224, 64: Kind.SHA256, 96: Kind.SHA384, 128: Kind.SHA512}
HASH_LENGTHS: Final = {kind: length for length, kind in HASHES.items()}
ADDRESSES: Final = frozenset({Kind.IPV4, Kind.IPV6, Kind.CIDR})


def hash_kind(text: str) -> Kind | None:
    """By its length: of what looks like a hash in hexadecimal digits."""
    return HASHES.get(len(text.strip()))
