"""What may be the same event by the same sender: a follow-up that crossed with the mail that brought its number (F4).

Nothing is linked by itself; whoever receives both confirms it.
"""

import uuid
from datetime import timedelta
from typing import Final

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import Viewer
from noroshi.editions.line_rows import TITLE_FIELDS, LineRow, line_rows
from noroshi.editions.models import Edition, EditionKind
from noroshi.editions.queries import Line, lines_readable_by
from noroshi.editions.rows import edition_row
from noroshi.likeness import alike, seen
from noroshi.matters.queries import event_of
from noroshi.vocabulary import Said

CROSSED: Final = timedelta(days=60)
LOOKED_THROUGH: Final = 40
MOST: Final = 3
FEWEST_RUNS: Final = 10
"""Between two reports of one desk a short title says enough."""


def likely(viewer: Viewer, edition_id: uuid.UUID) -> list[Line]:
    """Earlier reports of the same desk that read alike and stand in another matter, the latest first; each matter once."""
    about = edition_row(viewer, edition_id)
    if about.kind != EditionKind.REPORT or about.number > 1:
        return []
    held = Held.by(viewer)
    rows = Edition.objects.filter(
        kind=EditionKind.REPORT,
        originator_desk=about.originator_desk_id,
        is_recalled=False,
        pk__lt=about.pk,
        sealed_at__gt=about.sealed_at - CROSSED,
    ).exclude(matter=about.matter)
    ids = list(held.of_these(rows).order_by("-pk").values_list("public_id", flat=True)[:LOOKED_THROUGH])
    found = {row.public_id: row for row in line_rows(held, [edition_id, *ids], desk=viewer.desk_id)}
    own = seen(_words(found[edition_id]))
    meant = {
        found[one].matter: one for one in reversed(ids) if alike(own, seen(_words(found[one])), fewest=FEWEST_RUNS)
    }
    known = event_of(viewer, edition_id) if meant else None
    gathered = {line.matter for line in known.statements} if known else set()
    wanted = [one for matter, one in meant.items() if matter not in gathered]
    lines = lines_readable_by(viewer, wanted[:MOST])
    return sorted(lines.values(), key=lambda line: line.key, reverse=True)


def _words(row: LineRow) -> str:
    return "\n".join(str(Said.of(row.said().get(name, "")).value) for name in TITLE_FIELDS)
