"""Finding and changing the one row that a deed is about: locked, of the version that the editor has read."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from noroshi.directory.models import Organization
from noroshi.directory.models.fields import Versioned
from noroshi.vocabulary.errors import ChangedMeanwhile, NotFound


def locked[Row: Model](rows: QuerySet[Row], public_id: UUID) -> Row:
    """The row, held until the transaction ends; what is not in `rows` is not found."""
    found = rows.select_for_update(of=("self",)).filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def found[Row: Model](rows: QuerySet[Row], public_id: UUID) -> Row:
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def held(row_id: int) -> Organization:
    """The organization, held until the transaction ends: what is added to it is added one after the other."""
    return Organization.objects.select_for_update().get(pk=row_id)


def must_be_as_read(row: Versioned, version: int, current: Mapping[str, object]) -> None:
    """Asked after authority, because the answer shows the current values."""
    if row.version != version:
        raise ChangedMeanwhile(current={**current, "version": row.version})


def change(row: Versioned, values: Mapping[str, Any]) -> list[str]:
    """Writes what differs and says which columns; the version moves only when something did."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.version += 1
        row.save(update_fields=[*changed, "version", "changed_at"])
    return changed
