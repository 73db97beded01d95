"""What one login cannot do, another does: narrowing derived editions under the system's login, on committed data."""

import os
import subprocess
import sys
import threading

import psycopg
import pytest
from django.db import connection

from noroshi.audiences.queries import audience_ids
from noroshi.audiences.viewer import SystemViewer, Viewer, acting_as
from noroshi.editions.actions import Statement, derive, mark_again, recall
from noroshi.editions.changes import Place, changes
from noroshi.editions.models import Change, Edition
from noroshi.vocabulary import Happening, HopKind, Leg, Tlp
from tests.cast import small_cast

pytestmark = pytest.mark.django_db(transaction=True)

NARROW = """
import os, uuid, django
django.setup()
from noroshi.editions.propagation import narrow_derived
print(narrow_derived(uuid.UUID(os.environ["SOURCE"])))
"""


def run_the_job(source) -> str:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "noroshi.config.settings",
        "NOROSHI_PROCESS": "jobs",
        "SOURCE": str(source),
    }
    done = subprocess.run([sys.executable, "-c", NARROW], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def holds(viewer, edition) -> bool:
    with acting_as(Viewer(viewer.seat)):
        return Edition.objects.filter(public_id=edition.public_id).exists()


@pytest.fixture
def relayed():
    """A report, anonymized by the secretariat, at the ministry."""
    cast = small_cast()
    source = cast.report(cast.electric)
    cast.send(cast.electric, source, cast.secretariat)
    marking = cast.marking(cast.secretariat, leg=Leg.CEPTOAR_TO_MINISTRY)
    with acting_as(cast.secretariat):
        derived = derive(
            cast.secretariat,
            [source.public_id],
            Statement(kind="report", content={"title": "会員で通信"}, marking=marking),
        )
    cast.send(cast.secretariat, derived, cast.ministry, kind=HopKind.RELAY_ANONYMIZED)
    return cast, source, derived


def test_narrowing_a_source_narrows_what_was_derived_from_it(relayed):
    cast, source, derived = relayed
    assert holds(cast.ministry, derived)

    with acting_as(cast.electric):
        mark_again(cast.electric, source.public_id, cast.marking(cast.electric, Tlp.RED), read_number=1)
    assert run_the_job(source.public_id) == "1"

    assert not holds(cast.ministry, derived)
    assert holds(cast.secretariat, derived)


def test_recalling_a_source_recalls_what_was_derived_from_it_for_others(relayed):
    cast, source, derived = relayed

    with acting_as(cast.electric):
        recall(cast.electric, source.public_id, read_number=1, reason="誤報")
    run_the_job(source.public_id)

    assert not holds(cast.ministry, derived)
    assert holds(cast.secretariat, derived)


def test_who_reads_on_is_not_told_that_the_source_was_marked_again(relayed, addresses):
    """Neither by a signal to open pages nor to machines: it would tie the two in time."""
    cast, source, derived = relayed
    with psycopg.connect(addresses.app, autocommit=True) as listening:
        listening.execute("listen noroshi")
        with acting_as(cast.electric):
            narrower = cast.marking(cast.electric, exclusions=cast._parties([cast.bank]))
            mark_again(cast.electric, source.public_id, narrower, read_number=1)
        run_the_job(source.public_id)
        said = [one.payload for one in listening.notifies(timeout=2)]

    assert holds(cast.ministry, derived)
    with acting_as(Viewer(cast.secretariat.seat)):
        assert Change.objects.filter(edition_public_id=derived.public_id, what=Happening.NARROWED).exists()
    held = {str(number) for number in audience_ids(Viewer(cast.ministry.seat))}
    assert said
    assert not [one for one in said if set(one.split(":")[1].split(",")) & held]
    with acting_as(Viewer(cast.ministry.seat)):
        told = changes(Viewer(cast.ministry.seat), Place(), 100).happened
    assert [one.what for one in told if one.edition == derived.public_id] == [Happening.CAME]


def test_the_applications_login_is_never_a_system_viewer(relayed):
    with acting_as(SystemViewer("curious")):
        assert Edition.objects.count() == 0


def test_a_raw_query_as_the_application_with_another_viewer_finds_nothing(relayed, addresses):
    cast, source, _ = relayed
    count = "select count(*) from editions_edition where public_id = %s"

    with psycopg.connect(addresses.app) as raw:
        for setting, found in (
            ("", 0),
            ("public", 0),
            (f"seat:{cast.bank.seat.person_id}:{cast.bank.desk_id}", 0),
            (f"seat:{cast.bank.seat.person_id}:{cast.electric.desk_id}", 0),
            ("seat:0:0", 0),
            ("system:everything", 0),
            (f"seat:{cast.electric.seat.person_id}:{cast.electric.desk_id}", 1),
        ):
            raw.execute("select set_config('noroshi.viewer', %s, true)", [setting])
            assert raw.execute(count, [source.public_id]).fetchone() == (found,)


def test_the_lock_binds_the_owner_too(relayed, addresses):
    with psycopg.connect(addresses.owner) as raw:
        assert raw.execute("select count(*) from editions_edition").fetchone() == (0,)
        assert raw.execute("select count(*) from editions_part").fetchone() == (0,)


def test_nobody_counts_the_audiences_of_others(relayed, addresses):
    cast, _, _ = relayed

    with psycopg.connect(addresses.app) as raw:
        for setting, some in (
            ("", False),
            (f"seat:{cast.vendor.seat.person_id}:{cast.vendor.desk_id}", False),
            (cast.electric.setting, True),
        ):
            raw.execute("select set_config('noroshi.viewer', %s, true)", [setting])
            found = raw.execute("select count(*) from audiences_audience where not is_public").fetchone()
            assert (found != (0,)) == some


def test_nobody_deletes_shared_rows_or_reads_definitions(relayed, addresses):
    for statement in (
        "delete from editions_edition",
        "truncate editions_part",
        "select definition from audiences_audience",
        "insert into audiences_seat values (1, 1, 0)",
        "update audiences_seat set requires = 0",
    ):
        with psycopg.connect(addresses.app) as raw, pytest.raises(psycopg.errors.InsufficientPrivilege):
            raw.execute(statement)


def test_from_its_first_instant_nobody_but_its_own_desk_sees_it():
    """A reader that never stops looking while editions are made: there is no moment of more."""
    cast = small_cast()
    seen: list[int] = []
    done = threading.Event()

    def watch() -> None:
        try:
            while not done.is_set():
                for stranger in (cast.bank, cast.ministry, cast.electric_colleague):
                    with acting_as(Viewer(stranger.seat)):
                        seen.extend(Edition.objects.values_list("pk", flat=True))
        finally:
            connection.close()

    watcher = threading.Thread(target=watch)
    watcher.start()
    for _ in range(10):
        cast.report(cast.electric)
    done.set()
    watcher.join()

    assert seen == []
    assert holds(cast.electric, cast.report(cast.electric))
