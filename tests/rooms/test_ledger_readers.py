"""Who may read the ledger: an organization its own people's deeds, a provider who read its information. Nobody sees more."""

import uuid
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.ledger.actions import Answer, record
from noroshi.ledger.queries import ReadingEntry, deeds_about, deeds_of, readings_of_provider
from tests.cast import Cast

pytestmark = pytest.mark.django_db

REPORT, SECOND, OTHERS = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()


def gives(viewer: Viewer, *objects: tuple[uuid.UUID, int | None], **entry: Any) -> None:
    """An answer to `viewer`."""
    with acting_as(viewer):
        record(**{"deed": "read_list", "actor": viewer.actor, "answer": Answer.LIST, "objects": objects} | entry)


def readings_of(provider: Viewer, **page: int) -> list[ReadingEntry]:
    with acting_as(provider):
        return readings_of_provider(provider.organization_id, **page)


def every_deed(viewer: Viewer) -> list[str]:
    """A raw query, with nothing but the database's own lock on it."""
    with acting_as(viewer), connection.cursor() as cursor:
        cursor.execute("select deed from ledger_entry where deed like 'test_%%' order by id")
        return [deed for (deed,) in cursor.fetchall()]


def test_an_organization_sees_its_own_people_and_nobody_else_s(cast: Cast) -> None:
    gives(cast.electric, deed="test_first")
    gives(cast.electric_colleague, deed="test_second")
    gives(cast.bank, deed="test_third")

    assert every_deed(cast.electric) == ["test_first", "test_second"]
    assert every_deed(cast.bank) == ["test_third"]
    assert every_deed(cast.neighbor) == []


def test_without_a_viewer_the_ledger_is_empty(cast: Cast) -> None:
    gives(cast.electric, deed="test_first")

    with transaction.atomic(), connection.cursor() as cursor:
        for viewer in ("", "public", "seat:1:", "system:sealer"):
            cursor.execute("select set_config('noroshi.viewer', %s, true)", [viewer])
            cursor.execute("select count(*) from ledger_entry")
            assert cursor.fetchone() == (0,)


def test_own_deeds_come_newest_first_in_pages(cast: Cast) -> None:
    for number in range(5):
        gives(cast.electric, deed=f"test_{number}")
    own = cast.electric.organization_id

    with acting_as(cast.electric):
        first = deeds_of(own, limit=2)
        second = deeds_of(own, limit=3, before=first[-1].pk)
        strangers = deeds_of(cast.bank.organization_id)

    assert [entry.deed for entry in [*first, *second]] == ["test_4", "test_3", "test_2", "test_1", "test_0"]
    assert strangers == []


def test_a_provider_sees_which_desk_read_what_it_provided_and_nothing_beside(cast: Cast) -> None:
    own, other = cast.electric.organization_id, cast.bank.organization_id
    gives(cast.secretariat, (REPORT, own), (OTHERS, other), (SECOND, own), clause="table")

    (reading,) = readings_of(cast.electric)

    assert (reading.organization_id, reading.desk_id) == (cast.secretariat.organization_id, cast.secretariat.desk_id)
    assert list(reading.object_ids) == [REPORT, SECOND]
    assert not hasattr(reading, "person_id")
    assert not hasattr(reading, "clause")
    assert [list(found.object_ids) for found in readings_of(cast.bank)] == [[OTHERS]]


def test_nobody_asks_in_a_provider_s_place(cast: Cast) -> None:
    gives(cast.secretariat, (REPORT, cast.electric.organization_id))

    for stranger in (cast.bank, cast.neighbor, cast.secretariat, cast.center):
        with acting_as(stranger):
            assert readings_of_provider(cast.electric.organization_id) == []
    with transaction.atomic():
        assert readings_of_provider(cast.electric.organization_id) == []


def test_a_refused_attempt_is_not_shown_to_the_provider(cast: Cast) -> None:
    gives(cast.bank, (REPORT, cast.electric.organization_id), allowed=False, clause="no")

    assert readings_of(cast.electric) == []


def test_an_object_given_without_its_provider_is_shown_to_none(cast: Cast) -> None:
    """Whoever reads in a confidential group stays unknown."""
    gives(cast.bank, (REPORT, None), (SECOND, cast.electric.organization_id))

    assert [list(reading.object_ids) for reading in readings_of(cast.electric)] == [[SECOND]]


def test_readings_come_newest_first_in_pages_without_gap_or_repetition(cast: Cast) -> None:
    for number in range(7):
        provider = cast.electric if number % 3 else cast.bank
        gives(cast.secretariat, (uuid.UUID(int=number), provider.organization_id))

    found: list[int] = []
    page = readings_of(cast.electric, limit=2)
    while page:
        found += [reading.object_ids[0].int for reading in page]
        page = readings_of(cast.electric, limit=2, before=page[-1].id)

    assert found == [5, 4, 2, 1]


def test_what_the_platform_did_to_an_organization_is_shown_to_it(cast: Cast) -> None:
    gives(cast.center, deed="test_change", subject_organization=cast.electric.organization_id)
    gives(cast.electric, deed="test_own", subject_organization=cast.electric.organization_id)

    with acting_as(cast.electric):
        told = [entry.deed for entry in deeds_about(cast.electric.organization_id) if entry.deed.startswith("test_")]
    with acting_as(cast.bank):
        stranger = deeds_about(cast.electric.organization_id)

    assert told == ["test_change"]
    assert stranger == []


def test_the_chain_is_not_for_readers(cast: Cast) -> None:
    """Places in the chain count what everybody does."""
    with acting_as(cast.electric), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("select count(*) from ledger_link")
