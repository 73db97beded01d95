"""What my desk was told, by which channel; and what of my own editions left the house by mail."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Schema

from noroshi.api.cursors import Page, Paged, number_of, page
from noroshi.api.editions.shown import EditionLine, Origin, origin
from noroshi.api.editions.shown import line as line_shown
from noroshi.api.notices.room import room
from noroshi.delivery.queries import NoticeShown, Way, left_the_house, notices_of
from noroshi.directory.signin.scopes import Scope
from noroshi.drafting.tallies import tallies
from noroshi.editions.queries import ids_readable_by
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Amendment, DispatchState, NoticeChannel, NoticeKind, Protection, Urgency
from noroshi.vocabulary.errors import NotFound


class WayOut(Schema):
    """One way out of one notice. `fault` is a code; empty when there was none."""

    channel: NoticeChannel
    address: str
    state: DispatchState
    at: datetime
    protection: Protection | None
    fault: str


class NoticeRead(Schema):
    """`edition` is null for what is no edition; `link` is then a path of the portal.

    `changes` counts what a further edition changes by kind, against the one before it; empty where there is none for me.
    """

    id: UUID
    kind: NoticeKind
    urgency: Urgency
    at: datetime
    read_at: datetime | None
    from_desk: Origin | None
    link: str
    edition: EditionLine | None
    changes: dict[Amendment, int]
    ways: list[WayOut]


class LeftByMail(Schema):
    """The text of an edition went there, closed or open; a recall cannot bring it back."""

    desk: Origin
    channel: NoticeChannel
    protection: Protection
    at: datetime


@room.get("/notices", Scope.EDITIONS_READ, Page[NoticeRead])
def notices(request: HttpRequest, asked: Annotated[Paged, Query()]) -> Page[NoticeRead]:
    """What my desk was told, newest first; of what is not for me there is no trace."""
    viewer, before = viewer_of(request), number_of(request, asked.cursor)
    found = notices_of(viewer, before=before, limit=asked.limit)
    counted = tallies(viewer, [one.line for one in found if one.line])
    return page(request, [_shown(one, counted) for one in found], asked.limit, str(found[-1].key) if found else None)


@room.get("/editions/{uuid:edition}/left-by-mail", Scope.EDITIONS_READ, Page[LeftByMail])
def left(request: HttpRequest, edition: UUID) -> Page[LeftByMail]:
    """For its originator: to which desks its text went by mail. Everybody else gets an empty list."""
    viewer = viewer_of(request)
    if edition not in ids_readable_by(viewer, [edition]):
        raise NotFound
    found = left_the_house(viewer, edition)
    return Page(
        items=[
            LeftByMail(desk=origin(one.desk), channel=one.channel, protection=one.protection, at=one.at)
            for one in found
        ]
    )


def _shown(one: NoticeShown, counted: Mapping[UUID, dict[Amendment, int]]) -> NoticeRead:
    return NoticeRead(
        id=one.public_id,
        kind=one.kind,
        urgency=one.urgency,
        at=one.at,
        read_at=one.read_at,
        from_desk=origin(one.from_desk) if one.from_desk and one.line else None,
        link=one.link,
        edition=line_shown(one.line) if one.line else None,
        changes=counted.get(one.line.public_id, {}) if one.line else {},
        ways=[_way(each) for each in one.ways],
    )


def _way(one: Way) -> WayOut:
    return WayOut(
        channel=one.channel,
        address=one.address,
        state=one.state,
        at=one.at,
        protection=one.protection,
        fault=one.fault,
    )
