"""Appending. The entry stands in the transaction of the deed or reading that it records: both exist, or neither."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from django.db import connection

from noroshi.ledger.canonical import NotCanonical, canonical
from noroshi.ledger.entries import NOBODY, Actor, Answer

__all__ = ["Actor", "Answer", "record"]

CODE: Final = re.compile(r"[\x21-\x7e]{0,200}")

# Without RETURNING: whoever appends need not be able to read what was appended.
APPEND: Final = """
insert into ledger_entry (deed, answer, allowed, clause, person_id, desk_id, organization_id, key_id, system,
                          object_ids, provider_ids, subject_organization_id, detail)
values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s::uuid[], %s::bigint[], %s, %s::jsonb)
"""


def record(
    *,
    deed: str,
    actor: Actor = NOBODY,
    answer: Answer | str = Answer.DEED,
    allowed: bool = True,
    clause: str = "",
    system: str = "",
    objects: Iterable[tuple[UUID, int | None]] = (),
    subject_organization: int | None = None,
    detail: Mapping[str, object] | None = None,
) -> None:
    """Appends one entry for one answer. Needs the caller's transaction; takes no lock that another appender wants.

    An object given without its provider is shown to no provider (who reads in a confidential group stays unknown).
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An entry belongs into the transaction of what it records.")
    given = list(objects)
    values = [
        *(deed, Answer.of(answer).value, allowed, clause),
        *(actor.person_id, actor.desk_id, actor.organization_id, actor.key_id, system),
        *([public_id for public_id, _ in given], [provider for _, provider in given], subject_organization),
        _plain(detail or {}),
    ]
    with connection.cursor() as cursor:
        cursor.execute(APPEND, values)


def _plain(detail: Mapping[str, object]) -> str:
    """Ids and codes pass; anything that could be somebody's words does not."""
    text = canonical(detail).decode()
    for word in _words(json.loads(text)):
        if not CODE.fullmatch(word):
            raise NotCanonical("The detail of an entry holds ids and codes, never content.")
    return text


def _words(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield name
            yield from _words(part)
    elif isinstance(value, list):
        for part in value:
            yield from _words(part)
