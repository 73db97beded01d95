"""What an item says in the other language: what is checked, and what is still to be translated."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.editions.models import Part
from noroshi.editions.queries import Reading, edition_readable_by
from noroshi.translating.colors import is_set_up, may_be_given
from noroshi.translating.models import Translation
from noroshi.translating.passages import Passage, passages_for, passages_of
from noroshi.vocabulary import Language


@dataclass(frozen=True, slots=True)
class Translated:
    """`text` is empty where nobody has checked anything yet, `at` when it was checked. `is_withheld`: given to no machine."""

    passage: Passage
    text: str = ""
    at: datetime | None = None
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """An item beside itself. `may_ask` the machine, `may_confirm` what stands there."""

    reading: Reading
    into: Language
    passages: tuple[Translated, ...]
    may_ask: bool
    may_confirm: bool

    @property
    def for_machine(self) -> tuple[Passage, ...]:
        """What nobody has checked yet and is as open as the whole item."""
        return tuple(one.passage for one in self.passages if not one.text and not one.is_withheld)


def translation_of(viewer: Viewer, edition_id: UUID, into: Language | None = None) -> Side:
    """What is not for this viewer is not found; of what is, only the fields that are."""
    reading = edition_readable_by(viewer, edition_id)
    language = into or _usual(reading)
    checked, wide = _checked_words(viewer, reading, language), _open_fields(viewer, reading)

    def beside(one: Passage) -> Translated:
        text, at = checked.get(one.key, ("", None))
        return Translated(one, text, at, is_withheld=one.field not in wide)

    return Side(
        reading,
        language,
        tuple(map(beside, passages_for(reading, language))),
        may_ask=is_set_up() and may_be_given(reading.tlp) and not reading.is_recalled,
        may_confirm=reading.originator.pk == viewer.desk_id and not reading.is_recalled,
    )


def is_offered(viewer: Viewer, reading: Reading) -> bool:
    """Whether a page has anything to say about it: a machine, somebody who may write it, or words that were checked."""
    if is_set_up() or reading.originator.pk == viewer.desk_id:
        return True
    return readable_by(viewer, Translation.objects.filter(part__edition=reading.key)).exists()


def _open_fields(viewer: Viewer, reading: Reading) -> set[str]:
    """Those that go where the whole item goes. Of a withheld field the color is its own, and only its author knows it."""
    rows = readable_by(viewer, Part.objects.filter(edition=reading.key, is_open=True))
    return {field for content in rows.values_list("content", flat=True) for field in content}


def _checked_words(viewer: Viewer, reading: Reading, into: Language) -> dict[str, tuple[str, datetime]]:
    """By passage; the latest stand, and none that was taken back."""
    rows = readable_by(viewer, Translation.objects.filter(part__edition=reading.key, language=into.value))
    found: dict[str, tuple[str, Any]] = {}
    for passage, text, at in rows.order_by("part__marking_number", "number").values_list("passage", "text", "at"):
        found[passage] = (text, at)
    return {passage: words for passage, words in found.items() if words[0]}


def _usual(reading: Reading) -> Language:
    """The one in which it is not written: by its longest passage."""
    longest = max(passages_of(reading), key=lambda one: len(one.text), default=None)
    return longest.language.other if longest else Language.EN
