"""Writes batches under the bulk login: numbers when it is one's turn, COPY into each table, one transaction a batch.

This login may add and never read. Whether something is there already the tables themselves say, by refusing it; then the system's
login is asked, under a viewer's name, and the batch is written without what is known.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg.errors import UniqueViolation

from noroshi.intel.bulk.batches import Batch
from noroshi.intel.bulk.lines import Line, fault_lines, links_from, objects_from, values_from

SQL: Final = Path(__file__).parent / "sql"
CAREFUL: Final = 16
"""After something known was met, so many batches are asked about beforehand."""
TOLD_FAULTS: Final = 1000
"""Of one batch; how many there were in all is counted beside."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where the batches of one import go, and which logins write them and look."""

    of: int
    origin: int
    audience: int
    bulk_address: str
    system_address: str


@dataclass(frozen=True, slots=True)
class Written:
    end: int
    taken: int
    known: int
    refused: int


class Writer:
    def __init__(self, target: Target) -> None:
        self.target = target
        self.connection = psycopg.connect(target.bulk_address)
        self.looking: psycopg.Connection[Any] | None = None
        self.careful = 0
        self.told: set[tuple[int, int]] = set()
        self.fresh: set[tuple[int, int]] = set()

    def write(self, batch: Batch) -> Written | None:
        """None: somebody has written this stretch already."""
        fresh, known = batch, 0
        if self.careful:
            fresh, known = self._without_known(batch)
            self.careful -= 1
        try:
            return self._written(fresh, known)
        except UniqueViolation as clash:
            self.connection.rollback()
            if clash.diag.table_name == "intel_importbatch":
                return None
        self.careful = CAREFUL
        return self.write(batch)

    def _written(self, batch: Batch, known: int) -> Written:
        lines, target, stretch = batch.lines, self.target, batch.stretch
        self.fresh = set()
        result = Written(stretch.end, len(lines), known + batch.again, len(batch.faults))
        with self.connection.cursor() as cursor:
            if lines:
                cursor.execute("select first_id from noroshi_intel_turn(%s)", [len(lines)])
                first: int = cursor.fetchone()[0]  # type: ignore[index]  # a function of one row
                self._copy(cursor, "objects", objects_from(first, lines))
                self._copy(cursor, "values", values_from(first, lines))
                self._copy(cursor, "links", links_from(first, lines))
                counted = Counter(line.audience for line in lines)
                cursor.execute(
                    "select noroshi_intel_tally(%s::int[], %s::int[])", [list(counted), list(counted.values())]
                )
                self._came(cursor, lines)
            self._copy(
                cursor, "faults", fault_lines(target.of, stretch.start, target.audience, batch.faults[:TOLD_FAULTS])
            )
            told = {"of": target.of, "start": stretch.start, "end": stretch.end, "audience": target.audience}
            counts = {"taken": result.taken, "known": result.known, "refused": result.refused}
            cursor.execute(_statement("batch"), told | counts)
        self.connection.commit()
        self.told |= self.fresh
        return result

    def _came(self, cursor: psycopg.Cursor[Any], lines: Sequence[Line]) -> None:
        """Ranges that this process has not told yet."""
        fresh = {(line.audience, line.kind) for line in lines} - self.told
        if fresh:
            audiences, kinds = ([one[part] for one in fresh] for part in (0, 1))
            cursor.execute(
                "select noroshi_intel_came(%s, %s::int[], %s::smallint[])", [self.target.origin, audiences, kinds]
            )
            self.fresh = fresh

    def _copy(self, cursor: psycopg.Cursor[Any], name: str, lines: bytes) -> None:
        if lines:
            with cursor.copy(_statement(name)) as copy:
                copy.write(lines)

    def _without_known(self, batch: Batch) -> tuple[Batch, int]:
        known = self._known([line.uuid for line in batch.lines])
        fresh = [line for line in batch.lines if line.named not in known]
        return replace(batch, lines=fresh), len(batch.lines) - len(fresh)

    def _known(self, uuids: list[str]) -> set[tuple[str, int, int]]:
        if self.looking is None:
            self.looking = psycopg.connect(self.target.system_address)
        with self.looking.transaction(), self.looking.cursor() as cursor:
            cursor.execute("select set_config('noroshi.viewer', 'system:import', true)")
            cursor.execute(_statement("known"), {"origin": self.target.origin, "uuids": uuids})
            return set(cursor.fetchall())

    def close(self) -> None:
        for connection in (self.connection, self.looking):
            if connection is not None:
                connection.close()


@cache
def _statement(name: str) -> str:
    """A file of ours, never anybody's words."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")
