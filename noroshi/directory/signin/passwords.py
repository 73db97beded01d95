"""New passwords: length and a list of known ones, no rules of composition (NIST SP 800-63B)."""

import re
from typing import Final

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from noroshi.directory.models import Person
from noroshi.vocabulary.errors import InvalidFields, Refusal


class PasswordTooShort(Refusal):
    code, status = "password_too_short", 422
    ja = "12文字以上にしてください。"
    en = "Use at least 12 characters."


class PasswordTooCommon(Refusal):
    code, status = "password_too_common", 422
    ja = "よく使われるパスワードは使えません。"
    en = "This is one of the commonly used passwords."


class PasswordTooSimilar(Refusal):
    code, status = "password_too_similar", 422
    ja = "名前などと似たパスワードは使えません。"
    en = "This is too similar to your name or sign-in name."


class PasswordTooLong(Refusal):
    code, status = "password_too_long", 422
    ja = "256文字以内にしてください。"
    en = "Use at most 256 characters."


REASONS = {
    "password_too_short": PasswordTooShort,
    "password_too_common": PasswordTooCommon,
    "password_too_similar": PasswordTooSimilar,
}


HOUSE_WORDS: Final = re.compile("noroshi|狼煙|のろし", re.IGNORECASE)
"""What guessers of this system would try first; it adds nothing to a password's length."""


def set_password(person: Person, password: object, *, field: str = "password") -> None:
    """Checked against the person's own names; not saved here."""
    if not isinstance(password, str):
        password = ""
    if len(password) > 256:
        raise InvalidFields(fields={field: [PasswordTooLong.code]})
    try:
        validate_password(HOUSE_WORDS.sub("", password), person)
    except ValidationError as wrong:
        codes = [REASONS.get(str(error.code), PasswordTooCommon).code for error in wrong.error_list]
        raise InvalidFields(fields={field: codes}) from None
    person.set_password(password)
