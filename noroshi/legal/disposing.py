"""Erases what two persons decided, under the system's login and through the database's one function; what is still needed stays.

An edition stays while something made from it is kept (its limits are read from it), while a desk writes on it, while a
hotline about it is open, and while anybody who holds it has a hold on its matter.
"""

import uuid
from collections.abc import Collection
from typing import Final

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from noroshi.audiences.viewer import SystemViewer, acting_as
from noroshi.drafting.models import Draft
from noroshi.drafting.queries import KEPT_OPEN, sources_of
from noroshi.editions import pseudonyms
from noroshi.editions.models import Derivation, Edition
from noroshi.emergency.models import Hotline
from noroshi.ledger.actions import record
from noroshi.legal.models import Disposal, Remnant

SYSTEM: Final = SystemViewer("disposal")


def dispose(public_id: uuid.UUID) -> int:
    """How many editions went. Done again it does nothing."""
    with acting_as(SYSTEM):
        row = Disposal.objects.select_for_update().get(public_id=public_id)
        if row.confirmed_at is None or row.withdrawn_at is not None or row.done_at is not None:
            return 0
        wanted = _free(row)
        drafts = _ended_drafts(row, wanted)
        gone = _erase(row, wanted, drafts) if wanted else 0
        row.done_at, row.gone, row.stayed = timezone.now(), gone, len(row.editions) - gone
        row.save(update_fields=["done_at", "gone", "stayed"])
        _record(row)
    return gone


def _free(row: Disposal) -> list[uuid.UUID]:
    """Whole matters of which no edition is needed any more. What was made from it goes first, its source with the next disposal."""
    editions = list(Edition.objects.filter(public_id__in=row.editions).only("pk", "public_id", "matter"))
    needed = _needed(editions)
    matters = {edition.matter for edition in editions if edition.public_id in needed}
    free = [edition for edition in editions if edition.matter not in matters]
    return [edition.public_id for edition in free]


def _needed(editions: Collection[Edition]) -> set[uuid.UUID]:
    ids = {edition.public_id for edition in editions}
    digests = {pseudonyms.digest_of(one): one for one in ids}
    made = Derivation.objects.filter(source_digest__in=list(digests))
    from_it = {digests[bytes(digest)] for digest in made.values_list("source_digest", flat=True)}
    open_ = Draft.objects.filter(sent_at=None, discarded_at=None, saved_at__gt=timezone.now() - KEPT_OPEN)
    written_on = {source for draft in open_.exclude(sealed_sources=[]) for source in sources_of(draft)} & ids
    continued = set(open_.filter(continues__in=ids).values_list("continues", flat=True))
    spoken = set(
        Hotline.objects.filter(edition__public_id__in=ids, closed_at=None).values_list("edition__public_id", flat=True)
    )
    return {one for one in from_it | written_on | continued | spoken if one is not None}


def _ended_drafts(row: Disposal, going: Collection[uuid.UUID]) -> list[uuid.UUID]:
    """Drafts that were sent, thrown away or left lying, of these items or begun from them, at whatever desk."""
    ids, before = set(going), timezone.now() - KEPT_OPEN
    matters = list(Edition.objects.filter(public_id__in=ids).values_list("matter", flat=True))
    ended = Draft.objects.exclude(sent_at=None, discarded_at=None, saved_at__gt=before)
    own = ended.filter(Q(desk=row.desk_id, matter__in=matters) | Q(sent_as__in=ids) | Q(continues__in=ids))
    begun = [draft.public_id for draft in ended.exclude(sealed_sources=[]) if ids & set(sources_of(draft))]
    return [*own.values_list("public_id", flat=True), *begun]


def _erase(row: Disposal, wanted: list[uuid.UUID], drafts: list[uuid.UUID]) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select legal_dispose(%s, %s, %s)", [row.public_id, wanted, drafts])
        return int(cursor.fetchone()[0])


def _record(row: Disposal) -> None:
    gone = list(Remnant.objects.filter(disposal=row).values_list("edition_public_id", flat=True))
    house = row.desk.organization_id
    record(
        deed="dispose",
        system=SYSTEM.name,
        objects=[(row.public_id, house), *((edition, house) for edition in gone)],
        subject_organization=house,
        detail={"gone": row.gone, "stayed": row.stayed},
    )
