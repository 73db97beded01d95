"""Writing a text that binds, its next version, its end, and accepting it."""

import uuid
from collections.abc import Collection
from datetime import date
from typing import Final

from django.utils import timezone

from noroshi.directory.models import Group, Organization
from noroshi.directory.recording import note
from noroshi.directory.seated import Seated
from noroshi.legal.errors import PledgeOver
from noroshi.legal.models import Acceptance, Pledge
from noroshi.legal.pledges import must_bind, outstanding
from noroshi.vocabulary import PledgeKind, PledgeReach
from noroshi.vocabulary.errors import InvalidFields, NotFound
from noroshi.vocabulary.text import TextMissing, clean_line, clean_text

WORDS: Final = ("title_ja", "title_en", "text_ja", "text_en", "penalty_ja", "penalty_en")
NEEDED: Final = ("title_ja", "text_ja")
LONGEST_TITLE: Final = 200


def write_pledge(
    seat: Seated,
    *,
    kind: PledgeKind,
    reach: PledgeReach,
    valid_from: date,
    group: uuid.UUID | None = None,
    **words: str,
) -> Pledge:
    """From its day on everybody whom it reaches sees it first."""
    runs = _group(seat, group) if reach is PledgeReach.GROUP else None
    must_bind(seat, reach, runs)
    row = Pledge(
        kind=kind.value,
        reach=reach.value,
        organization_id=seat.organization_id,
        group=runs,
        valid_from=valid_from,
        written_by_id=seat.person_id,
        at=timezone.now(),
        **_clean(words),
    )
    row.save(force_insert=True)
    _note(seat, "write_pledge", row)
    return row


def next_version(seat: Seated, public_id: uuid.UUID, *, valid_from: date, **words: str) -> Pledge:
    """The text anew: whoever accepted the earlier version is asked again."""
    before = _own(seat, public_id)
    row = Pledge(
        series=before.series,
        version=before.version + 1,
        kind=before.kind,
        reach=before.reach,
        organization_id=before.organization_id,
        group=before.group,
        valid_from=valid_from,
        written_by_id=seat.person_id,
        at=timezone.now(),
        **_clean(words),
    )
    row.save(force_insert=True)
    _note(seat, "change_pledge", row)
    return row


def end_pledge(seat: Seated, public_id: uuid.UUID) -> None:
    """Nobody is asked any more; who accepted it stays written down."""
    row = _own(seat, public_id)
    Pledge.objects.filter(series=row.series, ended_at=None).update(ended_at=timezone.now())
    _note(seat, "end_pledge", row)


def accept_pledges(seat: Seated, given: Collection[uuid.UUID]) -> int:
    """By the person itself, each the version in force; anything else is over or not there."""
    waiting = {one.public_id: one for one in outstanding(seat)}
    rows = list(Pledge.objects.filter(public_id__in=given).select_related("organization"))
    if not rows or len(rows) != len(set(given)):
        raise NotFound
    for row in rows:
        if row.public_id not in waiting:
            _must_have_been_asked(seat, row)
            continue
        Acceptance.objects.create(
            pledge=row,
            person_id=seat.person_id,
            desk_id=seat.desk_id,
            organization_id=seat.organization_id,
            at=timezone.now(),
        )
        _note(seat, "accept_pledge", row)
    return len(rows)


def _must_have_been_asked(seat: Seated, row: Pledge) -> None:
    """Accepted twice is accepted once; an older version is over, and what never bound the asker is not there."""
    if Acceptance.objects.filter(pledge=row, person=seat.person_id).exists():
        return
    if any(one.series == row.series for one in outstanding(seat)):
        raise PledgeOver
    raise NotFound


def _own(seat: Seated, public_id: uuid.UUID) -> Pledge:
    """The latest version, of the own house."""
    named = Pledge.objects.filter(public_id=public_id, organization=seat.organization_id).first()
    row = named and Pledge.objects.filter(series=named.series).select_related("group").order_by("-version").first()
    if not row:
        raise NotFound
    must_bind(seat, PledgeReach.of(row.reach), row.group)
    if row.ended_at is not None:
        raise PledgeOver
    return row


def _group(seat: Seated, public_id: uuid.UUID | None) -> Group:
    rows = Group.objects.filter(owner=seat.desk_id, is_active=True)
    row = rows.filter(public_id=public_id).first() if public_id else None
    if row is None:
        raise NotFound
    return row


def _clean(words: dict[str, str]) -> dict[str, str]:
    wrong = {name: [TextMissing.code] for name in NEEDED if not words.get(name, "").strip()}
    if wrong:
        raise InvalidFields(fields=wrong)
    return {
        name: clean_line(words.get(name, ""), most=LONGEST_TITLE)
        if name.startswith("title")
        else clean_text(words.get(name, ""))
        for name in WORDS
    }


def _note(seat: Seated, deed: str, row: Pledge) -> None:
    house = Organization.objects.get(pk=row.organization_id)
    note(seat, deed, row.public_id, organization=house, number=row.version)
