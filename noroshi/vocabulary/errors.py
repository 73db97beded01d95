"""Refusals in the reader's words. Each room adds subclasses beside its deeds; the doors translate them once."""

from collections.abc import Mapping
from string import Formatter
from types import MappingProxyType
from typing import Any, ClassVar

_KNOWN: dict[str, type["Refusal"]] = {}
STATUSES = frozenset({400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 428, 429})


class Refusal(Exception):  # noqa: N818 - a refusal is an answer to the user, not a fault
    """A deed or a reading that is refused: a stable code for machines and a sentence for people in both languages."""

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 400
    ja: ClassVar[str] = "受け付けられません。"
    en: ClassVar[str] = "This cannot be accepted."

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        _enroll(cls)

    def __init__(self, *, fields: Mapping[str, list[str]] | None = None, **params: object) -> None:
        missing = _names_in(self.ja) - params.keys()
        if missing:
            raise TypeError(f"{type(self).__name__} needs {', '.join(sorted(missing))}")
        super().__init__(self.en.format(**params))
        self.params: dict[str, object] = params
        self.fields: dict[str, list[str]] = {name: list(words) for name, words in (fields or {}).items()}

    def message(self, lang: str) -> str:
        """The sentence for the reader; words given as parameters are put into the same language."""
        text = self.en if lang.lower().startswith("en") else self.ja
        return text.format(**{name: _in(lang, value) for name, value in self.params.items()})

    def field_messages(self, lang: str) -> dict[str, list[str]]:
        """Words by field; a word that is the code of a known refusal is put into the reader's language."""
        return {name: [_word(code, lang) for code in words] for name, words in self.fields.items()}


def refusals() -> Mapping[str, type[Refusal]]:
    """Every refusal known so far by its code; the API documents and the message tests read it."""
    return MappingProxyType(_KNOWN)


def _enroll(cls: type[Refusal]) -> None:
    own = cls.__dict__
    if not {"code", "ja", "en"} <= own.keys():
        raise TypeError(f"{cls.__name__} must give code, ja and en")
    if cls.status not in STATUSES:
        raise TypeError(f"{cls.__name__}.status {cls.status} is not one of {sorted(STATUSES)}")
    if _names_in(cls.ja) != _names_in(cls.en):
        raise TypeError(f"{cls.__name__}: ja and en must use the same parameters")
    known = _KNOWN.get(cls.code)
    if known is not None and (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
        raise TypeError(f"{cls.__name__}: the code {cls.code!r} already belongs to {known.__qualname__}")
    _KNOWN[cls.code] = cls


def _names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _in(lang: str, value: object) -> object:
    label = getattr(value, "label", None)
    return label(lang) if callable(label) else value


def _word(code: str, lang: str) -> str:
    known = _KNOWN.get(code)
    if known is None or _names_in(known.ja):
        return code
    return known.en if lang.lower().startswith("en") else known.ja


class Malformed(Refusal):
    code, status = "malformed", 400
    ja = "送られた内容を読み取れません。"
    en = "What was sent cannot be read."


class NotSignedIn(Refusal):
    code, status = "not_signed_in", 401
    ja = "サインインしてください。"
    en = "Please sign in."


class NotYours(Refusal):
    """A refusal about the asker's own role only; what others hold is `NotFound`."""

    code, status = "not_yours", 403
    ja = "あなたの役割ではこの操作はできません。"
    en = "Your role does not allow this."


class NotFound(Refusal):
    """Missing and forbidden answer alike."""

    code, status = "not_found", 404
    ja = "見つかりません。"
    en = "Not found."


class ChangedMeanwhile(Refusal):
    """Somebody else saved first; `current` holds the values as they are now."""

    code, status = "changed_meanwhile", 409
    ja = "ほかの人が先に変更しました。いまの内容を確かめてから、もう一度保存してください。"
    en = "Somebody else changed this meanwhile. Look at the current values, then save again."

    def __init__(self, *, current: Mapping[str, object] | None = None) -> None:
        super().__init__()
        self.current: dict[str, object] = dict(current or {})


class TooLarge(Refusal):
    code, status = "too_large", 413
    ja = "送られた内容が大きすぎます。"
    en = "What was sent is too large."


class InvalidFields(Refusal):
    code, status = "invalid_fields", 422
    ja = "入力に誤りがあります。印のついた項目を直してください。"
    en = "Some fields need correction."


class VersionMissing(Refusal):
    code, status = "version_missing", 428
    ja = "読み込んだときの版番号を添えてください。"
    en = "Send the version that you have read."


class TooMany(Refusal):
    code, status = "too_many", 429
    ja = "短い間に回数が多すぎます。しばらくしてからもう一度お試しください。"
    en = "Too many attempts in a short time. Please try again later."
