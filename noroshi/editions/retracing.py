"""What was kept of parts by older words is kept anew by the worker, some parts at a time. Old numbers stay: they only lead to a look."""

from typing import Final

from django.db.models import Max

from noroshi.audiences.viewer import SystemViewer, acting_as
from noroshi.editions.models import Part, TraitsOf
from noroshi.editions.traits import keep_traits
from noroshi.likeness import print_of_terms

SYSTEM: Final = SystemViewer("retracing")
BATCH: Final = 500


def retrace(most: int = 20 * BATCH) -> int:
    """How many parts; each batch in a transaction of its own. What was sealed since the words changed has the new ones."""
    done = 0
    while done < most:
        with acting_as(SYSTEM):
            many = _batch()
        if not many:
            break
        done += many
    return done


def _batch() -> int:
    """Moved parts wait: none changes its range while its traits are written."""
    row, _ = TraitsOf.objects.select_for_update().get_or_create(
        terms=print_of_terms(), defaults={"reached": 0, "upto": Part.objects.aggregate(last=Max("pk"))["last"] or 0}
    )
    asked = Part.objects.filter(pk__gt=row.reached, pk__lte=row.upto).order_by("pk")
    parts = list(asked.select_for_update(of=("self",), no_key=True)[:BATCH])
    for part in parts:
        keep_traits(part, is_again=True)
    if parts:
        row.reached = parts[-1].pk
        row.save(update_fields=["reached"])
    return len(parts)
