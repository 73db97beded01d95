"""The records of an import or export file: which kinds there are, which columns each has, and what is wrong with one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from noroshi.vocabulary.errors import Refusal, refusals

ORGANIZATION, DESK, PERSON, MEMBERSHIP = "organization", "desk", "person", "membership"

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    ORGANIZATION: (
        "handle",
        "name_ja",
        "name_kana",
        "name_en",
        "other_names",
        "kinds",
        "sectors",
        "ministry",
        "ceptoars",
        "note_ja",
        "note_en",
    ),
    DESK: ("handle", "organization", "name_ja", "name_en", "kind", "sectors", "telephone", "fax", "email"),
    PERSON: ("login", "name_ja", "name_kana", "name_en", "email", "language", "time_zone"),
    MEMBERSHIP: (
        "login",
        "desk",
        "role",
        "tie",
        "nda_until",
        "is_poc",
        "is_deputy",
        "is_administrator",
        "duties",
    ),
}
KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    ORGANIZATION: ("handle",),
    DESK: ("handle",),
    PERSON: ("login",),
    MEMBERSHIP: ("login", "desk"),
}
LISTS: Final = frozenset({"other_names", "kinds", "sectors", "ceptoars", "duties"})
FLAGS: Final = frozenset({"is_poc", "is_deputy", "is_administrator"})
WORDS: Final = frozenset({"kind", "role", "tie", "language", "time_zone", "kinds"})
"""Columns that cannot be empty: an empty cell leaves them as they are."""

MOST_RECORDS: Final = 5_000
MOST_CHARACTERS: Final = 4_000_000


class RecordUnknown(Refusal):
    code, status = "record_unknown", 422
    ja = "レコードの種類は organization、desk、person、membership のどれかです。"
    en = "A record is one of organization, desk, person, membership."


class RecordTwice(Refusal):
    code, status = "record_twice", 422
    ja = "同じものがこのファイルに二度あります。"
    en = "This file has the same thing twice."


class KeyMissing(Refusal):
    code, status = "key_missing", 422
    ja = "どれのことか分かるように入力してください。"
    en = "Say which one is meant."


@dataclass(frozen=True, slots=True)
class Record:
    """One record as the file has it: `row` is the line of a CSV file, the place in its list in a JSON file."""

    kind: str
    row: int
    values: Mapping[str, object]

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(str(self.values.get(name, "")).strip() for name in KEYS[self.kind])


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong where. `column` is empty when it is about the whole record."""

    row: int
    kind: str
    column: str
    code: str

    def message(self, lang: str) -> str:
        refusal = refusals().get(self.code, Refusal)
        return refusal.en if lang.lower().startswith("en") else refusal.ja


class FileUnreadable(Refusal):
    """The file as a whole, or one line of it, is not what its format asks for."""

    code, status = "file_unreadable", 422
    ja = "ファイルの {row} 行目を読み取れません。"
    en = "Line {row} of the file cannot be read."
