"""What keeps an item from being disposed of, as far as its own desk knows of it anyway.

An item stays while something made from it is kept: its limits are read from it (decision 0026). Named is what this desk made itself,
and what was made of its report on the way, of which it is told; what else others hold back, write or made is nobody's to find out.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.editions import pseudonyms
from noroshi.editions.models import Derivation, Edition
from noroshi.legal.retention import disposal_row


@dataclass(frozen=True, slots=True)
class KeptBy:
    """`made` is empty where the desk knows that it was made and does not hold it."""

    edition: uuid.UUID
    made: uuid.UUID | None
    at: datetime


def kept_by(viewer: Viewer, disposal_id: uuid.UUID) -> list[KeptBy]:
    """Of what one disposal names and is still there; of a withdrawn one nothing."""
    row = disposal_row(viewer, disposal_id)
    if row.withdrawn_at is not None:
        return []
    there = readable_by(viewer, Edition.objects.filter(public_id__in=row.editions))
    ids = {pseudonyms.digest_of(one): one for one in there.values_list("public_id", flat=True)}
    links = list(readable_by(viewer, Derivation.objects.filter(source_digest__in=list(ids))).order_by("pk"))
    made = Edition.objects.filter(public_id__in=[link.derived_public_id for link in links])
    held = set(readable_by(viewer, made).values_list("public_id", flat=True))
    return [
        KeptBy(
            ids[bytes(link.source_digest)], link.derived_public_id if link.derived_public_id in held else None, link.at
        )
        for link in links
    ]
