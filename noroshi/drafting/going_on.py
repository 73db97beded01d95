"""Going on from an own edition that was made from others': what bound that one binds the next, and is looked through again."""

from collections.abc import Sequence
from dataclasses import dataclass

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.models import Draft, Purpose
from noroshi.editions.derived import sealed_sources_of
from noroshi.editions.models import Edition


@dataclass(frozen=True, slots=True)
class Bound:
    """The purpose under which it goes on, and what it is made from: editions just named, or links still closed."""

    purpose: Purpose
    sources: Sequence[Edition] = ()
    sealed_sources: Sequence[bytes] = ()


def bound_as_before(viewer: Viewer, own: Edition, *, openly: Purpose) -> Bound | None:
    """None where nothing of others' is in it. `openly` is the purpose where the edition said openly whose words they are.

    Whose links this desk does not hold goes on from the edition itself, inside that one's range.
    """
    links = sealed_sources_of(viewer, own.matter)
    if not links and not own.is_derived:
        return None
    purpose = openly if _said_openly(viewer, own) else Purpose.ANONYMIZED
    return Bound(purpose, sealed_sources=links) if links else Bound(purpose, sources=[own])


def _said_openly(viewer: Viewer, own: Edition) -> bool:
    """Only what is known to be a completion, and never to have had a name taken out; whatever is not known counts as nameless."""
    rows = Draft.objects.filter(desk=viewer.desk_id, matter=own.matter).exclude(sent_at=None)
    purposes = set(readable_by(viewer, rows).values_list("purpose", flat=True))
    return Purpose.COMPLETION.value in purposes and Purpose.ANONYMIZED.value not in purposes
