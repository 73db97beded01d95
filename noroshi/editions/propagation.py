"""A source that is narrowed or recalled narrows what was derived from it. The originator cannot see those editions: a job can."""

import uuid
from collections.abc import Callable
from dataclasses import replace

from noroshi.audiences.actions import definition_of, intern
from noroshi.audiences.viewer import SystemViewer, acting_as
from noroshi.editions import pseudonyms
from noroshi.editions.models import Derivation, Edition, MarkingRecord, Part
from noroshi.ledger.actions import record
from noroshi.sharing.marking import Cap, Marking
from noroshi.sharing.plain import marking_of

SYSTEM = SystemViewer("propagation")
_queues: list[Callable[[uuid.UUID], None]] = []
"""The jobs door registers how to run `narrow_derived` under the system's login, queued in the same transaction."""


def run_later_by(queue: Callable[[uuid.UUID], None]) -> None:
    _queues[:] = [queue]


def later_for_derived(source: uuid.UUID) -> None:
    """Queued with the deed itself: a deed that happened cannot lose its consequence."""
    for queue in _queues:
        queue(source)


def narrow_derived(source: uuid.UUID) -> int:
    """Reads the caps of everything derived from this source again; runs under the system's login."""
    with acting_as(SYSTEM):
        derived = Derivation.objects.filter(source_digest=pseudonyms.digest_of(source)).select_related("derived")
        editions = [derivation.derived for derivation in derived]
        for edition in editions:
            _recap(edition)
    for edition in editions:
        narrow_derived(edition.public_id)
    return len(editions)


def _recap(edition: Edition) -> None:
    definition = definition_of(edition.audience_id)
    if definition is None:
        return
    marking = replace(definition.marking, caps=_caps(edition))
    edition.audience_id = intern(replace(definition, marking=marking))
    edition.save(update_fields=["audience"])
    Part.objects.filter(edition=edition, is_open=True).update(audience_id=edition.audience_id)
    for part in Part.objects.filter(edition=edition, is_open=False):
        own = definition_of(part.audience_id)
        if own is not None:
            Part.objects.filter(pk=part.pk).update(
                audience_id=intern(replace(own, marking=replace(own.marking, caps=marking.caps)))
            )
    record(
        deed="narrow_derived",
        system=SYSTEM.name,
        objects=[(edition.public_id, edition.originator_organization_id)],
    )


def _caps(edition: Edition) -> tuple[Cap, ...]:
    """The caps of every source as they are marked now."""
    caps: list[Cap] = []
    for derivation in Derivation.objects.filter(derived=edition):
        source_id, _ = pseudonyms.open_(bytes(derivation.sealed_source))
        source = Edition.objects.get(public_id=source_id)
        record_ = MarkingRecord.objects.get(edition=source, number=source.marking_number)
        caps += caps_of(marking_of(record_.marking))
    return tuple(caps)


def caps_of(marking: Marking) -> tuple[Cap, ...]:
    """A source limits what is derived from it by its own cap and by the caps it was under itself."""
    return (marking.as_cap(), *marking.caps)
