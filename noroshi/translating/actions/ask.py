"""Asking the machine: what it says is shown once to who asked, and kept nowhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from noroshi.audiences.viewer import Viewer
from noroshi.ledger.actions import record
from noroshi.translating.colors import is_set_up
from noroshi.translating.errors import NotForTheMachine, NoTranslator
from noroshi.translating.fixing import Fixed, fixed, restored
from noroshi.translating.hook import machine_says
from noroshi.translating.passages import Passage
from noroshi.translating.queries import translation_of
from noroshi.vocabulary import Language

MOST_LETTERS: Final = 60_000


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the machine says of one passage; empty where it lost what was fixed, or would have had too much."""

    passage: Passage
    text: str
    terms: tuple[tuple[str, str], ...]


def ask_machine(viewer: Viewer, edition_id: UUID, into: Language) -> tuple[Proposed, ...]:
    """Of what is not checked yet and not withheld. The record says that it was given to the machine, and by whom."""
    side = translation_of(viewer, edition_id, into)
    if not is_set_up():
        raise NoTranslator
    if not side.may_ask:
        raise NotForTheMachine
    asked = [(one, fixed(one.text, into)) for one in _as_many(side.for_machine)]
    given = [(passage, one) for passage, one in asked if not one.says_nothing_else]
    if not given:
        return ()
    said = machine_says([one.text for _passage, one in given], into)
    objects = [(side.reading.public_id, side.reading.originator.organization_id)]
    record(deed="machine_translate", actor=viewer.actor, objects=objects, detail={"language": into.value})
    return tuple(_proposed(passage, one, words, into) for (passage, one), words in zip(given, said, strict=True))


def _as_many(passages: Iterable[Passage]) -> list[Passage]:
    """From the beginning; what is too long for one question stays for people."""
    kept, letters = list[Passage](), 0
    for one in passages:
        letters += len(one.text)
        if letters <= MOST_LETTERS:
            kept.append(one)
    return kept


def _proposed(passage: Passage, given: Fixed, words: str, into: Language) -> Proposed:
    return Proposed(passage, restored(words, given, into) or "", given.terms)
