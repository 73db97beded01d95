"""What a desk on the way of a report is shown before it acts: the next station, whether it has acted, what it may open."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk, Organization
from noroshi.editions.foretelling import foretell_hop
from noroshi.editions.models import Derivation, Edition, EditionKind, Hop
from noroshi.reports import ways
from noroshi.reports.errors import NotAReport, NotOnTheWay
from noroshi.sharing.parties import Party, desk
from noroshi.vocabulary.errors import NotFound


@dataclass(frozen=True, slots=True)
class NextStation:
    """Where a report would go from here. `names_the_source`: it would arrive with the name of who wrote it, which
    `only_anonymized` forbids."""

    kind: str
    desk: Desk
    role: str
    is_in_range: bool
    names_the_source: bool
    only_anonymized: bool
    done_at: datetime | None


def next_station(viewer: Viewer, edition_id: uuid.UUID) -> NextStation:
    """For a secretariat the ministry, for a ministry the center; the same refusals as passing it on."""
    edition = readable_by(viewer, Edition.objects.filter(public_id=edition_id)).first()
    if edition is None:
        raise NotFound
    if edition.kind != EditionKind.REPORT:
        raise NotAReport
    role = ways.role_of(Organization.objects.get(pk=viewer.organization_id))
    if role not in {ways.SECRETARIAT, ways.MINISTRY}:
        raise NotOnTheWay
    stop = ways.next_stop(viewer, edition.sectors)
    to = desk(stop.desk.pk)
    return NextStation(
        kind=stop.kind,
        desk=stop.desk,
        role=role,
        is_in_range=not foretell_hop(viewer, edition_id, [to]).is_nobody,
        names_the_source=role == ways.SECRETARIAT and edition.originator_desk_id != viewer.desk_id,
        only_anonymized=edition.only_anonymized and edition.originator_desk_id != viewer.desk_id,
        done_at=_done_at(viewer, edition, to),
    )


def may_open_source(viewer: Viewer, edition_id: uuid.UUID) -> bool:
    """Whether this desk made the edition from others and may open the link; looking leaves no entry, opening does."""
    own = Edition.objects.filter(public_id=edition_id, originator_desk=viewer.desk_id)
    links = Derivation.objects.filter(derived_public_id=edition_id)
    return readable_by(viewer, own).exists() and readable_by(viewer, links).exists()


def _done_at(viewer: Viewer, edition: Edition, to: Party) -> datetime | None:
    done = Hop.objects.filter(edition=edition, from_desk=viewer.desk_id, to__contains=[str(to)])
    return readable_by(viewer, done).values_list("at", flat=True).first()
