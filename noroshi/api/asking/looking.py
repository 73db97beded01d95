"""Who opened the name behind a report and why, and who may have tried to find it out."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema

from noroshi.api.asking.room import room
from noroshi.api.editions.shown import Origin, origin
from noroshi.asking.looks import Looks, looks_at
from noroshi.directory.signin.scopes import Scope
from noroshi.editions.queries import edition_readable_by
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import UnmaskingSign


class OpeningShown(Schema):
    """Without a reason the link was opened by passing a question on."""

    edition: UUID
    desk: Origin
    reason: str
    at: datetime


class AttemptShown(Schema):
    """`desk` is null for the source: it learns that somebody tried."""

    edition: UUID
    sign: UnmaskingSign
    desk: Origin | None
    at: datetime


class LooksShown(Schema):
    openings: list[OpeningShown]
    attempts: list[AttemptShown]


@room.get("/looks", Scope.EDITIONS_READ, LooksShown)
def all_looks(request: HttpRequest) -> LooksShown:
    """Of every report of my desk, and of those from which it took the name out."""
    return _shown(looks_at(viewer_of(request), answer="list"))


@room.get("/editions/{uuid:edition}/looks", Scope.EDITIONS_READ, LooksShown)
def looks_at_one(request: HttpRequest, edition: UUID) -> LooksShown:
    """Of one item that I read."""
    viewer = viewer_of(request)
    edition_readable_by(viewer, edition)
    return _shown(looks_at(viewer, [edition], answer="list"))


def _shown(found: Looks) -> LooksShown:
    return LooksShown(
        openings=[
            OpeningShown(edition=one.about, desk=origin(one.desk), reason=one.reason, at=one.at)
            for one in found.openings
        ],
        attempts=[
            AttemptShown(edition=one.about, sign=one.sign, desk=origin(one.desk) if one.desk else None, at=one.at)
            for one in found.attempts
        ],
    )
