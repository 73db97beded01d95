"""Raw SQL with the application's login: whoever may read an edition may neither change what was sealed nor speak for others."""

import uuid
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction

from noroshi.audiences.actions import definition_of, intern
from noroshi.audiences.viewer import acting_as
from noroshi.editions.actions import mark_again
from noroshi.editions.models import Edition, Hop, Part
from noroshi.sharing.definitions import Definition
from noroshi.sharing.marking import PartMarking
from noroshi.sharing.parties import Naming, Party, desk
from noroshi.vocabulary import Tlp

pytestmark = pytest.mark.django_db

MALFORMED = (
    "",
    "seat",
    "seat:",
    "seat::",
    "seat:1",
    "seat:0:0",
    "seat:-1:-1",
    "public:1",
    "PUBLIC",
    "system",
    "system:",
    "*",
)
NOT_NUMBERS = ("seat:a:b", "seat:1:2 or true", "seat:1;2:3", "seat:99999999999999999999:1")


@pytest.fixture
def received(cast):
    edition = cast.report(cast.electric, parts=(PartMarking(frozenset({"contact"}), Tlp.RED),))
    cast.send(cast.electric, edition, cast.ministry)
    return edition


def refused(viewer, sql, *values) -> bool:
    """Whether the database says no, by an error or by finding nothing to change."""
    try:
        with acting_as(viewer), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.rowcount == 0
    except DatabaseError:
        return True


def seen(setting) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select set_config('noroshi.viewer', %s, true)", [setting])
        cursor.execute("select (select count(*) from editions_edition) + (select count(*) from editions_part)")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("setting", MALFORMED)
def test_a_malformed_viewer_reads_nothing(received, setting):
    assert seen(setting) == 0


@pytest.mark.parametrize("setting", NOT_NUMBERS)
def test_a_viewer_that_is_no_number_is_an_error_or_reads_nothing(received, setting):
    try:
        found = seen(setting)
    except DatabaseError:
        found = 0
    assert found == 0


@pytest.mark.parametrize("name", ["rereading", "sealer", "propagation", "backup"])
def test_the_application_never_becomes_a_system_viewer(received, name):
    assert seen(f"system:{name}") == 0


SEALED = (
    "update editions_part set content = '{}'",
    "update editions_part set slot = slot + 7",
    "update editions_edition set seal = '{}'",
    "update editions_edition set public_id = gen_random_uuid()",
    "update editions_edition set number = number + 1",
    "update editions_edition set matter = gen_random_uuid()",
    "update editions_edition set sealed_at = now()",
    "update editions_edition set importance = 'crisis'",
    "update editions_edition set reference_number = 'X'",
    "update editions_edition set is_derived = not is_derived",
    "update editions_hop set at = now()",
    "update editions_hop set \"to\" = '{public}'",
    "update editions_hop set edition_public_id = gen_random_uuid()",
    "update editions_markingrecord set marking = '{}'",
    "update editions_markingrecord set reason = 'other'",
)


@pytest.mark.parametrize("sql", SEALED)
def test_what_was_sealed_never_changes_not_even_at_its_own_desk(cast, received, sql):
    assert refused(cast.ministry, sql)
    assert refused(cast.electric, sql)


@pytest.mark.parametrize(
    "change",
    [
        "is_recalled = true",
        "published_at = now()",
        "tlp = 'clear'",
        "sectors = '{}'",
        "marking_number = marking_number + 1",
        "relay_by_hand = true",
        "originator_desk_id = originator_desk_id + 1",
    ],
)
def test_a_reader_cannot_act_as_if_it_were_the_originator(cast, received, change):
    assert refused(cast.ministry, f"update editions_edition set {change}")  # noqa: S608 - our own words


def test_a_reader_cannot_move_an_edition_into_an_audience_of_its_own_making(cast, received):
    everyone = frozenset({Party(Naming.EVERYONE_IN_RANGE)})
    with acting_as(cast.ministry):
        held = definition_of(Edition.objects.get(public_id=received.public_id).audience_id)
        own = intern(replace(held, marking=cast.marking(cast.ministry, Tlp.GREEN)))
        wider = replace(held, marking=cast.marking(cast.electric, Tlp.GREEN), opened=everyone | held.opened)
    with pytest.raises(DatabaseError), acting_as(cast.ministry), transaction.atomic():
        intern(wider)
    with acting_as(cast.electric):
        made = intern(wider)

    for audience in (own, made):
        for table in ("editions_edition", "editions_part", "editions_hop"):
            assert refused(cast.ministry, f"update {table} set audience_id = %s", audience)  # noqa: S608 - our own words


def test_a_reader_cannot_take_an_edition_away_from_those_who_hold_it(cast, received):
    cast.send(cast.ministry, received, cast.center)
    with acting_as(cast.ministry):
        held = definition_of(Edition.objects.get(public_id=received.public_id).audience_id)
        narrower = intern(replace(held, opened=held.opened - {desk(cast.center.desk_id)}))

    assert refused(cast.ministry, "update editions_edition set audience_id = %s", narrower)


def test_nobody_adds_a_field_to_what_another_desk_has_sealed(cast, received):
    sql = (
        "insert into editions_part (audience_id, edition_id, slot, is_open, content) "
        'select audience_id, id, 9, true, \'{"body": ["00", "forged"]}\' from editions_edition where public_id = %s'
    )

    assert refused(cast.ministry, sql, received.public_id)


def test_nobody_files_an_edition_in_the_name_of_another_desk(cast, received):
    columns = """kind, scheme, tlp, variant, leg, importance, sectors, reference_number, originator_organization_id, is_derived,
        is_recalled, relay_by_hand, only_anonymized, sealed_at, marking_number, seal, audience_id"""
    sql = (
        f"insert into editions_edition (public_id, matter, number, originator_desk_id, {columns}) "  # noqa: S608 - our own words
        f"select %s, gen_random_uuid(), 1, originator_desk_id, {columns} from editions_edition where public_id = %s"
    )

    assert refused(cast.ministry, sql, uuid.uuid4(), received.public_id)
    assert not refused(cast.electric, sql, uuid.uuid4(), received.public_id)


def test_nobody_writes_a_receipt_or_a_marking_in_the_name_of_another_desk(cast, received):
    with acting_as(cast.ministry):
        hop = Hop.objects.get(edition=received)
    columns = 'edition_public_id, edition_kind, edition_id, kind, from_desk_id, "to", note, at, seal, audience_id'
    receipt = (
        f"insert into editions_hop (public_id, number, {columns}) "  # noqa: S608 - our own words
        f"select gen_random_uuid(), 99, {columns} from editions_hop where public_id = %s"
    )
    marking = (
        "insert into editions_markingrecord (audience_id, edition_id, number, marking, handling_note, reason, seal, written_by_id, at) "
        "select audience_id, id, 2, '{}', '', '', '{}', %s, now() from editions_edition where public_id = %s"
    )

    assert refused(cast.ministry, receipt, hop.public_id)
    assert not refused(cast.electric, receipt, hop.public_id)
    assert refused(cast.ministry, marking, cast.ministry.seat.person_id, received.public_id)


def test_an_audience_is_what_its_sentence_says(cast, received):
    lie = "select noroshi_intern(sha256('another'), %s, %s, '{}', null, true, '{}', '{}')"
    with acting_as(cast.ministry):
        sentence = Definition(cast.marking(cast.electric, Tlp.GREEN)).canonical()

    with pytest.raises(DatabaseError), acting_as(cast.ministry), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(lie, [sentence, cast.ministry.desk_id])


def test_marking_again_moves_fields_and_rewrites_none(cast):
    edition = cast.report(cast.electric, Tlp.GREEN, {"title": "題", "contact": "03-0000-0000"})
    cast.send(cast.electric, edition, cast.ministry)
    closed = cast.marking(cast.electric, Tlp.GREEN, parts=(PartMarking(frozenset({"contact"}), Tlp.RED),))
    with acting_as(cast.electric):
        before = {part.pk: part.content for part in Part.objects.filter(edition=edition)}
        mark_again(cast.electric, edition.public_id, closed, read_number=1)
        after = {part.pk: part.content for part in Part.objects.filter(edition=edition)}
        mark_again(cast.electric, edition.public_id, cast.marking(cast.electric, Tlp.GREEN), read_number=2)

    assert before.items() <= after.items()
    with acting_as(cast.ministry):
        assert {name for part in Part.objects.filter(edition=edition) for name in part.content} == {"title", "contact"}
