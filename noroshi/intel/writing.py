"""One batch into the tables, in the caller's transaction and under its locks. The rows of a batch stand or fall together."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import psycopg
from django.db import connection

from noroshi.intel.arrays import Texts, TextsDumper, plain
from noroshi.intel.rows import Rows, sector_bits

SQL: Final = Path(__file__).parent / "sql"


def write(origin: int, rows: Rows) -> set[int]:
    """Places of those that were new. From here on whoever calls holds the turn, until the end of the transaction."""
    if not rows.reads:
        return set()
    with _cursor() as cursor:
        cursor.execute(_statement("take_in"), {"origin": origin, **_objects(rows), **_values(rows), **_links(rows)})
        new, audiences = cursor.fetchone()  # type: ignore[misc]  # an aggregate
        counted = Counter(audiences)
        cursor.execute("select noroshi_intel_tally(%s::int[], %s::int[])", [plain(counted), plain(counted.values())])
        audience_ids, kinds = zip(*rows.ranges(), strict=True)
        cursor.execute(
            "select noroshi_intel_came(%s, %s::int[], %s::smallint[])", [origin, plain(audience_ids), plain(kinds)]
        )
    return set(new)


def _objects(rows: Rows) -> dict[str, Any]:
    reads = rows.reads
    return {
        "many": len(reads),
        "places": plain(range(len(reads))),
        "versions": plain(rows.versions),
        "uuids": plain(read.uuid for read in reads),
        "audiences": plain(rows.audiences),
        "kinds": plain(int(read.kind) for read in reads),
        "raws": Texts([read.raw for read in reads]),
    }


def _values(rows: Rows) -> dict[str, Any]:
    values = rows.values
    of = [rows.reads[value.place] for value in values]
    return {
        "value_audiences": plain(rows.audiences[value.place] for value in values),
        "value_places": plain(value.place for value in values),
        "keys": plain(value.key.hex() for value in values),
        "valid_from": plain(_text(read.valid_from) for read in of),
        "valid_until": plain(_text(read.valid_until) for read in of),
        "sectors": plain(sector_bits(read) for read in of),
        "numbers": plain(value.number for value in values),
        "value_kinds": plain(value.kind for value in values),
        "object_kinds": plain(int(read.kind) for read in of),
        "confidences": plain(read.confidence for read in of),
        "revoked": plain("t" if read.revoked else "f" for read in of),
        "values": _texts(value.value for value in values),
        "severities": plain(read.severity for read in of),
        "products": _texts("\n".join(read.products) if read.products else "" for read in of),
    }


def _links(rows: Rows) -> dict[str, Any]:
    links = rows.links
    return {
        "link_audiences": plain(rows.audiences[link.place] for link in links),
        "link_places": plain(link.place for link in links),
        "from_uuids": plain(link.from_uuid for link in links),
        "to_uuids": plain(link.to_uuid for link in links),
        "link_numbers": plain(link.number for link in links),
        "fields": plain(link.field for link in links),
    }


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _texts(texts: Iterable[str]) -> Texts:
    return Texts([text.encode() for text in texts])


def _cursor() -> psycopg.Cursor[Any]:
    """Of the very connection that Django holds, with parameters that travel beside the statement."""
    connection.ensure_connection()
    cursor: psycopg.Cursor[Any] = psycopg.Cursor(connection.connection)
    cursor.adapters.register_dumper(Texts, TextsDumper)
    return cursor


@cache
def _statement(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")
