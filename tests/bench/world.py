"""Builds the world of the bench: `python -m tests.bench.world 1000000`, in a process of its own, its database in the environment.

Rows come in by COPY; seats are what the policy says, computed by the policy. Nothing here is measured.
"""

import itertools
import json
import os
import random
import sys
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import django
import psycopg

if TYPE_CHECKING:
    from django.db.models import Model

    from noroshi.sharing.definitions import Definition
    from tests.bench.sentences import Sentence

EDITIONS = int(sys.argv[1])
SECONDS_BETWEEN = 77_000_000 / EDITIONS
SUPERUSER_URL = "NOROSHI_BENCH_SUPERUSER_URL"
EDITION_COLUMNS = (
    *("id", "audience_id", "public_id", "matter", "number", "kind", "scheme", "tlp", "variant", "leg", "importance"),
    *("sectors", "reference_number", "originator_desk_id", "originator_organization_id", "sealed_at", "seal"),
)


def main() -> None:
    django.setup()
    from django.db import transaction  # noqa: PLC0415 - rooms exist only once Django is set up

    from noroshi.audiences.kept_schemes import keep_scheme, scheme_key  # noqa: PLC0415
    from tests.bench import directory, life, sentences  # noqa: PLC0415

    chance = random.Random(20260401)  # noqa: S311 - nothing here is secret
    say("directory")
    made = directory.build(chance)
    with transaction.atomic():
        keep_scheme(scheme_key())
    told = sentences.sentences(made, chance)
    organization_of = {desk.pk: desk.organization_id for desk in made.desks}
    with psycopg.connect(os.environ[SUPERUSER_URL], autocommit=True) as connection:
        connection.execute("set synchronous_commit = off")
        write_audiences(connection, [one.definition for one in told])
        _write_editions(connection, told, organization_of, chance)
        life.write(connection, told, EDITIONS)
        say("statistics")
        connection.execute("vacuum (analyze)")


def say(step: str) -> None:
    print(f"  building: {step}", file=sys.stderr, flush=True)


def write_audiences(connection: psycopg.Connection, definitions: Sequence["Definition"], first: int = 1) -> None:
    """The very rows that interning would have written."""
    from noroshi.audiences.everybody import everybody  # noqa: PLC0415
    from noroshi.audiences.kept_schemes import table_of  # noqa: PLC0415
    from noroshi.audiences.queries import bits  # noqa: PLC0415
    from noroshi.sharing.definitions import seats  # noqa: PLC0415

    say(f"{len(definitions):,} audiences and their seats")
    columns = "id, digest, definition, originator_desk, sectors, matter, is_public"
    with connection.cursor().copy(f"copy audiences_audience ({columns}) from stdin") as copy:
        for number, meant in enumerate(definitions, first):
            copy.write_row(
                [
                    *(number, meant.digest(), meant.canonical(), meant.marking.originator),
                    *(sorted(meant.marking.sectors), None, meant.is_public),
                ]
            )
    last = first + len(definitions) - 1
    connection.execute("select setval(pg_get_serial_sequence('audiences_audience', 'id'), %s)", [last])
    into = "copy audiences_seat (desk_id, audience_id, requires) from stdin"
    with _indexes_later(connection, "audiences_seat", first), connection.cursor().copy(into) as copy:
        for number, meant in enumerate(definitions, first):
            held = seats(meant, everybody(), table_of(meant.scheme))
            copy.write("".join(f"{desk}\t{number}\t{bits(asked)}\n" for desk, asked in held.items()))


@contextmanager
def _indexes_later(connection: psycopg.Connection, table: str, first: int) -> Iterator[None]:
    """Ten million rows come in faster when their indexes are built once, at the end; what comes later is little."""
    if first > 1:
        yield
        return
    plain = "select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index where indrelid = %s::regclass"
    indexes = connection.execute(f"{plain} and not indisprimary", [table]).fetchall()
    (key,) = connection.execute(
        "select conname, pg_get_constraintdef(oid) from pg_constraint where conrelid = %s::regclass and contype = 'p'",
        [table],
    ).fetchall()
    for name, _ in indexes:
        connection.execute(f"drop index {name}")
    connection.execute(f"alter table {table} drop constraint {key[0]}")
    yield
    connection.execute("set maintenance_work_mem = '512MB'")
    connection.execute(f"alter table {table} add constraint {key[0]} {key[1]}")
    for _, definition in indexes:
        connection.execute(definition)


def _write_editions(
    connection: psycopg.Connection,
    told: Sequence["Sentence"],
    organization_of: dict[int, int],
    chance: random.Random,
) -> None:
    say(f"{EDITIONS:,} editions")
    columns, rest = _other_columns()
    with connection.cursor().copy(f"copy editions_edition ({', '.join(columns)}) from stdin") as copy:
        for chunk in itertools.batched(_editions(told, organization_of, chance), 500):
            copy.write("".join(f"{line}{rest}" for line in chunk))
    connection.execute("select setval(pg_get_serial_sequence('editions_edition', 'id'), %s)", [EDITIONS])


def _other_columns() -> tuple[list[str], str]:
    """What no edition of the bench sets is what the model sets."""
    from noroshi.editions.models import Edition  # noqa: PLC0415

    others = defaults(Edition, EDITION_COLUMNS)
    rest = "".join(f"\t{'\\N' if value is None else value}" for value in others.values())
    return [*EDITION_COLUMNS, *others], f"{rest}\n"


def defaults(model: "type[Model]", ours: Sequence[str]) -> dict[str, object]:
    fields = [field for field in model._meta.concrete_fields if field.column not in ours]
    return {field.column: field.get_default() for field in fields if not field.has_db_default()}


def _editions(told: Sequence["Sentence"], organization_of: dict[int, int], chance: random.Random) -> Iterator[str]:
    """One line of COPY for each. Seals have the size and shape of real ones; their digests are random."""
    tenths = [_chosen(told, tenth, chance) for tenth in range(10)]
    began, noise = datetime.now(UTC) - timedelta(days=900), os.urandom(4_000_000).hex()
    matter, number, audience, sentence = uuid.uuid4(), 0, *tenths[0][0]
    for row in range(1, EDITIONS + 1):
        continues = row % 5 == 0
        if not continues:
            audience, sentence = tenths[(row - 1) * 10 // EDITIONS][row % 200_003 % len(tenths[0])]
        matter, number = (matter, number + 1) if continues else (uuid.UUID(int=chance.getrandbits(128), version=4), 1)
        marking = sentence.definition.marking
        seal = _seal(noise, row * 997 % 3_900_000)
        given = f"T{row:06}" if sentence.kind == "advisory" else ""
        yield (
            f"{row}\t{audience}\t{uuid.UUID(int=chance.getrandbits(128), version=4)}\t{matter}\t{number}\t{sentence.kind.value}\t"
            f"{sentence.definition.scheme}\t{marking.tlp.value}\t{marking.variant.value}\t{marking.leg.value}\tcaution\t"
            f"{{{','.join(sorted(marking.sectors))}}}\t{given}\t{sentence.originator}\t{organization_of[sentence.originator]}\t"
            f"{(began + timedelta(seconds=SECONDS_BETWEEN * row)).isoformat()}\t{seal}"
        )


def _chosen(told: Sequence["Sentence"], tenth: int, chance: random.Random) -> list[tuple[int, "Sentence"]]:
    """Which audience each edition of this tenth of time has."""
    alive = [(number, one) for number, one in enumerate(told, 1) if (tenth + 1) / 10 <= one.until]
    weights = [one.weight for _, one in alive]
    return chance.choices(alive, weights, k=EDITIONS // 10)


def _seal(noise: str, start: int) -> str:
    digests = [noise[start + 64 * n : start + 64 * (n + 1)] for n in range(20)]
    return json.dumps(
        {
            "header": {"edition": digests[16][:36], "matter": digests[17][:36], "number": 1, "kind": "report"},
            "fields": digests[:16],
            "sha256": digests[16],
            "signature": digests[17] + digests[18],
            "fingerprint": f"ed25519:{digests[19]}",
        }
    )


if __name__ == "__main__":
    main()
