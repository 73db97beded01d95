"""Telling desks, and one person: the calls for rooms above. It says that there is something, never what."""

from collections.abc import Collection

from noroshi.audiences.viewer import Public, SystemViewer, Viewer
from noroshi.delivery import arriving
from noroshi.delivery.telling import Telling, tell, tell_but, tell_person
from noroshi.editions.models import Edition
from noroshi.vocabulary import NoticeChannel, NoticeKind, Urgency


def notify(
    viewer: Viewer | SystemViewer | Public,
    desks: Collection[int],
    kind: NoticeKind,
    *,
    about: Edition | None = None,
    urgency: Urgency | None = None,
    link: str = "",
    names_recipients: bool = False,
) -> int:
    """How many desks were told, in the caller's transaction; they leave the house by each desk's own channels.

    `about` is told only to desks that hold it or were told of it before. `link` is a path of the portal (`/questions/…/`) for what is
    no edition. With `names_recipients` the viewer's desk and the edition's originator see on the board how it went: only for
    desks whose names both may know.
    """
    telling = Telling(
        kind=kind,
        urgency=urgency or (arriving.urgency_of(about.importance) if about else Urgency.ROUTINE),
        edition=about.pk if about else None,
        from_desk=viewer.desk_id if isinstance(viewer, Viewer) else None,
        link=link,
    )
    told = tell(desks, telling, named=desks if names_recipients else ())
    if told:
        arriving.queue()
    return told


def notify_but(desk: int, kind: NoticeKind, *, link: str, not_by: Collection[NoticeChannel]) -> int:
    """For the worker: one desk is told on its board, and by those of its ways that are not named."""
    told = tell_but(desk, kind, link, not_by)
    if told:
        arriving.queue()
    return told


def notify_person(membership: int, kind: NoticeKind, *, link: str) -> int:
    """For the worker: one person at a desk is told, on the own ways alone. Whoever has left is not."""
    told = tell_person(membership, kind, link)
    if told:
        arriving.queue()
    return told
