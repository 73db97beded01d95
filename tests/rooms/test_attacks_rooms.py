"""Raw SQL with the application's login against the tables of drafts, files, numbers, stations, answers and read marks."""

import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction

from noroshi.advisories.actions import acknowledge, relay_advisory
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.drafting.files import add_file
from noroshi.editions.models import Edition
from noroshi.editions.queries import edition_readable_by, lines_readable_by
from noroshi.editions.read_marks import mark_read
from noroshi.reports.actions import relay_report
from tests.cast import Cast
from tests.drafted import draft_report, issued, reported
from tests.rooms.test_attacks_database import refused

pytestmark = pytest.mark.django_db

TABLES = (
    "drafting_draft",
    "vault_storedfile",
    "vault_blob",
    "vault_blobchunk",
    "editions_registration",
    "editions_readmark",
    "editions_derivation",
    "reports_station",
    "advisories_acknowledgement",
)
STRANGERS = ("bank", "bank_secretariat", "bank_ministry", "neighbor", "gas_liaison", "hub", "vendor", "platform")
NO_NEED = ("electric_colleague", "contractor")
SETTINGS = ("", "public", "system:telling", "system:sweep", "seat:1:0", "seat:0:1")


@dataclass(frozen=True)
class Life:
    """A draft with a file, a report that was numbered, and an advisory that was answered."""

    draft: uuid.UUID
    report: uuid.UUID
    advisory: uuid.UUID


@pytest.fixture
def life(cast: Cast) -> Life:
    draft = draft_report(cast.electric, "direct_report").public_id
    with acting_as(cast.electric):
        add_file(cast.electric, draft, field="attachments", name="灯台.csv", chunks=[b"evidence"])
    report = reported(cast.electric, "direct_report", tlp="red")
    with acting_as(cast.ministry):
        relay_report(cast.ministry, report)
        opened(cast.ministry, report)
    meti = cast.world.organizations["meti"].public_id
    advisory = issued(cast.center, f"ministry_for_sector:{meti}/electricity")
    with acting_as(cast.ministry):
        opened(cast.ministry, advisory)
        acknowledge(cast.ministry, advisory, note="灯台守の返事")
        office = next(desk for handle, desk in cast.world.desks.items() if handle.startswith("electricity_ceptoar."))
        relay_advisory(cast.ministry, advisory, to=[f"desk:{office.public_id}"])
    return Life(draft, report, advisory)


def opened(viewer: Viewer, edition: uuid.UUID) -> None:
    edition_readable_by(viewer, edition)
    mark_read(viewer, lines_readable_by(viewer, [edition])[edition])


def counted(setting: str, table: str) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select set_config('noroshi.viewer', %s, true)", [setting])
        cursor.execute(f"select count(*) from {table}")  # noqa: S608 - our own words
        return int(cursor.fetchone()[0])


def rows(viewer: Viewer, table: str, where: str, *values: Any) -> int:
    with acting_as(Viewer(viewer.seat)), connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table} where {where}", values)  # noqa: S608 - our own words
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("table", TABLES)
def test_there_is_something_to_be_kept(cast: Cast, life: Life, table: str) -> None:
    if table in {"reports_station", "editions_derivation"}:
        return
    assert any(rows(viewer, table, "true") for viewer in (cast.electric, cast.ministry, cast.center))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("name", [*STRANGERS, *NO_NEED])
def test_a_stranger_counts_nothing_in_any_table(cast: Cast, life: Life, name: str, table: str) -> None:
    assert rows(getattr(cast, name), table, "true") == 0


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("setting", SETTINGS)
def test_without_a_seat_every_table_is_empty(cast: Cast, life: Life, setting: str, table: str) -> None:
    assert counted(setting, table) == 0


def test_who_receives_an_advisory_reads_nobody_elses_answer_mark_or_draft(cast: Cast, life: Life) -> None:
    for table in ("advisories_acknowledgement", "editions_readmark", "drafting_draft"):
        assert rows(cast.secretariat, table, "true") == 0, table
    assert rows(cast.center, "editions_readmark", "true") == 0
    assert rows(cast.electric, "editions_readmark", "true") == 0


REGISTER = """insert into editions_registration (public_id, matter, reference_number, at, seal, audience_id, desk_id, edition_id)
  select gen_random_uuid(), %s, %s, now(), '{}', audience_id, %s, id from editions_edition where public_id = %s"""


def test_nobody_numbers_a_report_in_a_name_that_is_not_the_centers(cast: Cast, life: Life) -> None:
    fresh = reported(cast.electric, "direct_report")
    matter = matter_of(cast.electric, fresh)

    for viewer in (cast.electric, cast.ministry):
        assert refused(viewer, REGISTER, matter, "偽-1", cast.ministry.desk_id, fresh)
        assert refused(viewer, REGISTER, matter, "偽-2", viewer.desk_id, fresh)


def test_nobody_numbers_what_has_not_come_to_the_center(cast: Cast, life: Life) -> None:
    fresh = reported(cast.electric, "direct_report")

    assert refused(cast.ministry, REGISTER, matter_of(cast.electric, fresh), "偽-3", cast.center.desk_id, fresh)


def test_nobody_numbers_a_matter_by_another_edition(cast: Cast, life: Life) -> None:
    """Nor takes the place of the number that another matter will get."""
    assert refused(cast.ministry, REGISTER, uuid.uuid4(), "偽-4", cast.center.desk_id, life.report)


def matter_of(viewer: Viewer, edition: uuid.UUID) -> uuid.UUID:
    with acting_as(viewer):
        return Edition.objects.get(public_id=edition).matter


ANSWER = """insert into advisories_acknowledgement
    (public_id, edition_public_id, sighting, note, at, audience_id, by_id, desk_id, edition_id)
  select gen_random_uuid(), %s, '', '偽の返事', now(), a.audience_id, %s, %s, e.id
    from editions_edition e, advisories_acknowledgement a where e.public_id = %s limit 1"""


def test_nobody_answers_in_the_name_of_another_desk_or_person(cast: Cast, life: Life) -> None:
    me = cast.ministry

    assert refused(me, ANSWER, life.advisory, me.seat.person_id, cast.secretariat.desk_id, life.advisory)
    assert refused(me, ANSWER, life.advisory, cast.secretariat.seat.person_id, me.desk_id, life.advisory)
    assert not refused(me, ANSWER, life.advisory, me.seat.person_id, me.desk_id, life.advisory)


def test_an_answer_to_one_edition_never_counts_as_an_answer_to_another(cast: Cast, life: Life) -> None:
    me = cast.ministry

    assert refused(me, ANSWER, uuid.uuid4(), me.seat.person_id, me.desk_id, life.advisory)


CHANGES = (
    "update advisories_acknowledgement set note = '書き換え'",
    "update advisories_acknowledgement set sighting = 'seen'",
    "update editions_registration set reference_number = '書き換え'",
    "update editions_registration set at = now() - interval '1 day'",
    "update editions_registration set desk_id = desk_id + 1",
    "update editions_readmark set at = now()",
    "delete from advisories_acknowledgement",
    "delete from editions_registration",
    "delete from editions_readmark",
    "delete from drafting_draft",
    "delete from vault_storedfile",
    "delete from vault_blob",
    "delete from vault_blobchunk",
    "delete from reports_station",
    "update drafting_draft set matter = gen_random_uuid()",
    "update drafting_draft set public_id = gen_random_uuid()",
    "update drafting_draft set sealed_sources = array[''::bytea]",
    "update drafting_draft set purpose = 'anonymized'",
    "update drafting_draft set begun_by_id = begun_by_id + 1",
    "update drafting_draft set desk_id = desk_id + 1",
    "update vault_storedfile set name = '別の名.csv'",
    "update vault_storedfile set sha256 = repeat('0', 64)",
    "update vault_storedfile set blob_id = gen_random_uuid()",
    "update vault_blob set closed_key = ''",
    "update vault_blobchunk set ciphertext = ''",
)


@pytest.mark.parametrize("sql", CHANGES)
def test_what_was_kept_never_changes_not_even_at_its_own_desk(cast: Cast, life: Life, sql: str) -> None:
    for viewer in (cast.electric, cast.ministry, cast.center):
        assert refused(viewer, sql), sql


MARK = """insert into editions_readmark (at, audience_id, desk_id, edition_id, person_id)
  select now(), m.audience_id, %s, %s, %s from editions_readmark m limit 1"""


def test_nobody_marks_as_read_in_another_name_or_what_cannot_be_read(cast: Cast, life: Life) -> None:
    unseen = reported(cast.electric, "report_past_ministry")
    with acting_as(cast.electric):
        key = Edition.objects.get(public_id=unseen).pk
        known = Edition.objects.get(public_id=life.report).pk
    me = cast.ministry

    assert refused(me, MARK, cast.electric.desk_id, known, me.seat.person_id)
    assert refused(me, MARK, me.desk_id, known, cast.electric.seat.person_id)
    assert refused(me, MARK, me.desk_id, key, me.seat.person_id)
