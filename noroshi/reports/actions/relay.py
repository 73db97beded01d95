"""Passing a report on as it is: from the ministry to the center, from a secretariat to the ministry (手引書 図3)."""

import uuid

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Organization
from noroshi.editions.actions import hop
from noroshi.editions.models import Edition, EditionKind, Hop
from noroshi.reports import ways
from noroshi.reports.errors import NotAReport, NotOnTheWay
from noroshi.sharing.parties import desk
from noroshi.vocabulary import HopKind
from noroshi.vocabulary.errors import NotFound

ON_THE_WAY = frozenset({ways.SECRETARIAT, ways.MINISTRY})


def relay_report(viewer: Viewer, edition_id: uuid.UUID, *, note: str = "") -> Hop:
    """To the next station; a second press gives the same receipt again."""
    edition = readable_by(viewer, Edition.objects.filter(public_id=edition_id)).first()
    if edition is None:
        raise NotFound
    if edition.kind != EditionKind.REPORT:
        raise NotAReport
    home = Organization.objects.get(pk=viewer.organization_id)
    if ways.role_of(home) not in ON_THE_WAY:
        raise NotOnTheWay
    to = desk(ways.next_stop(viewer, edition.sectors).desk.pk)
    done = readable_by(viewer, Hop.objects.filter(edition=edition, from_desk=viewer.desk_id, to__contains=[str(to)]))
    return done.first() or hop(viewer, edition_id, kind=HopKind.RELAY, to=[to], note=note)
