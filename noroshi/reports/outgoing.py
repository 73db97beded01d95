"""An anonymized draft as the next station will read it: sealed nowhere, but put together by the very rules that seal (C-258)."""

import uuid

from django.utils import timezone

from noroshi.audiences.everybody import everybody
from noroshi.audiences.kept_schemes import scheme_key, table_of
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk
from noroshi.drafting.queries import DraftShown, draft
from noroshi.drafting.sending import Ready, as_it_stands, filled, to_seal
from noroshi.editions.queries import Reading
from noroshi.reports.actions.submit import marking_for, stops_of
from noroshi.reports.anonymizing import must_be_anonymized
from noroshi.sharing.definitions import Definition
from noroshi.sharing.marking import Marking
from noroshi.sharing.parties import Naming, Party
from noroshi.sharing.redaction import split
from noroshi.vocabulary import Importance


def outgoing(viewer: Viewer, draft_id: uuid.UUID) -> tuple[Reading, Desk]:
    """What would be read of it, and at which desk first. Fields with a range of their own are there as far as they are for it."""
    shown = draft(viewer, draft_id)
    must_be_anonymized(shown)
    prepared = as_it_stands(shown.row, filled(viewer, shown.row))
    stops = stops_of(viewer, shown.row, prepared)
    made = marking_for(viewer, shown.row, prepared, stops)
    content = {"reported_at": timezone.localtime().isoformat(timespec="minutes"), **to_seal(shown.row, prepared, made)}
    to = stops[0].desk
    held = {
        name: value for range_, taken in split(content, made) if _holds(range_, to) for name, value in taken.items()
    }
    return _reading(viewer, shown, prepared, made, held), to


def _holds(range_: Marking, desk: Desk) -> bool:
    opened = frozenset({Party(Naming.EVERYONE_IN_RANGE)})
    (facts,) = everybody().those([desk.pk])
    key = scheme_key()
    return Definition(range_, opened, scheme=key).seat(facts, table_of(key)) is not None


def _reading(viewer: Viewer, shown: DraftShown, prepared: Ready, made: Marking, held: dict[str, object]) -> Reading:
    return Reading(
        key=0,
        public_id=shown.public_id,
        matter=shown.matter,
        number=None,
        kind=prepared.kind.value,
        tlp=made.tlp,
        importance=Importance.of(prepared.importance) if prepared.importance else None,
        title=shown.title,
        sectors=sorted(made.sectors),
        originator=Desk.objects.select_related("organization").get(pk=viewer.desk_id),
        sealed_at=timezone.now(),
        is_recalled=False,
        is_derived=True,
        reference_number="",
        scheme=shown.scheme_key,
        content=held,
    )
