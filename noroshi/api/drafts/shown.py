"""What goes out about drafts: everything that was typed, what is still missing, and why it cannot be sent yet."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from ninja import Schema

from noroshi.advisories.hindrances import hindrances
from noroshi.api.files import FileRead, file_read
from noroshi.audiences.queries import asked_once
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.files import files_of
from noroshi.drafting.queries import DraftLine, DraftShown
from noroshi.drafting.reading import Filled
from noroshi.drafting.sending import filled, lacking
from noroshi.vocabulary.errors import Refusal


class Writer(Schema):
    id: UUID
    name_ja: str
    name_en: str


class DraftListed(Schema):
    """One draft in a list. `tlp` and `importance` are null while nobody has chosen them."""

    id: UUID
    kind: str
    purpose: str
    way: str
    title: str
    tlp: str | None
    importance: str | None
    begun_at: datetime
    saved_at: datetime
    saved_by: Writer
    is_expired: bool


class Hindrance(Schema):
    """Why sending would be refused now: a stable `code`, words for people, and the fields that it is about."""

    code: str
    title: str
    errors: dict[str, list[str]]


class Hint(Schema):
    """Worth a second look; it never blocks."""

    field: str
    code: str
    message: str


class DraftRead(Schema):
    """`version` is sent back with every change. `state`: open, expired, discarded or sent (then `sent_as` is the edition).

    `sources` are those that whoever began it named; those of an earlier issue stay behind their link.
    """

    id: UUID
    kind: str
    purpose: str
    way: str
    title: str
    matter: UUID
    continues: UUID | None
    sources: list[UUID]
    scheme: str
    is_scheme_in_force: bool
    version: int
    state: str
    typed: dict[str, Any]
    marks: dict[str, Any]
    wish: dict[str, Any]
    figures: dict[str, Any]
    files: list[FileRead]
    missing: list[str]
    mistakes: dict[str, list[str]]
    warnings: list[Hint]
    in_the_way: list[Hindrance]
    begun_at: datetime
    begun_by: Writer
    saved_at: datetime
    saved_by: Writer
    expires_at: datetime
    sent_at: datetime | None
    sent_as: UUID | None


def line(row: DraftLine) -> DraftListed:
    return DraftListed(
        id=row.public_id,
        kind=row.kind,
        purpose=row.purpose,
        way=row.way,
        title=row.title,
        tlp=row.tlp or None,
        importance=row.importance or None,
        begun_at=row.begun_at,
        saved_at=row.saved_at,
        saved_by=writer(row.saved_by),
        is_expired=row.is_expired,
    )


@asked_once()
def whole(viewer: Viewer, row: DraftShown) -> DraftRead:
    files = files_of(viewer, row)
    found = filled(viewer, row.row, files)
    return DraftRead(
        id=row.public_id,
        kind=row.kind,
        purpose=row.purpose,
        way=row.way,
        title=row.title,
        matter=row.matter,
        continues=row.continues,
        sources=list(row.named_sources),
        scheme=row.scheme_key,
        is_scheme_in_force=row.is_scheme_in_force,
        version=row.version,
        state=row.state,
        typed=dict(row.written.typed),
        marks=dict(row.written.marks),
        wish=dict(row.written.wish),
        figures=dict(row.written.figures),
        files=[file_read(one) for one in files],
        missing=lacking(row.row, found),
        mistakes=_words(found.mistakes),
        warnings=[Hint(field=one.field, code=one.code, message=one.message(_language())) for one in found.warnings],
        in_the_way=in_the_way(viewer, row, found),
        begun_at=row.begun_at,
        begun_by=writer(row.begun_by),
        saved_at=row.saved_at,
        saved_by=writer(row.saved_by),
        expires_at=row.expires_at,
        sent_at=row.sent_at,
        sent_as=row.sent_as,
    )


def in_the_way(viewer: Viewer, row: DraftShown, found: Filled) -> list[Hindrance]:
    return [
        Hindrance(code=one.code, title=one.message(_language()), errors=one.field_messages(_language()))
        for one in hindrances(viewer, row, found)
    ]


def writer(person: Any) -> Writer:
    return Writer(id=person.public_id, name_ja=person.name_ja, name_en=person.name_en)


def _words(mistakes: dict[str, list[str]]) -> dict[str, list[str]]:
    return Refusal(fields=mistakes).field_messages(_language())


def _language() -> str:
    return get_language() or "ja"
