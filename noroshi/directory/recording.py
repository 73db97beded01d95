"""Every deed of the directory leaves one entry in the ledger, with ids and never with names or values."""

from collections.abc import Iterable
from uuid import UUID

from noroshi.directory.models import Organization
from noroshi.directory.seated import Seated
from noroshi.ledger.actions import record
from noroshi.ledger.entries import Actor, Answer


def note(
    actor: Seated,
    deed: str,
    *objects: UUID,
    organization: Organization | None = None,
    answer: Answer = Answer.DEED,
    **detail: object,
) -> None:
    """In the caller's transaction, so that a deed without its entry cannot exist."""
    provider = None if organization is None else organization.pk
    record(
        deed=deed,
        actor=acting(actor),
        answer=answer,
        objects=[(public_id, provider) for public_id in objects],
        subject_organization=provider,
        detail={name: _plain(value) for name, value in detail.items()},
    )


def acting(actor: Seated) -> Actor:
    return Actor(
        person_id=actor.person_id,
        desk_id=actor.desk_id,
        organization_id=actor.organization_id,
        key_id=actor.key_id,
    )


def _plain(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_plain(part) for part in value]
    return value
