"""What an entry says: who acted, and what kind of answer it was. Plain ids only; the ledger knows no other room."""

from dataclasses import dataclass
from typing import Final

from noroshi.vocabulary.word import Word


class Answer(Word):
    """What left the house with this entry. One entry stands for one answer, however many objects it gave."""

    PAGE = "page", "ページ", "page", "One object on a screen."
    LIST = "list", "一覧", "list", "One screen of a list."
    RECORD = "record", "レコード", "record", "One object through the API."
    FEED = "feed", "フィード", "feed", "One page of a feed."
    EXPORT = "export", "書き出し", "export", "A file to take away."
    DEED = "deed", "行為", "deed", "Nothing was given; something was done, or refused."


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody at a desk, and the API key that spoke for them if it was one."""

    person_id: int | None = None
    desk_id: int | None = None
    organization_id: int | None = None
    key_id: int | None = None


NOBODY: Final = Actor()
