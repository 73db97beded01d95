"""What may come in: closed shapes, and text that is cleaned before a room sees it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.utils import timezone
from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from noroshi.directory.columns import sector
from noroshi.vocabulary.errors import Refusal, VersionMissing
from noroshi.vocabulary.text import clean_line, clean_text


class TimeUnreadable(Refusal):
    code, status = "time_unreadable", 422
    ja = "日時は 2027-03-31T17:00:00+09:00 の形で、時差を付けて入力してください。"
    en = "Write times like 2027-03-31T17:00:00+09:00, with their offset."


class NumberUnreadable(Refusal):
    code, status = "number_unreadable", 422
    ja = "この範囲の整数で入力してください。"
    en = "Write a whole number inside the range."


def checked(check: Callable[[Any], object]) -> BeforeValidator:
    """A room's own check, told by the refusal's code."""

    def before(value: object) -> object:
        try:
            return check(value)
        except Refusal as refusal:
            raise PydanticCustomError(refusal.code, "refused") from None

    return BeforeValidator(before)


def _moment(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(clean_line(value, most=40, required=True))
    except ValueError:
        raise TimeUnreadable from None
    if not timezone.is_aware(moment):
        raise TimeUnreadable
    return moment


def _day(value: object) -> object:
    return clean_line(value, most=10, required=True)


def _id(value: object) -> object:
    return clean_line(value, most=40, required=True)


Handle = Annotated[str, checked(lambda value: clean_line(value, most=80, required=True)), Field(max_length=80)]
Name = Annotated[str, checked(lambda value: clean_line(value, most=120, required=True)), Field(max_length=120)]
Line = Annotated[str, checked(lambda value: clean_line(value, most=200)), Field(max_length=200)]
Address = Annotated[str, checked(lambda value: clean_line(value, most=500)), Field(max_length=500)]
Reason = Annotated[str, checked(lambda value: clean_line(value, most=400)), Field(max_length=400)]
Passage = Annotated[str, checked(lambda value: clean_text(value, most=4000)), Field(max_length=4000)]
Writing = Annotated[str, checked(clean_text), Field(max_length=20_000)]
Flag = Annotated[bool, Field(strict=True)]
Version = Annotated[int, Field(strict=True, ge=1, le=2**31 - 1)]
Id = Annotated[UUID, checked(_id)]
Day = Annotated[date, checked(_day)]
Moment = Annotated[datetime, checked(_moment)]
SectorId = Annotated[str, checked(sector), Field(max_length=60)]


class Incoming(Schema):
    """A body: nothing in it that is not named."""

    model_config = ConfigDict(extra="forbid", use_enum_values=True)

    def given(self) -> dict[str, Any]:
        """Only what was sent, as the room's keyword arguments."""
        return self.model_dump(exclude_unset=True)


class Edit(Incoming):
    """A change of a row as it was read; without that version nothing is changed."""

    version: Version | None = None

    @property
    def read_version(self) -> int:
        if self.version is None:
            raise VersionMissing
        return self.version

    def given(self) -> dict[str, Any]:
        return self.model_dump(exclude_unset=True, exclude={"version"})


class VersionOf(Schema):
    """The version as read, of a row that is about to be closed."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None

    @property
    def read_version(self) -> int:
        if self.version is None:
            raise VersionMissing
        return self.version
