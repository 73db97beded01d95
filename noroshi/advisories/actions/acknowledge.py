"""Acknowledging: read, whether it has come here, what was done, whether it helped. It may be changed; the newest counts."""

import uuid
from collections.abc import Collection

from django.utils import timezone

from noroshi.advisories.errors import NotAnAdvisory, OwnAdvisory
from noroshi.advisories.models import Acknowledgement
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk
from noroshi.editions.models import Edition, EditionKind, Hop
from noroshi.editions.ranges import own_desks
from noroshi.ledger.actions import record
from noroshi.sharing.marking import Marking
from noroshi.vocabulary import ActionTaken, Leg, SightingAnswer, TableVariant, Tlp, Usefulness
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_text


def acknowledge(
    viewer: Viewer,
    edition_id: uuid.UUID,
    *,
    sighting: SightingAnswer | None = None,
    note: str = "",
    action: ActionTaken | None = None,
    usefulness: Usefulness | None = None,
) -> Acknowledgement:
    """The same answer given twice is one; without an answer it says only that it was read."""
    edition = readable_by(viewer, Edition.objects.filter(public_id=edition_id)).first()
    if edition is None:
        raise NotFound
    if edition.kind != EditionKind.ADVISORY:
        raise NotAnAdvisory
    if edition.originator_desk_id == viewer.desk_id:
        raise OwnAdvisory
    said = {
        "sighting": sighting.value if sighting else "",
        "action": action.value if action else "",
        "usefulness": usefulness.value if usefulness else "",
        "note": clean_text(note, most=400),
    }
    before = latest_of(viewer, edition)
    if before is not None and {name: getattr(before, name) for name in said} == said:
        return before
    made = Acknowledgement.objects.create(
        audience_id=held_by(viewer, edition, also=_colleagues(viewer, edition)),
        edition=edition,
        edition_public_id=edition.public_id,
        desk_id=viewer.desk_id,
        by_id=viewer.seat.person_id,
        at=timezone.now(),
        **said,
    )
    record(
        deed="acknowledge",
        actor=viewer.actor,
        objects=[(edition.public_id, edition.originator_organization_id)],
        detail={name: said[name] or None for name in ("sighting", "action", "usefulness")},
    )
    return made


def latest_of(viewer: Viewer, edition: Edition) -> Acknowledgement | None:
    own = Acknowledgement.objects.filter(edition=edition, desk=viewer.desk_id)
    return readable_by(viewer, own).order_by("-pk").first()


def held_by(viewer: Viewer, edition: Edition, also: Collection[int] = ()) -> int:
    """Those who brought it here and the originator hear the answer; other recipients do not, nor who else is one."""
    hops = readable_by(viewer, Hop.objects.filter(edition=edition)).exclude(from_desk=viewer.desk_id)
    brought_by = set(hops.values_list("from_desk_id", flat=True)) | {edition.originator_desk_id}
    marking = Marking(tlp=Tlp.GREEN, variant=TableVariant.TABLE4, leg=Leg.OTHER, originator=viewer.desk_id)
    return own_desks(marking, None, brought_by | set(also))


def _colleagues(viewer: Viewer, edition: Edition) -> set[int]:
    """One answer stands for the whole house: its other desks hear it where they may read the advisory at all.

    RED is for named desks, and which others of the house were named is not told by an answer.
    """
    if Tlp.of(edition.tlp) is Tlp.RED:
        return set()
    house = Desk.objects.filter(organization_id=viewer.organization_id, is_active=True)
    return set(house.exclude(pk=viewer.desk_id).values_list("pk", flat=True))
