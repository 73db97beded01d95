"""A source that is narrowed or recalled narrows what was derived from it. The originator cannot see those editions: a job can."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from noroshi.audiences.actions import definition_of, intern
from noroshi.audiences.viewer import SystemViewer, acting_as
from noroshi.editions import pseudonyms
from noroshi.editions.models import Derivation, Edition, Part
from noroshi.ledger.actions import record
from noroshi.sharing.marking import Cap
from noroshi.sharing.parties import Party

SHORTEST_QUOTE = 4
"""Shorter words stand in many texts by chance."""
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
    definition = definition_of(edition.audience_id)
    own = definition.marking.additions if definition else frozenset[Party]()
    links = Derivation.objects.filter(derived=edition)
    return caps_from(edition, [Edition.objects.get(public_id=source_behind(link)) for link in links], own)


def source_behind(link: Derivation) -> uuid.UUID:
    return pseudonyms.open_(bytes(link.sealed_source))[0]


def caps_from(edition: Edition, sources: Iterable[Edition], own: frozenset[Party]) -> tuple[Cap, ...]:
    """Of sources that the caller was given, on an edition with these additions of its own."""
    parts = Part.objects.filter(edition=edition)
    content = {name: value for part in parts for name, (_salt, value) in part.content.items()}
    return unnamed((cap for source in sources for cap in caps_of(source, content)), own)


def unnamed(caps: Iterable[Cap], own: frozenset[Party]) -> tuple[Cap, ...]:
    """Whom a source has added (its own houses, its contractors) says who it is: only whom the derived edition adds itself stays."""
    return tuple(dict.fromkeys(replace(cap, additions=cap.additions & own) for cap in caps))


def caps_of(source: Edition, content: Mapping[str, object]) -> tuple[Cap, ...]:
    """A source limits what is derived from it by its own cap and the caps it is under; its withheld fields, where quoted, by theirs."""
    newest = Part.objects.filter(edition=source, is_open=False, marking_number=source.marking_number)
    quoted = [
        part.audience_id for part in newest if _quotes(content, [value for _salt, value in part.content.values()])
    ]
    definitions = [definition_of(audience) for audience in (source.audience_id, *quoted)]
    markings = [definition.marking for definition in definitions if definition is not None]
    return tuple(dict.fromkeys(cap for marking in markings for cap in (marking.as_cap(), *marking.caps)))


def _quotes(content: object, withheld: object) -> bool:
    """Whether words of a withheld field stand in it as they are."""
    whole = "\n".join(_texts(content))
    return any(text in whole for text in _texts(withheld))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str) and len(value.strip()) >= SHORTEST_QUOTE:
        yield value.strip()
    elif isinstance(value, Mapping):
        yield from (text for part in value.values() for text in _texts(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in _texts(part))
