"""Sealing: canonical bytes, digests, signature, marking record and ledger entry, all in one transaction."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from noroshi.audiences.actions import intern
from noroshi.audiences.kept_schemes import keep_scheme, scheme_key
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk
from noroshi.editions.errors import ContentMissing, NumberTaken
from noroshi.editions.handling import carrier
from noroshi.editions.knowing import author_knows
from noroshi.editions.models import Edition, EditionKind, MarkingRecord, Part
from noroshi.editions.posting import must_write
from noroshi.editions.ranges import own_desks, range_of_part
from noroshi.editions.sealing import salted, seal_content, seal_statement
from noroshi.editions.traits import keep_traits
from noroshi.ledger.actions import record
from noroshi.sharing.definitions import Definition
from noroshi.sharing.marking import Marking, refuse_contradictions
from noroshi.sharing.plain import to_plain
from noroshi.sharing.redaction import split
from noroshi.vocabulary.errors import NotFound

MOST_UNSEEN = 200
"""Editions of one matter that its next author may not read."""


@dataclass(frozen=True)
class Statement:
    """What somebody wants to say: content by field, and how it may be shared. `begins` a matter whose name was drawn before."""

    kind: EditionKind
    content: Mapping[str, Any]
    marking: Marking
    importance: str = ""
    matter: uuid.UUID | None = None
    begins: bool = False
    reference_number: str = ""
    is_derived: bool = field(default=False)


def seal_edition(viewer: Viewer, statement: Statement) -> Edition:
    """The next edition of a matter, held by its own desk until a hop opens it."""
    refuse_contradictions(statement.marking)
    must_write(viewer, statement.kind)
    if not any(str(value).strip() for value in statement.content.values()):
        raise ContentMissing
    edition = _header(viewer, statement)
    content = salted(statement.content)
    _file(edition, content)
    matter = author_knows(viewer, statement.marking, edition.matter)
    keep_parts(edition, content, statement.marking, matter)
    record_marking(viewer, edition, statement.marking, matter, reason="")
    record(
        deed="seal_edition",
        actor=viewer.actor,
        clause="originator_reads_its_own",
        objects=[(edition.public_id, edition.originator_organization_id)],
    )
    return edition


def _header(viewer: Viewer, statement: Statement) -> Edition:
    marking, key, matter = statement.marking, scheme_key(), statement.matter or uuid.uuid4()
    keep_scheme(key)
    begins = statement.begins or statement.matter is None
    number = 1 if begins else _next_number(viewer, matter)
    knows = author_knows(viewer, marking, matter, begins=begins)
    originator = Desk.objects.select_related("organization").get(pk=viewer.desk_id)
    return Edition(
        audience_id=intern(Definition(marking, matter=knows, scheme=key)),
        public_id=uuid.uuid4(),
        matter=matter,
        number=number,
        kind=statement.kind,
        scheme=key,
        tlp=marking.tlp.value,
        variant=marking.variant.value,
        leg=marking.leg.value,
        importance=statement.importance,
        sectors=sorted(marking.sectors),
        reference_number=statement.reference_number,
        originator_desk=originator,
        originator_organization=originator.organization,
        is_derived=statement.is_derived,
        relay_by_hand=marking.relay_by_hand,
        only_anonymized=marking.only_anonymized,
        sealed_at=timezone.now(),
    )


def _next_number(viewer: Viewer, matter: uuid.UUID) -> int:
    """Only the desk that began a matter continues it; the numbers of others are not its own."""
    earlier = readable_by(viewer, Edition.objects.filter(matter=matter, originator_desk=viewer.desk_id))
    latest = earlier.aggregate(latest=Max("number"))["latest"]
    if latest is None:
        raise NotFound
    return int(latest) + 1


def _file(edition: Edition, content: Mapping[str, list[Any]]) -> None:
    """Under the next free number: who goes on in a matter need not see all of it, nor learn what it may not see."""
    for number in range(edition.number, edition.number + MOST_UNSEEN):
        edition.number = number
        edition.seal = seal_content(_public_header(edition), content, number)
        try:
            with transaction.atomic():
                return edition.save(force_insert=True)
        except IntegrityError:
            continue
    raise NumberTaken


def _public_header(edition: Edition) -> dict[str, object]:
    return {
        "edition": str(edition.public_id),
        "matter": str(edition.matter),
        "kind": edition.kind,
        "scheme": edition.scheme,
        "desk": str(edition.originator_desk.public_id),
        "sealed_at": edition.sealed_at.isoformat(),
    }


def keep_parts(
    edition: Edition,
    content: Mapping[str, object],
    marking: Marking,
    matter: str | None,
    handling: Mapping[str, Any] | None = None,
) -> None:
    """The open part goes where the whole goes; each withheld part is born in its own range."""
    pieces = split(content, marking)
    carries = carrier(taken for _range, taken in pieces)
    for slot, (range_, taken) in enumerate(pieces):
        part = Part.objects.create(
            edition=edition,
            marking_number=edition.marking_number,
            slot=slot,
            is_open=slot == 0,
            content=taken,
            handling=handling if slot == carries else None,
            audience_id=edition.audience_id if slot == 0 else range_of_part(range_, matter),
        )
        keep_traits(part)


def record_marking(
    viewer: Viewer, edition: Edition, marking: Marking, matter: str | None, *, reason: str
) -> MarkingRecord:
    """The marking is sealed beside the content as a numbered record, readable at the originator's desk only."""
    now, plain = timezone.now(), to_plain(marking)
    statement = {
        "edition": str(edition.public_id),
        "number": edition.marking_number,
        "at": now.isoformat(),
        "marking": plain,
    }
    return MarkingRecord.objects.create(
        audience_id=own_desks(marking, matter),
        edition=edition,
        number=edition.marking_number,
        marking=plain,
        handling_note=marking.handling_note,
        reason=reason,
        seal=seal_statement(statement),
        written_by_id=viewer.seat.person_id,
        at=now,
    )
