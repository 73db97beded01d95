"""The reference number of a matter: drawn inside the scheme's pattern when it reaches the center, never counted (手引書 2.1)."""

import secrets
import uuid
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from noroshi.audiences.actions import definition_of, intern
from noroshi.audiences.kept_schemes import scheme_of
from noroshi.audiences.often import Often, as_held
from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import AnyViewer, Viewer
from noroshi.directory.planned import among
from noroshi.directory.remembered import remembered
from noroshi.editions.errors import NumberNotOwn, NumbersOfTwo, NumberTaken, NumberWithdrawn
from noroshi.editions.models import Edition, NumberWithdrawal, Registration
from noroshi.editions.sealing import seal_statement
from noroshi.ledger.actions import record
from noroshi.schemes.numbering import NumberPattern
from noroshi.sharing.parties import Naming, Party
from noroshi.vocabulary import FormKind
from noroshi.vocabulary.errors import NotFound

NUMBERS: Final = Often(
    lambda: (
        as_held(Registration)
        .filter(among("matter", "matters", "uuid[]"))
        .defer("seal")
        .annotate(used=F("withdrawal__instead"))
    )
)
DRAWS = 20
"""A pattern with so little room that twenty draws all meet a number in use has to be widened in the scheme."""


def pattern_of(scheme_key: str, kind: str) -> NumberPattern:
    pattern = scheme_of(scheme_key).numbering.pattern_for(FormKind.of(kind))
    if pattern is None:
        raise NotFound
    return pattern


def withdraw_number(viewer: Viewer, edition: Edition, instead: Edition) -> NumberWithdrawal:
    """By the desk that gave both, of two matters of one desk; whoever kept the number keeps where it went."""
    known = {one.matter: one for one in registrations(Held.by(viewer), [edition.matter, instead.matter])}
    one, other = known.get(edition.matter), known.get(instead.matter)
    if one is None or other is None or {one.desk_id, other.desk_id} != {viewer.desk_id}:
        raise NumberNotOwn
    if edition.originator_desk_id != instead.originator_desk_id or edition.is_derived or instead.is_derived:
        raise NumbersOfTwo
    if one.instead or other.instead or one.pk == other.pk:
        raise NumberWithdrawn
    now = timezone.now()
    told = {"registration": str(one.public_id), "reference_number": one.reference_number}
    return NumberWithdrawal.objects.create(
        audience_id=one.audience_id,
        registration=one,
        instead=other.reference_number,
        desk_id=viewer.desk_id,
        by_id=viewer.seat.person_id,
        at=now,
        seal=seal_statement({**told, "instead": other.reference_number, "at": now.isoformat()}),
    )


def register(viewer: Viewer, edition: Edition, desk_id: int) -> Registration | None:
    """Once for a matter; whoever holds the edition now, and whoever carried it, keeps the number.

    None when it has one already: the sender of a follow-up need not be among those who keep it.
    """
    pattern = pattern_of(edition.scheme, edition.kind)
    for _draw in range(DRAWS):
        try:
            with transaction.atomic():
                return _registered(viewer, edition, desk_id, pattern.draw(secrets.choice))
        except IntegrityError as mistake:
            if "one_number_a_matter" in str(mistake):
                return None
    raise NumberTaken


def number_of(viewer: AnyViewer, matter: uuid.UUID) -> str:
    """As far as this viewer keeps it; empty while there is none."""
    return numbers_of(Held.by(viewer), [matter]).get(matter, "")


def numbers_of(held: Held, matters: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Under which they go on: a number that was withdrawn says where it went."""
    return {one.matter: one.instead or one.reference_number for one in registrations(held, matters)}


def withdrawn_of(held: Held, matters: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The numbers that stay reserved and are not used any more."""
    return {one.matter: one.reference_number for one in registrations(held, matters) if one.instead}


def registrations(held: Held, matters: Collection[uuid.UUID]) -> Sequence[Registration]:
    """The numbers that these matters were given, as far as this viewer keeps them; for one page asked once."""
    if not matters:
        return ()
    return remembered(("registrations", held.whose, frozenset(matters)), lambda: _with_what_is_used(held, matters))


def _with_what_is_used(held: Held, matters: Collection[uuid.UUID]) -> Sequence[Registration]:
    found = NUMBERS.among(held, matters=list(matters))
    for row in found:
        row.instead = row.used
    return found


def _registered(viewer: Viewer, edition: Edition, desk_id: int, number: str) -> Registration:
    now = timezone.now()
    made = Registration(
        audience_id=_kept_by(edition),
        edition=edition,
        matter=edition.matter,
        reference_number=number,
        desk_id=desk_id,
        at=now,
        seal=seal_statement({"edition": str(edition.public_id), "reference_number": number, "at": now.isoformat()}),
    )
    made.save(force_insert=True)
    record(
        deed="register",
        actor=viewer.actor,
        objects=[(edition.public_id, edition.originator_organization_id)],
        detail={"registration": str(made.public_id)},
    )
    return made


def _kept_by(edition: Edition) -> int:
    definition = definition_of(edition.audience_id)
    if definition is None:
        raise NotFound
    return intern(replace(definition, opened=definition.opened - {Party(Naming.PUBLIC)}))
