"""What lies around the million editions of the bench: parts with the fields of the forms, hops with receipts, numbers, answers.

Written by the database itself from what stands there already; nothing here is measured.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import psycopg
from psycopg import sql

from noroshi.advisories.models import Acknowledgement
from noroshi.audiences.kept_schemes import scheme_key
from noroshi.directory.models import Desk
from noroshi.editions.models import EditionKind, Hop, Part, Registration
from noroshi.sharing.definitions import Definition
from noroshi.sharing.marking import Marking
from noroshi.vocabulary import DeskKind, Leg, OrganizationKind, TableVariant, Tlp
from tests.bench.filled import ADVISORY, REPORT, TEXT
from tests.bench.sentences import Sentence, Step
from tests.bench.world import defaults, say, write_audiences

ANSWERS = 200
"""So many recipients have answered what came to them."""
SEAL = json.dumps({"sha256": "ab" * 32, "signature": "cd" * 64, "fingerprint": f"ed25519:{'ef' * 32}"})


def write(connection: psycopg.Connection, told: Sequence[Sentence], editions: int) -> None:
    _ways(connection, told)
    _parts(connection)
    _hops(connection)
    _registrations(connection)
    _answers(connection, editions)


def _ways(connection: psycopg.Connection, told: Sequence[Sentence]) -> None:
    """Which hops every edition of an audience has made, each kept by sender, recipients and originator."""
    known = {one.definition.digest(): number for number, one in enumerate(told, 1)}
    new: list[Definition] = []
    lines = []
    for number, one in enumerate(told, 1):
        for place, step in enumerate(one.steps, 1):
            kept = _kept_by(one.definition, step)
            if kept.digest() not in known:
                new.append(kept)
                known[kept.digest()] = len(told) + len(new)
            lines.append(
                (number, place, known[kept.digest()], step.deed.value, step.from_desk, sorted(map(str, step.to)))
            )
    write_audiences(connection, new, first=len(told) + 1)
    connection.execute(
        "create temporary table way (audience_id int, place int, kept_by int, deed text, from_desk bigint, recipients text[])"
    )
    with connection.cursor().copy("copy way from stdin") as copy:
        for line in lines:
            copy.write_row(line)
    connection.execute("analyze way")


def _kept_by(definition: Definition, step: Step) -> Definition:
    sender = {step.from_desk} - {definition.marking.originator}
    return replace(definition, opened=step.to, carriers=definition.carriers | sender)


def _parts(connection: psycopg.Connection) -> None:
    """The open part of each with its fields, each with its salt; every third report says that more will come."""
    say("their parts")
    kinds = {EditionKind.REPORT: REPORT, EditionKind.ADVISORY: ADVISORY, EditionKind.NOTICE: {"text": TEXT * 3}}
    content = sql.SQL(" ").join(
        sql.SQL("when {} then {}").format(kind.value, _fields(kind, said)) for kind, said in kinds.items()
    )
    _insert(
        connection,
        Part,
        {"id": "e.id", "audience_id": "e.audience_id", "edition_id": "e.id", "slot": "0", "is_open": "true"},
        sql.SQL("case e.kind {} end").format(content),
        "content",
        "editions_edition e order by e.id",
    )


def _fields(kind: EditionKind, said: dict[str, str]) -> sql.Composable:
    """Salts are drawn from the row's own name; a title tells rows apart."""
    title = {EditionKind.REPORT: "summary", EditionKind.ADVISORY: "threat_summary"}.get(kind, "title")
    values: dict[str, sql.Composable] = {name: sql.Literal(value) for name, value in said.items()}
    values[title] = sql.SQL("{} || e.number || {} || {}").format("第", "報 ", said.get(title, "お知らせ"))
    if kind is EditionKind.REPORT:
        values["sector"] = sql.SQL("e.sectors[1]")
        values["outlook"] = sql.SQL("case e.id % 3 when 0 then {} else {} end").format("continuing", "closed")
    pairs = (
        sql.SQL("{}::text, array[md5({} || e.public_id), {}]").format(name, name, value)
        for name, value in values.items()
    )
    return sql.SQL("jsonb_build_object({})").format(sql.SQL(", ").join(pairs))


def _hops(connection: psycopg.Connection) -> None:
    say("their hops")
    _insert(
        connection,
        Hop,
        {
            "audience_id": "w.kept_by",
            "public_id": "gen_random_uuid()",
            "edition_public_id": "e.public_id",
            "edition_id": "e.id",
            "edition_kind": "e.kind",
            "number": "w.place",
            "kind": "w.deed",
            "from_desk_id": "w.from_desk",
            '"to"': "w.recipients",
            "at": "e.sealed_at + w.place * interval '1 hour'",
        },
        sql.Literal(SEAL),
        "seal",
        "editions_edition e join way w on w.audience_id = e.audience_id order by e.id, w.place",
    )


def _registrations(connection: psycopg.Connection) -> None:
    """What three hops have brought up has reached the center."""
    say("their numbers")
    _insert(
        connection,
        Registration,
        {
            "audience_id": "e.audience_id",
            "public_id": "gen_random_uuid()",
            "edition_id": "e.id",
            "matter": "e.matter",
            "reference_number": "'R' || e.id",
            "desk_id": str(_center()),
            "at": "e.sealed_at + interval '4 hours'",
        },
        sql.Literal(SEAL),
        "seal",
        "editions_edition e join way w on w.audience_id = e.audience_id and w.place = 3 where e.number = 1 order by e.id",
    )


def _center() -> int:
    return Desk.objects.filter(organization__kinds=[OrganizationKind.CENTER.value], kind=DeskKind.CIP.value).get().pk


def _answers(connection: psycopg.Connection, editions: int) -> None:
    """Of some recipients, to every advisory of the last weeks for everyone in range: who asks for its own walks past them."""
    say("answers")
    desks = list(Desk.objects.filter(organization__kinds=[OrganizationKind.OPERATOR.value]).order_by("-pk")[:ANSWERS])
    (first,) = connection.execute("select max(id) + 1 from audiences_audience").fetchone() or (1,)
    own = [_own(desk.pk) for desk in desks]
    write_audiences(connection, own, first=first)
    connection.execute("create temporary table answerer (audience_id int, desk_id bigint, person_id bigint)")
    with connection.cursor().copy("copy answerer (audience_id, desk_id) from stdin") as copy:
        for number, desk in enumerate(desks, first):
            copy.write_row([number, desk.pk])
    connection.execute(
        "update answerer a set person_id = (select min(person_id) from directory_membership m where m.desk_id = a.desk_id)"
    )
    _insert(
        connection,
        Acknowledgement,
        {
            "audience_id": "a.audience_id",
            "public_id": "gen_random_uuid()",
            "edition_id": "e.id",
            "edition_public_id": "e.public_id",
            "desk_id": "a.desk_id",
            "by_id": "a.person_id",
            "at": "e.sealed_at + interval '1 day'",
        },
        sql.Literal("not_seen"),
        "sighting",
        f"""editions_edition e cross join answerer a where e.id > {editions - 2000} and e.kind = 'advisory' and e.tlp = 'green'
            order by e.id""",
    )


def _own(desk: int) -> Definition:
    """As `own_desks` would, for the desk alone."""
    marking = Marking(tlp=Tlp.GREEN, variant=TableVariant.TABLE4, leg=Leg.OTHER, originator=desk)
    return Definition(marking, frozenset(), scheme=scheme_key())


def _insert(
    connection: psycopg.Connection,
    model: type,
    columns: dict[str, str],
    last: sql.Composable,
    last_name: str,
    source: str,
) -> None:
    """Straight into the table."""
    table = sql.Identifier(model._meta.db_table)
    rest = defaults(model, [*(name.strip('"') for name in columns), last_name, "id"])
    names = sql.SQL(", ").join([*(sql.SQL(name) for name in columns), *map(sql.Identifier, [last_name, *rest])])
    values = sql.SQL(", ").join(
        [*(sql.SQL(value) for value in columns.values()), last, *map(sql.Literal, rest.values())]
    )
    with _without_triggers(connection, table):
        connection.execute(
            sql.SQL("insert into {} ({}) overriding system value select {} from {}").format(
                table, names, values, sql.SQL(source)
            )
        )
    connection.execute(
        sql.SQL("select setval(pg_get_serial_sequence({}, 'id'), (select max(id) from {}))").format(
            model._meta.db_table, table
        )
    )


@contextmanager
def _without_triggers(connection: psycopg.Connection, table: sql.Identifier) -> Iterator[None]:
    """What is referred to stands there; afterwards each trigger is as it was."""
    always = connection.execute(
        sql.SQL("select tgname from pg_trigger where tgrelid = {}::regclass and tgenabled = 'A'").format(
            table.as_string(connection)
        )
    ).fetchall()
    connection.execute(sql.SQL("alter table {} disable trigger all").format(table))
    yield
    connection.execute(sql.SQL("alter table {} enable trigger all").format(table))
    for (name,) in always:
        connection.execute(sql.SQL("alter table {} enable always trigger {}").format(table, sql.Identifier(name)))
