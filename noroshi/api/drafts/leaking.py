"""The last look before something leaves that must not say whose it is, and its release by a second person."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Schema
from pydantic import Field, StrictStr

from noroshi.api.drafts.room import room
from noroshi.api.drafts.shown import Writer, writer
from noroshi.api.fields import Incoming, Line
from noroshi.directory.signin.scopes import Scope
from noroshi.editions.given import gathered
from noroshi.reports.actions import release_leaks
from noroshi.reports.leaks import Leak, LeakCheck, leak_check
from noroshi.reports.leaks_in_files import Unseen
from noroshi.threshold.acting import viewer_of


class LeakShown(Schema):
    """`place` is a field, a file's name or how it is printed (`text`, `xlsx`, `pdf`); `path`, `part` and `detail` say where in a file."""

    place: str
    text: str
    kind: str
    certainty: str
    why: str
    why_words: str
    start: int
    end: int
    file: UUID | None
    path: list[str]
    part: str | None
    detail: str


class UnseenShown(Schema):
    """A file, or one inside it, that no machine could look through: a person must."""

    file: UUID
    name: str
    path: list[str]
    why: str
    why_words: str


class ReleaseRead(Schema):
    by: Writer
    at: datetime
    reason: str


class LeaksRead(Schema):
    """`digest` names exactly what was looked at; a release is given for it. `may_release`: you did not write it."""

    version: int
    digest: str
    leaks: list[LeakShown]
    unseen: list[UnseenShown]
    is_blocked: bool
    may_release: bool
    release: ReleaseRead | None


class Releasing(Incoming):
    """Why it may leave all the same; kept at your desk. `digest` as the check has given it."""

    digest: Annotated[StrictStr, Field(pattern=r"^[0-9a-f]{64}$")]
    reason: Line


@room.get("/drafts/{uuid:draft}/leaks", Scope.EDITIONS_READ, LeaksRead)
def looked_through(request: HttpRequest, draft: UUID) -> LeaksRead:
    """Whatever may say whose it is in the outgoing words, files and printed forms; nothing is sent while it is blocked."""
    viewer = viewer_of(request)
    with gathered(viewer):
        return read_leaks(leak_check(viewer, draft))


@room.post("/drafts/{uuid:draft}/leaks/release", Scope.EDITIONS_WRITE, LeaksRead, status=200)
def release(request: HttpRequest, draft: UUID, given: Releasing) -> LeaksRead:
    """Let it leave all the same, as a second person and with a reason. It holds for exactly what was looked at."""
    viewer = viewer_of(request)
    with gathered(viewer):
        return read_leaks(release_leaks(viewer, draft, digest=given.digest, reason=given.reason))


def read_leaks(found: LeakCheck) -> LeaksRead:
    kept = found.release
    return LeaksRead(
        version=found.version,
        digest=found.digest,
        leaks=[_leak(one) for one in found.leaks],
        unseen=[_unseen(one) for one in found.unseen],
        is_blocked=found.is_blocked,
        may_release=found.may_release,
        release=ReleaseRead(by=writer(kept.by), at=kept.at, reason=kept.reason) if kept else None,
    )


def _leak(one: Leak) -> LeakShown:
    return LeakShown(
        place=one.place,
        text=one.text,
        kind=one.kind.value,
        certainty=one.certainty.value,
        why=one.why.value,
        why_words=one.why.label(_language()),
        start=one.start,
        end=one.end,
        file=one.file,
        path=list(one.path),
        part=one.part.value if one.part else None,
        detail=one.detail,
    )


def _unseen(one: Unseen) -> UnseenShown:
    words = one.why.label(_language())
    return UnseenShown(file=one.file, name=one.name, path=list(one.path), why=one.why.value, why_words=words)


def _language() -> str:
    return get_language() or "ja"
