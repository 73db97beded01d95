"""What the page of one edition is made of, in one question: the editions of its matter, what is said in each, who has opened it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from noroshi.audiences.queries import Held
from noroshi.directory.remembered import desks_by_number
from noroshi.editions.handling import Handled
from noroshi.editions.models import Edition

COLUMNS: Final = tuple(field.column for field in Edition._meta.concrete_fields)  # noqa: SLF001 - Django's documented way
NAMES: Final = tuple(field.attname for field in Edition._meta.concrete_fields)  # noqa: SLF001 - likewise
MATTER: Final = f"""
select {", ".join(f"e.{column}" for column in COLUMNS)},
       array(select p.content from held.editions_part p where p.edition_id = e.id order by p.slot),
       (select p.handling from held.editions_part p
         where p.edition_id = e.id and p.handling is not null order by p.marking_number desc limit 1),
       array(select m.person_id from held.editions_readmark m where m.edition_id = e.id and m.desk_id = %(desk)s),
       case when e.kind = 'report' and e.reference_number = '' then
         (select coalesce((select w.instead from held.editions_numberwithdrawal w where w.registration_id = r.id), r.reference_number)
            from held.editions_registration r where r.matter = e.matter) end,
       (select array[t.number, t.importance] from held.editions_ticket t
         where t.desk_id = %(desk)s::bigint and t.matter = e.matter),
       (select r.reference_number from held.editions_registration r where r.matter = e.matter and exists (
         select from held.editions_numberwithdrawal w where w.registration_id = r.id))
  from held.editions_edition e
 where e.matter = (select asked.matter from held.editions_edition asked where asked.public_id = %(asked)s)
 order by (e.public_id = %(asked)s) desc, e.id desc limit %(most)s
"""  # noqa: S608 - names of columns from the model, nothing that anybody wrote


@dataclass(frozen=True, slots=True)
class MatterRow:
    """An edition, its salted fields as the locks let them through; `given` is the center's number, `own` the desk's and its weight.

    `withdrawn` is a number that the center gave and does not use any more.
    """

    edition: Edition
    salted: Mapping[str, list[Any]]
    opened_by: frozenset[int]
    given: str
    own: Sequence[str]
    withdrawn: str
    handled: Handled | None = None


def matter_rows(held: Held, public_id: UUID, *, desk: int, most: int) -> list[MatterRow]:
    """Oldest first: the edition that was asked for, and the latest of its matter."""
    rows = [_row(*row) for row in held.asked_often(MATTER, asked=public_id, desk=desk, most=most)]
    desks = desks_by_number(row.edition.originator_desk_id for row in rows)
    for row in rows:
        row.edition.originator_desk = desks[row.edition.originator_desk_id]
    return sorted(rows, key=lambda row: row.edition.pk)


def _row(*found: Any) -> MatterRow:
    *columns, parts, handling, people, given, own, withdrawn = found
    values = dict(zip(NAMES, columns, strict=True))
    edition = Edition(**values | {"seal": json.loads(values["seal"])})
    edition._state.adding, edition._state.db = False, "default"  # noqa: SLF001 - as a row that was read
    return MatterRow(
        edition, _salted(parts), frozenset(people), given or "", own or (), withdrawn or "", _handled(handling)
    )


def _handled(kept: str | None) -> Handled | None:
    return Handled.of(json.loads(kept) if kept else None)


def _salted(parts: Sequence[str]) -> dict[str, list[Any]]:
    return {name: value for part in parts for name, value in json.loads(part).items()}
