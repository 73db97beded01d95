"""Marking again and recalling: only the originator, a numbered record each time, the content's seal stays."""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from noroshi.audiences.actions import definition_of, intern
from noroshi.audiences.everybody import everybody
from noroshi.audiences.kept_schemes import table_of
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.editions.actions.finding import edition_to_change
from noroshi.editions.actions.seal import keep_parts, record_marking
from noroshi.editions.errors import AlreadyRecalled, MarkingChangedMeanwhile, OnlyTheOriginator
from noroshi.editions.events import Recall, recalled
from noroshi.editions.handling import handled_anew
from noroshi.editions.knowing import author_knows
from noroshi.editions.models import Derivation, Edition, MarkingRecord, Part
from noroshi.editions.propagation import caps_from, later_for_derived, source_behind
from noroshi.editions.ranges import range_of_part
from noroshi.editions.withdrawing import withdraw
from noroshi.ledger.actions import record
from noroshi.sharing.definitions import seats
from noroshi.sharing.marking import Cap, Marking, refuse_contradictions
from noroshi.sharing.parties import Party
from noroshi.sharing.plain import marking_of
from noroshi.vocabulary.errors import NotFound


def mark_again(
    viewer: Viewer, edition_id: uuid.UUID, marking: Marking, *, read_number: int, reason: str = ""
) -> Edition:
    """Widens or narrows; what hops have opened stays opened, as far as the new ceiling lets it."""
    edition = _own(viewer, edition_id)
    if edition.is_recalled:
        raise AlreadyRecalled
    current = current_marking(edition)
    caps = caps_now(viewer, edition, marking.additions)
    wanted = replace(marking, originator=current.originator, caps=caps, is_recalled=False)
    refuse_contradictions(wanted)
    return _remark(viewer, edition, wanted, read_number=read_number, reason=reason, deed="mark_again")


def recall(viewer: Viewer, edition_id: uuid.UUID, *, read_number: int, reason: str) -> Edition:
    """Ends it for everybody but the originator; recipients and carriers keep their receipts, nothing is destroyed."""
    edition = _own(viewer, edition_id)
    if edition.is_recalled:
        raise AlreadyRecalled
    before = edition.audience_id
    edition.is_recalled, edition.published_at = True, None
    current = current_marking(edition)
    wanted = replace(current, caps=caps_now(viewer, edition, current.additions), is_recalled=True)
    desks = _held_by(edition)
    done = _remark(viewer, edition, wanted, read_number=read_number, reason=reason, deed="recall")
    recalled(Recall(viewer, done, withdraw(done, before), desks - {viewer.desk_id}))
    return done


def _held_by(edition: Edition) -> frozenset[int]:
    definition = definition_of(edition.audience_id)
    if definition is None:
        raise NotFound
    return frozenset(seats(definition, everybody(), table_of(definition.scheme)))


def current_marking(edition: Edition) -> Marking:
    """As the originator last wrote it; the record is readable at the originator's desk only."""
    return marking_of(MarkingRecord.objects.get(edition=edition, number=edition.marking_number).marking)


def caps_now(viewer: Viewer, edition: Edition, additions: frozenset[Party]) -> tuple[Cap, ...]:
    """The limits of its sources as they stand now: a source that was narrowed since is not widened by marking again.

    Whom a source has added may be added here as well, as long as this desk reads the source; else the limits stay as they are.
    """
    definition = definition_of(edition.audience_id)
    if definition is None:
        raise NotFound
    links = list(readable_by(viewer, Derivation.objects.filter(derived=edition))) if edition.is_derived else []
    rows = Edition.objects.filter(public_id__in=[source_behind(link) for link in links])
    sources = list(readable_by(viewer, rows)) if links else []
    if len(sources) != len(links) or not links:
        return definition.marking.caps
    return caps_from(edition, sources, additions)


def _own(viewer: Viewer, edition_id: uuid.UUID) -> Edition:
    edition = edition_to_change(viewer, edition_id)
    if edition.originator_desk_id != viewer.desk_id:
        raise OnlyTheOriginator
    return edition


def _remark(viewer: Viewer, edition: Edition, marking: Marking, *, read_number: int, reason: str, deed: str) -> Edition:
    if edition.marking_number != read_number:
        raise MarkingChangedMeanwhile
    matter = author_knows(viewer, marking, edition.matter)
    edition.refresh_from_db(fields=["audience"])
    edition.marking_number += 1
    edition.tlp, edition.sectors = marking.tlp.value, sorted(marking.sectors)
    edition.relay_by_hand = marking.relay_by_hand
    edition.only_anonymized = marking.only_anonymized
    _move(edition, marking, matter)
    edition.save()
    record_marking(viewer, edition, marking, matter, reason=reason)
    record(deed=deed, actor=viewer.actor, objects=[(edition.public_id, edition.originator_organization_id)])
    later_for_derived(edition.public_id)
    return edition


def _move(edition: Edition, marking: Marking, matter: str | None) -> None:
    """The whole keeps what was opened; where fields change their range, new parts carry them, their seals with them."""
    definition = definition_of(edition.audience_id)
    if definition is None:
        raise NotFound
    edition.audience_id = intern(replace(definition, marking=marking, matter=matter))
    parts = list(Part.objects.filter(edition=edition))
    content: dict[str, Any] = {name: value for part in parts for name, value in part.content.items()}
    _close(parts, range_of_part(replace(marking, only=frozenset()), matter))
    said = {name: value for name, (_salt, value) in content.items()}
    keep_parts(edition, content, marking, matter, handled_anew(edition, marking, said))


def _close(parts: Iterable[Part], audience: int) -> None:
    """Parts as an earlier marking has cut them stay with the originator."""
    Part.objects.filter(pk__in=[part.pk for part in parts]).update(is_open=False, audience_id=audience)
