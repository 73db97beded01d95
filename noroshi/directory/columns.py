"""What may be written into which column. Deeds and import read these tables; a column not named is not writable."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final
from uuid import UUID
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from noroshi.directory.sectors import known_sectors
from noroshi.vocabulary import DeskKind, OrganizationKind, Role, Tie, Word
from noroshi.vocabulary.errors import InvalidFields, Refusal
from noroshi.vocabulary.text import TextMissing, clean_line, clean_text
from noroshi.vocabulary.unreadable import (
    EmailUnreadable,
    FieldUnknown,
    ListUnreadable,
    ReferenceUnreadable,
    SectorUnknown,
    TelephoneUnreadable,
    WordUnknown,
)

type Check = Callable[[object], object]
type Columns = Mapping[str, Check]

TELEPHONE: Final = re.compile(r"\+?[0-9][0-9()\- ]{2,38}(?:[ ]?(?:ext\.?|内線)[ ]?[0-9]{1,8})?")
HANDLE: Final = re.compile(r"[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?")


class DateUnreadable(Refusal):
    code, status = "date_unreadable", 422
    ja = "日付は 2027-03-31 の形で入力してください。"
    en = "Write dates like 2027-03-31."


class HandleUnreadable(Refusal):
    code, status = "handle_unreadable", 422
    ja = "英小文字・数字・ハイフン・下線だけで入力してください。"
    en = "Use lower-case letters, digits, hyphens and underscores only."


class FlagUnreadable(Refusal):
    code, status = "flag_unreadable", 422
    ja = "はい・いいえ（true・false）で答えてください。"
    en = "Answer with true or false."


def read(columns: Columns, values: Mapping[str, object]) -> dict[str, object]:
    """The given values, cleaned; everything that is wrong is told at once."""
    clean: dict[str, object] = {}
    wrong: dict[str, list[str]] = {}
    for name, value in values.items():
        check = columns.get(name)
        try:
            if check is None:
                raise FieldUnknown
            clean[name] = check(value)
        except InvalidFields:
            raise
        except Refusal as refusal:
            wrong[name] = [refusal.code]
    if wrong:
        raise InvalidFields(fields=wrong)
    return clean


def wrong(field: str, refusal: type[Refusal]) -> InvalidFields:
    """One field is wrong for the reason that the refusal names."""
    return InvalidFields(fields={field: [refusal.code]})


def line(most: int, *, required: bool = False) -> Check:
    return lambda value: clean_line(value, most=most, required=required)


def text(most: int = 20_000, *, required: bool = False) -> Check:
    return lambda value: clean_text(value, most=most, required=required)


def word(words: type[Word]) -> Check:
    def check(value: object) -> str:
        if not isinstance(value, str) or value not in {member.value for member in words}:
            raise WordUnknown
        return value

    return check


def one_of(values: Iterable[str]) -> Check:
    known = frozenset(values)

    def check(value: object) -> str:
        if not isinstance(value, str) or value not in known:
            raise WordUnknown
        return value

    return check


def flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise FlagUnreadable
    return value


def list_of(check: Check, most: int) -> Check:
    """Without repetitions, in the order given."""

    def check_all(value: object) -> list[object]:
        if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
            raise ListUnreadable
        found = list(dict.fromkeys(check(part) for part in value))
        if len(found) > most:
            raise ListUnreadable
        return found

    return check_all


def words(words_: type[Word]) -> Check:
    """At least one."""
    check_all = list_of(word(words_), len(words_))

    def check(value: object) -> object:
        found = check_all(value)
        if not found:
            raise TextMissing
        return found

    return check


def sector(value: object) -> str:
    if not isinstance(value, str) or value not in known_sectors():
        raise SectorUnknown
    return value


def handle(value: object) -> str:
    found = clean_line(value, most=60, required=True)
    if not HANDLE.fullmatch(found):
        raise HandleUnreadable
    return found


def email(value: object) -> str:
    found = clean_line(value, most=254)
    if found:
        try:
            validate_email(found)
        except ValidationError:
            raise EmailUnreadable from None
    return found


def telephone(value: object) -> str:
    found = clean_line(value, most=40)
    if found and not TELEPHONE.fullmatch(found):
        raise TelephoneUnreadable
    return found


def day(value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(clean_line(value, most=10, required=True))
    except ValueError:
        raise DateUnreadable from None


def day_or_none(value: object) -> date | None:
    return None if value is None or value == "" else day(value)


def reference(value: object) -> UUID:
    """A public id."""
    if isinstance(value, UUID):
        return value
    try:
        return UUID(clean_line(value, most=40, required=True))
    except ValueError:
        raise ReferenceUnreadable from None


def reference_or_none(value: object) -> UUID | None:
    return None if value is None or value == "" else reference(value)


ORGANIZATION: Final[Columns] = {
    "name_ja": line(120, required=True),
    "name_kana": line(200),
    "name_en": line(200),
    "other_names": list_of(line(120, required=True), 20),
    "note_ja": text(4000),
    "note_en": text(4000),
}
WEIGHTY: Final[Columns] = {
    "kinds": words(OrganizationKind),
    "sectors": list_of(sector, 40),
    "ministry": reference_or_none,
    "ceptoars": list_of(reference, 20),
    "is_active": flag,
}
"""What opens or closes items for a whole organization: changed with a second person only."""

DESK: Final[Columns] = {
    "name_ja": line(120, required=True),
    "name_en": line(200),
    "kind": word(DeskKind),
    "sectors": list_of(sector, 40),
    "telephone": telephone,
    "fax": telephone,
    "email": email,
}
PREFERENCES: Final[Columns] = {
    "language": one_of(("ja", "en")),
    "time_zone": one_of(available_timezones()),
    "theme": one_of(("auto", "light", "dark")),
}
PERSON: Final[Columns] = {
    "name_ja": line(120, required=True),
    "name_kana": line(200),
    "name_en": line(200),
    "email": email,
    **PREFERENCES,
}
MEMBERSHIP: Final[Columns] = {
    "role": word(Role),
    "tie": word(Tie),
    "nda_until": day_or_none,
    "is_poc": flag,
    "is_deputy": flag,
    "is_administrator": flag,
}
GROUP: Final[Columns] = {
    "name_ja": line(120, required=True),
    "name_en": line(200),
    "purpose_ja": text(4000),
    "purpose_en": text(4000),
    "roster_is_confidential": flag,
    "is_active": flag,
}
HANDLING_RULE: Final[Columns] = {
    "title_ja": line(200, required=True),
    "title_en": line(200),
    "text_ja": text(required=True),
    "text_en": text(),
    "scheme_place": line(120),
    "difference_ja": text(4000),
    "difference_en": text(4000),
    "valid_from": day,
}
