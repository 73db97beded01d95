"""Deriving: an anonymized, redacted or summarized edition with its own marking and seal, never wider than its sources."""

import uuid
from collections.abc import Collection
from dataclasses import replace

from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.editions import pseudonyms
from noroshi.editions.actions.finding import edition_to_change
from noroshi.editions.actions.seal import Statement, seal_edition
from noroshi.editions.errors import AlreadyRecalled
from noroshi.editions.knowing import author_knows
from noroshi.editions.models import Derivation, Edition
from noroshi.editions.propagation import caps_of, unnamed
from noroshi.editions.ranges import own_desks
from noroshi.ledger.actions import record
from noroshi.vocabulary.errors import NotFound


def derive(
    viewer: Viewer, sources: Collection[uuid.UUID], statement: Statement, *, tells_the_source: bool = False
) -> Edition:
    """The link to the sources is readable where it was made, and, for an anonymized relay, at the source's own desk."""
    found = [_source(viewer, source) for source in sorted(sources)]
    allowed = (cap for edition in found for cap in caps_of(edition, statement.content))
    caps = unnamed(allowed, statement.marking.additions)
    capped = replace(statement, marking=replace(statement.marking, caps=caps), is_derived=True)
    derived = seal_edition(viewer, capped)
    matter = author_knows(viewer, capped.marking, derived.matter)
    for source in found:
        kept_by = [source.originator_desk_id] if tells_the_source else []
        Derivation.objects.create(
            audience_id=own_desks(capped.marking, matter, kept_by),
            derived=derived,
            derived_public_id=derived.public_id,
            source_digest=pseudonyms.digest_of(source.public_id),
            sealed_source=pseudonyms.close(source.public_id, source.originator_organization_id),
            tells_source=tells_the_source,
            at=timezone.now(),
        )
    record(deed="derive", actor=viewer.actor, objects=[(derived.public_id, derived.originator_organization_id)])
    return derived


def resolve_source(viewer: Viewer, derived_id: uuid.UUID) -> list[uuid.UUID]:
    """Who may read the link may open it; every opening is one entry that the source is shown."""
    derivations = Derivation.objects.filter(derived_public_id=derived_id)
    sources = [pseudonyms.open_(bytes(derivation.sealed_source)) for derivation in derivations]
    if not sources:
        raise NotFound
    record(deed="resolve_source", answer="record", actor=viewer.actor, objects=sources)
    return [source for source, _ in sources]


def _source(viewer: Viewer, source: uuid.UUID) -> Edition:
    edition = edition_to_change(viewer, source)
    if edition.is_recalled:
        raise AlreadyRecalled
    return edition
