"""Tells who took a name out, and the source itself, that somebody may have tried to find out who it is (C-084).

Neither end of a derivation knows the other's readers, so this runs under the system's login.
"""

import uuid

from django.utils import timezone

from noroshi.asking.kept import kept_by
from noroshi.asking.later import Noticed
from noroshi.asking.models import Attempt
from noroshi.audiences.viewer import SystemViewer, acting_as
from noroshi.delivery.actions.notify import notify
from noroshi.editions import pseudonyms
from noroshi.editions.models import Derivation, Edition
from noroshi.ledger.actions import record
from noroshi.vocabulary import NoticeKind

SYSTEM = SystemViewer("unmasking")
LINK = "/asked/looks/"


def tell_attempt(noticed: Noticed) -> int:
    """How many desks were told. Done again it tells nothing twice."""
    with acting_as(SYSTEM):
        edition = Edition.objects.get(public_id=noticed.edition)
        return _told(edition, noticed, at_the_end=False)


def _told(edition: Edition, noticed: Noticed, *, at_the_end: bool) -> int:
    """Desk by desk back to the source: each that took a name out learns which desk it was, the source only that it happened."""
    sources = _sources(edition)
    is_source = at_the_end and not sources
    count = _tell(edition, noticed, None if is_source else noticed.desk) if sources or at_the_end else 0
    return count + sum(_told(source, noticed, at_the_end=True) for source in sources)


def _sources(edition: Edition) -> list[Edition]:
    links = Derivation.objects.filter(derived=edition, tells_source=True)
    return list(Edition.objects.filter(public_id__in=[pseudonyms.open_(bytes(one.sealed_source))[0] for one in links]))


def _tell(edition: Edition, noticed: Noticed, desk: int | None) -> int:
    if edition.originator_desk_id == noticed.desk:
        return 0
    _row, is_new = Attempt.objects.get_or_create(
        about=edition,
        key=uuid.uuid5(noticed.key, str(edition.public_id)),
        defaults={
            "audience_id": kept_by(edition.originator_desk_id, edition),
            "sign": noticed.sign.value,
            "desk_id": desk,
            "at": timezone.now(),
        },
    )
    if is_new:
        objects = [(edition.public_id, edition.originator_organization_id)]
        record(deed="tell_attempt", system=SYSTEM.name, objects=objects, detail={"sign": noticed.sign.value})
        notify(SYSTEM, [edition.originator_desk_id], NoticeKind.WARNED, about=edition, link=LINK)
    return int(is_new)
