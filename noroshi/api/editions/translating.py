"""What an edition says in the other language: read as it was checked, proposed by the installation's machine, confirmed by its author."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from noroshi.api.editions.room import room
from noroshi.api.fields import Incoming
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import viewer_of
from noroshi.translating.actions import ask_machine, confirm
from noroshi.translating.queries import translation_of
from noroshi.vocabulary import Language

Into = Literal["ja", "en"]
Words = Annotated[dict[str, str], Field(max_length=400)]


class PassageRead(Schema):
    """`text` is empty until the desk that wrote the edition has checked it. `key` is the field, and where in it."""

    key: str
    original: str
    text: str
    checked_at: datetime | None


class TranslationRead(Schema):
    """Passages that are in another language already stand here alone; `may_ask` the machine, `may_confirm` my own words."""

    into: Into
    passages: list[PassageRead]
    may_ask: bool
    may_confirm: bool


class MachineAsked(Incoming):
    into: Into


class PassageProposed(Schema):
    """`text` is empty where the machine lost an agreed term or an address; `terms` are pairs that were held."""

    key: str
    text: str
    terms: list[tuple[str, str]]


class TranslationProposed(Schema):
    """A machine's, and not checked: nothing of it is kept."""

    into: Into
    passages: list[PassageProposed]


class TranslationConfirmed(Incoming):
    """By key. Empty words take back what was confirmed."""

    into: Into
    words: Words


@room.get("/editions/{uuid:edition}/translation", Scope.EDITIONS_READ, TranslationRead)
def checked(request: HttpRequest, edition: UUID, into: Into | None = None) -> TranslationRead:
    """As it was checked, beside the original. Without `into`, in the language in which it is not written."""
    return _read(request, edition, Language.of(into) if into else None)


@room.post("/editions/{uuid:edition}/translation/machine", Scope.EDITIONS_READ, TranslationProposed)
def proposed(request: HttpRequest, edition: UUID, given: MachineAsked) -> TranslationProposed:
    """What the installation's machine says of passages that nobody has checked. Off unless the installation has one."""
    found = ask_machine(viewer_of(request), edition, Language.of(given.into))
    return TranslationProposed(
        into=given.into,
        passages=[PassageProposed(key=one.passage.key, text=one.text, terms=list(one.terms)) for one in found],
    )


@room.post("/editions/{uuid:edition}/translation", Scope.EDITIONS_WRITE, TranslationRead)
def confirmed(request: HttpRequest, edition: UUID, given: TranslationConfirmed) -> TranslationRead:
    """For the desk that wrote the edition: these words mean the same. Whoever reads the passage reads them from now on."""
    into = Language.of(given.into)
    confirm(viewer_of(request), edition, into, given.words)
    return _read(request, edition, into)


def _read(request: HttpRequest, edition: UUID, into: Language | None) -> TranslationRead:
    side = translation_of(viewer_of(request), edition, into)
    return TranslationRead(
        into="ja" if side.into is Language.JA else "en",
        passages=[
            PassageRead(key=one.passage.key, original=one.passage.text, text=one.text, checked_at=one.at)
            for one in side.passages
        ],
        may_ask=side.may_ask,
        may_confirm=side.may_confirm,
    )
