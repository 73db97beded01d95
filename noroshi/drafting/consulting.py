"""相談: something unclear, asked of ministry or center before anybody knows whether it is a report (第2次行動計画 別添3(1); C-031).

It is written on the same form and needs nothing of it but who asks and what: so it becomes a report by choosing another way.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Protocol

from noroshi.schemes.forms import Form
from noroshi.vocabulary import YesNo
from noroshi.vocabulary.inquiries import CONSULTATION

__all__ = [
    "CONSULTATION",
    "TO_CENTER",
    "TO_MINISTRY",
    "WORDS",
    "consulted",
    "is_consultation",
    "lacking_to_consult",
    "needed_to_consult",
]

TO_MINISTRY, TO_CENTER = "consult_ministry", "consult_center"
WAYS: Final = frozenset({TO_MINISTRY, TO_CENTER})
WORDS: Final = "summary"
CONTACT: Final = "source_"


class Looked(Protocol):
    """What the form made of a draft."""

    @property
    def missing(self) -> Sequence[str]: ...
    @property
    def content(self) -> Mapping[str, Any]: ...


def is_consultation(way: str) -> bool:
    return way in WAYS


def needed_to_consult(form: Form) -> list[str]:
    """The items without which nobody could answer."""
    return [one.id for one in form.fields if one.id == WORDS or (one.required and one.id.startswith(CONTACT))]


def consulted(way: str) -> dict[str, str]:
    return {CONSULTATION: YesNo.YES.value} if is_consultation(way) else {}


def lacking_to_consult(found: Looked) -> Iterable[str]:
    """Of the starred items those that say who asks; and what is asked, starred or not."""
    yield from (name for name in found.missing if name.startswith(CONTACT))
    if WORDS not in found.content:
        yield WORDS
