"""A curious ministry with raw SQL under the application's login: it asks every function, tries every sentence and reads the catalog."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection

from noroshi.audiences.actions import definition_of
from noroshi.audiences.shared import shared_models
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.actions.duties import assign_matter
from noroshi.directory.models import Membership, Organization
from noroshi.editions.models import Derivation, Edition
from noroshi.sharing.definitions import Definition
from noroshi.sharing.parties import desk, organization
from tests.cast import Cast
from tests.ledger_logins import superuser
from tests.rooms.curious_ministry import SECRET, SUSPECTS, Story, sql, told_by

pytestmark = pytest.mark.django_db


def outcome(viewer: Viewer, text: str, *values: Any) -> Any:
    """The answer, or under which code the database refused; the words of a refusal are part of the answer."""
    try:
        with sql(viewer) as cursor:
            cursor.execute(text, values)
            return cursor.fetchall()
    except DatabaseError as refusal:
        cause = refusal.__cause__
        return (getattr(cause, "sqlstate", ""), re.sub(r"\d+", "‹n›", str(refusal)))


TELL: Final = "select delivery_tell(%s::bigint[], %s::bigint[], 'arrived', 'routine', %s, null, %s, '/x/', now())"


def test_by_a_notice_nobody_finds_out_who_holds_or_wrote_what_is_not_held_here(cast: Cast) -> None:
    """Written in the own name to a desk that holds it, the notice would say its originator: the lock binds its owner's functions too."""
    for name in SUSPECTS:
        with told_by(cast, name) as told:
            me, reading = cast.ministry, "select originator_desk_id from delivery_notice where edition_id = %s"
            for key in (told.source_key, told.source_key + 10**6):
                for viewer in (cast.secretariat, *(getattr(cast, suspect) for suspect in SUSPECTS)):
                    tried = outcome(me, TELL, [viewer.desk_id], [viewer.desk_id], key, me.desk_id)
                    assert tried == outcome(me, TELL, [cast.bank.desk_id], [], 10**9, me.desk_id)
                assert outcome(me, reading, key) == []
            for function in ("delivery_board", "delivery_left"):
                assert outcome(me, f"select * from {function}(%s)", told.source_key) == []  # noqa: S608 - our own words


def test_a_notice_of_what_is_held_here_is_written(cast: Cast) -> None:
    with told_by(cast, "electric") as told:
        with acting_as(cast.ministry):
            key = Edition.objects.get(public_id=told.derived).pk
        me = cast.ministry

        assert outcome(me, TELL, [cast.center.desk_id], [], key, me.desk_id) == [(1,)]


def candidates(cast: Cast, told: Story, suspect: Viewer) -> Iterator[Definition]:
    """Every sentence behind a row of the source's report, with the suspect in its place."""
    with acting_as(cast.secretariat):
        row = Edition.objects.get(public_id=told.source)
        held = definition_of(row.audience_id)
        links = list(Derivation.objects.filter(derived__public_id=told.derived))
        of_link = definition_of(links[0].audience_id)
    assert held is not None
    assert of_link is not None
    own = Organization.objects.get(pk=suspect.organization_id)
    house = frozenset({organization(own.pk)})
    yield replace(held, marking=replace(held.marking, originator=suspect.desk_id, additions=house))
    suspected = frozenset({desk(suspect.desk_id)})
    marking = replace(of_link.marking, additions=suspected, only=suspected)
    yield replace(of_link, marking=marking, opened=suspected)


def test_no_sentence_can_be_tried_out(cast: Cast) -> None:
    """Whether “this operator's report, open to its secretariat” exists already would be the answer to the question."""
    for name in SUSPECTS:
        with told_by(cast, name) as told:
            for suspect in SUSPECTS:
                for number, one in enumerate(candidates(cast, told, getattr(cast, suspect))):
                    text, digest = one.canonical(), one.digest()
                    with acting_as(cast.secretariat), connection.cursor() as cursor:
                        cursor.execute("select noroshi_interned(%s)", [digest])
                        assert (cursor.fetchone()[0] is not None) is (suspect == name), "the secretariat knows"
                    assert outcome(cast.ministry, "select noroshi_interned(%s)", digest) == [(None,)]
                    made = outcome(
                        cast.ministry,
                        "select noroshi_intern(%s, %s, %s, '{electricity}', null, false, %s::bigint[], '{0}')",
                        *(digest, text, one.marking.originator, [cast.ministry.desk_id]),
                    )
                    assert made[0] == "42501", (name, suspect, number, made)


def test_every_function_that_it_may_call_is_known_here(cast: Cast) -> None:
    """A new one is looked at as a curious ministry would, and put into this list."""
    with sql(cast.ministry) as cursor:
        cursor.execute(
            "select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace"
            " and has_function_privilege(oid, 'execute') and prorettype <> 'trigger'::regtype"
        )
        found = {name for (name,) in cursor.fetchall()}

    assert found <= LOOKED_AT


LOOKED_AT: Final = {
    "noroshi_search",
    "noroshi_search_keep",
    "noroshi_viewer_audiences",
    "noroshi_viewer_organization",
    "noroshi_intern",
    "noroshi_interned",
    "noroshi_definition",
    "noroshi_definitions",
    "noroshi_reseat",
    "noroshi_holders",
    "noroshi_tally",
    "noroshi_has_come_to",
    "noroshi_is_named",
    "ledger_readings_of",
    "delivery_tell",
    "delivery_board",
    "delivery_left",
    "delivery_telephones",
    "emergency_any",
    "procrastinate_defer_jobs_v1",
    "noroshi_intel_added",
    "noroshi_intel_tally",
    "noroshi_intel_turn",
    "noroshi_intel_until",
    "noroshi_intel_came",
    "noroshi_intel_ranges",
    "noroshi_intel_sentences",
    "noroshi_intel_takers",
    "noroshi_intel_told",
    "intake_range",
    "noroshi_concerned",
    "noroshi_signal_desks",
    "handover_stay",
    "devices_lost",
    "devices_is_own",
    "bulletins_is_open",
    "bulletins_opened",
    "devices_fetched",
    "devices_fetches",
    "helping_stands",
}


def test_functions_for_others_tell_a_ministry_nothing(cast: Cast) -> None:
    """What speaks for whoever holds a receipt refuses a seat; what asks by numbers meets them with what the seat holds."""
    sentence = '{"marking": {"tlp": "red"}, "opened": [], "carriers": [], "matter": null}'
    spoken = outcome(
        cast.ministry, "select intake_range(%s, 'x', %s, '{}', 0::smallint)", cast.electric.desk_id, sentence
    )
    everything = list(range(1, 2000))

    assert spoken[0] == "42501"
    assert outcome(cast.ministry, "select * from devices_lost(%s::bigint[])", everything) == []
    assert outcome(cast.ministry, "select * from devices_fetches(%s::bigint[])", everything) == []
    held = outcome(cast.ministry, "select unnest(noroshi_viewer_audiences())")
    ranges = outcome(cast.ministry, "select audience_id from noroshi_intel_ranges(%s::int[])", everything)
    assert set(ranges) <= set(held)


def test_functions_about_a_row_by_its_number_answer_as_for_none(cast: Cast) -> None:
    asked = {
        "select * from noroshi_holders(%s)": lambda row: (row.audience_id,),
        "select noroshi_definition(%s)": lambda row: (row.audience_id,),
        "select noroshi_intel_sentences(array[%s])": lambda row: (row.audience_id,),
        "select noroshi_has_come_to(%s, %s, %s)": lambda row: (cast.center.desk_id, row.pk, uuid4()),
        "select * from delivery_board(%s)": lambda row: (row.pk,),
        "select * from delivery_left(%s)": lambda row: (row.pk,),
        "select noroshi_tally(array[%s])": lambda row: (row.audience_id,),
        "select helping_stands(%s)": lambda row: (row.public_id,),
        "select * from noroshi_definitions() where id = %s": lambda row: (row.audience_id,),
        "select * from ledger_readings_of(%s, null, 10, null)": lambda row: (row.originator_organization_id,),
    }
    for name in SUSPECTS:
        with told_by(cast, name) as told:
            with acting_as(cast.secretariat):
                row = Edition.objects.get(public_id=told.source)
            nowhere = Edition(pk=10**9, audience_id=2 * 10**9, originator_organization_id=10**9)
            for text, values in asked.items():
                there, away = (outcome(cast.ministry, text, *values(one)) for one in (row, nowhere))
                assert there == away, text


QUEUES: Final = ("procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers", "procrastinate_workers")


@pytest.mark.parametrize("table", QUEUES)
def test_what_waits_for_the_system_is_not_read(cast: Cast, table: str) -> None:
    assert outcome(cast.ministry, f"select * from {table}")[0] == "42501"  # noqa: S608 - our own words


def test_who_was_given_which_matter_is_read_in_the_own_house_alone(cast: Cast) -> None:
    colleague = Membership.objects.get(pk=cast.electric_colleague.seat.membership_id)
    with acting_as(cast.electric):
        assign_matter(actor=cast.electric.seat, membership=colleague.public_id, matter=uuid4(), reason=SECRET)
    asked = "select reason from directory_assignment where reason = %s"

    assert outcome(cast.electric, asked, SECRET) == [(SECRET,)]
    assert outcome(cast.ministry, asked, SECRET) == []


def test_statistics_of_locked_tables_are_not_shown(cast: Cast, addresses: Any) -> None:
    locked = [model._meta.db_table for model in shared_models()]
    with sql(cast.ministry) as cursor:
        for view in ("pg_stats", "pg_stats_ext", "pg_stats_ext_exprs"):
            cursor.execute(f"select count(*) from {view} where tablename = any (%s)", [locked])  # noqa: S608 - our own words
            assert cursor.fetchone() == (0,), view
    assert outcome(cast.ministry, "select * from pg_statistic")[0] == "42501"
    assert outcome(cast.ministry, "select pg_read_file('PG_VERSION')")[0] == "42501"


def test_no_sequence_says_more_than_how_much_there_is(cast: Cast) -> None:
    def drawn() -> dict[str, int]:
        with sql(cast.ministry) as cursor:
            cursor.execute("select sequencename, coalesce(last_value, 0) from pg_sequences where schemaname = 'public'")
            return dict(cursor.fetchall())

    got = []
    for name in SUSPECTS:
        before = drawn()
        with told_by(cast, name):
            got.append({sequence: value - before[sequence] for sequence, value in drawn().items()})

    assert got[0]["editions_edition_id_seq"] == 3
    assert got[0] == got[1]


def test_an_anonymized_report_counts_its_own_editions(cast: Cast) -> None:
    with told_by(cast, "electric") as told, acting_as(cast.ministry):
        row = Edition.objects.get(public_id=told.derived)

        assert (row.number, row.public_id.version, row.matter.version) == (1, 4, 4)
        assert row.matter != told.source_matter
        assert row.is_derived


def test_what_others_say_to_the_database_is_not_overheard(cluster: Any, cast: Cast, addresses: Any) -> None:
    """All requests share one login, whose sessions see each other in pg_stat_activity."""
    with psycopg.connect(addresses.app) as other, psycopg.connect(addresses.app) as curious:
        other.execute(f"select '{SECRET}'")
        seen = curious.execute("select query from pg_stat_activity where usename = 'noroshi_app'").fetchall()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            curious.execute("set track_activities = on")

    assert seen
    assert not any(SECRET in (query or "") for (query,) in seen)
    with superuser(cluster) as raw:
        (setting,) = raw.execute(
            "select setconfig from pg_db_role_setting join pg_roles r on r.oid = setrole where rolname = 'noroshi_app'"
        ).fetchone() or ([],)
    assert "track_activities=off" in setting
