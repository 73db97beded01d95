"""Opening the link to a source: with a reason, which the source's desk reads beside the time and the desk that opened it (C-088)."""

import uuid

from django.utils import timezone

from noroshi.asking.kept import kept_by
from noroshi.asking.models import Opening
from noroshi.audiences.actions import definition_of
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.delivery.actions.notify import notify
from noroshi.editions import pseudonyms
from noroshi.editions.actions.derive import resolve_source
from noroshi.editions.models import Derivation, Edition
from noroshi.sharing.parties import Naming
from noroshi.vocabulary import NoticeKind
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_line

TO_PASS_ON = ""
"""Without a reason it was opened by passing a question on."""


def open_link(viewer: Viewer, derived_id: uuid.UUID, reason: str) -> list[uuid.UUID]:
    """The sources. Who may not open it finds nothing; that it tried is written down with the item."""
    links = _links(viewer, derived_id)
    return _opened(viewer, derived_id, links, clean_line(reason, most=400, required=True))


def open_to_pass_on(viewer: Viewer, derived_id: uuid.UUID) -> list[uuid.UUID]:
    return _opened(viewer, derived_id, _links(viewer, derived_id), TO_PASS_ON)


def _links(viewer: Viewer, derived_id: uuid.UUID) -> list[Derivation]:
    links = Derivation.objects.filter(derived_public_id=derived_id).select_related("derived")
    found = list(readable_by(viewer, links))
    if not found:
        raise NotFound(about=derived_id)
    return found


def _opened(viewer: Viewer, derived_id: uuid.UUID, links: list[Derivation], reason: str) -> list[uuid.UUID]:
    sources = resolve_source(viewer, derived_id)
    for link in links:
        _tell(viewer, link, reason)
    return sources


def _tell(viewer: Viewer, link: Derivation, reason: str) -> None:
    """Whoever may not see its sources any more leaves no matter's name behind, only its own item's color and sectors."""
    (source, _organization) = pseudonyms.open_(bytes(link.sealed_source))
    desks = _desks_told(link) - {viewer.desk_id}
    if not desks:
        return
    found = readable_by(viewer, Edition.objects.filter(public_id=source)).first()
    Opening.objects.create(
        audience_id=kept_by(viewer.desk_id, found or link.derived, desks, names_matter=found is not None),
        about=source,
        desk_id=viewer.desk_id,
        by_id=viewer.seat.person_id,
        reason=reason,
        at=timezone.now(),
    )
    notify(viewer, desks, NoticeKind.LOOKED_AT, about=found, link="/asked/looks/")


def _desks_told(link: Derivation) -> set[int]:
    """The source's own desk, where what was made is to tell it how far it has come; its number stands in the link's audience."""
    definition = definition_of(link.audience_id) if link.tells_source else None
    opened_to = definition.opened if definition else frozenset()
    return {int(party.which) for party in opened_to if party.naming is Naming.DESK}
