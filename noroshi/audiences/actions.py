"""Intern a definition; read definitions again when the directory changes. Objects are never touched, only seats."""

from collections.abc import Iterable, Iterator, Sequence

from django.db import connection, transaction

from noroshi.audiences.everybody import everybody, forget, hold_still
from noroshi.audiences.kept_schemes import table_of
from noroshi.audiences.queries import array, bits
from noroshi.audiences.signals import signal_desks
from noroshi.audiences.viewer import rereading
from noroshi.directory.events import Preview
from noroshi.directory.facts import desk_facts, desks_of_partners
from noroshi.sharing.definitions import Definition, parse, seats
from noroshi.sharing.facts import DeskFacts


def interned(definition: Definition) -> int | None:
    """The audience of this definition if it was made: then its scheme was kept as well."""
    with connection.cursor() as cursor:
        cursor.execute("select noroshi_interned(%s)", [definition.digest()])
        (known,) = cursor.fetchone()
    return None if known is None else int(known)


def intern(definition: Definition) -> int:
    """The audience of this definition, made on first use, in the caller's transaction."""
    known = interned(definition)
    if known is not None:
        return known
    digest = definition.digest()
    with connection.cursor() as cursor:
        hold_still()
        held = seats(definition, everybody(), table_of(definition.scheme))
        cursor.execute(
            "select noroshi_intern(%s, %s, %s, %s::text[], %s, %s, %s::bigint[], %s::smallint[])",
            [
                digest,
                definition.canonical(),
                definition.marking.originator or None,
                sorted(definition.marking.sectors),
                definition.matter,
                definition.is_public,
                array(held),
                array(bits(requires) for requires in held.values()),
            ],
        )
        return int(cursor.fetchone()[0])


def definition_of(audience_id: int) -> Definition | None:
    """The sentence behind an audience that the viewer belongs to."""
    with connection.cursor() as cursor:
        cursor.execute("select noroshi_definition(%s)", [audience_id])
        (text,) = cursor.fetchone()
    return parse(text) if text else None


def reread(desks: Iterable[int]) -> None:
    """Reads every definition again for these desks; runs inside the transaction of the directory change."""
    wanted = sorted(set(desks))
    facts = desk_facts(wanted)
    with rereading(), connection.cursor() as cursor:
        moved = [
            (audience, desk.desk, bits(requires))
            for audience, definition in _definitions()
            for desk in facts
            if (requires := definition.seat(desk, table_of(definition.scheme))) is not None
        ]
        audiences, seat_desks, numbers = ([row[column] for row in moved] for column in range(3))
        cursor.execute(
            "select noroshi_reseat(%s::bigint[], %s::int[], %s::bigint[], %s::smallint[])",
            [wanted, array(audiences), array(seat_desks), array(numbers)],
        )
    signal_desks("item", wanted)


def reread_by_date() -> int:
    """Desks of which the policy knows something else since the day changed: partners whose agreement began or ended."""
    desks = desks_of_partners()
    with transaction.atomic():
        forget()
        reread(desks)
    return len(desks)


def preview(before: Sequence[DeskFacts], after: Sequence[DeskFacts]) -> Preview:
    """How many items would open and close if these desks became what is wanted; numbers only."""
    pairs = _pairs(before, after)
    opens: set[int] = set()
    closes: set[int] = set()
    with rereading():
        for audience, definition in _definitions():
            table = table_of(definition.scheme)
            for old, new in pairs:
                held = old is not None and definition.seat(old, table) is not None
                will_hold = new is not None and definition.seat(new, table) is not None
                if held != will_hold:
                    (opens if will_hold else closes).add(audience)
        return Preview(_tally(opens), _tally(closes))


def _pairs(before: Sequence[DeskFacts], after: Sequence[DeskFacts]) -> list[tuple[DeskFacts | None, DeskFacts | None]]:
    old, new = ({desk.desk: desk for desk in desks} for desks in (before, after))
    return [(old.get(desk), new.get(desk)) for desk in sorted({*old, *new})]


def _definitions() -> Iterator[tuple[int, Definition]]:
    """Every sentence there is; the database answers only inside `rereading`."""
    with connection.cursor() as cursor:
        cursor.execute("select id, definition from noroshi_definitions()")
        yield from ((audience, parse(text)) for audience, text in cursor.fetchall())


def _tally(audiences: set[int]) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select noroshi_tally(%s::int[])", [sorted(audiences)])
        return int(cursor.fetchone()[0])
