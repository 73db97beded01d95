"""Whether what a desk made of somebody's report has been overtaken: the source has sent more, and nothing was made of that yet.

It says so and names nobody: who the source is stays behind the link, whose opening the source is shown (C-088).
"""

import uuid
from typing import Final

from noroshi.audiences.queries import Held, readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.editions import pseudonyms
from noroshi.editions.models import Derivation, Edition, EditionKind
from noroshi.editions.rows import edition_row

LOOKED_THROUGH: Final = 200


def is_behind(viewer: Viewer, edition_id: uuid.UUID) -> bool:
    """Of an own edition that was made from others, as far as this person reads those; of any other no."""
    row = edition_row(viewer, edition_id)
    if not row.is_derived or row.is_recalled or row.originator_desk_id != viewer.desk_id:
        return False
    taken = Derivation.objects.filter(derived__matter=row.matter, derived__originator_desk=viewer.desk_id)
    used = {bytes(digest) for digest in readable_by(viewer, taken).values_list("source_digest", flat=True)}
    rows = Edition.objects.filter(kind=EditionKind.REPORT, is_recalled=False).exclude(originator_desk=viewer.desk_id)
    came = Held.by(viewer).of_these(rows).order_by("-pk").values_list("public_id", "matter")[:LOOKED_THROUGH]
    overtaken: set[uuid.UUID] = set()
    for public_id, matter in came:
        if pseudonyms.digest_of(public_id) not in used:
            overtaken.add(matter)
        elif matter in overtaken:
            return True
    return False
