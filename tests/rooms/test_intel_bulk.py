"""Files of shared intelligence: whole, twice, broken, killed in the middle. What is in is in once, and nothing is missing."""

import json
import os
import subprocess
import sys
import time

import psutil
import psycopg
import pytest
from django.db import connection
from django.urls import reverse

from noroshi.audiences.viewer import SystemViewer, acting_as
from noroshi.intel import queries
from noroshi.intel.actions import begin_origin
from noroshi.intel.actions.bring import bring, go_on, import_brought
from noroshi.intel.actions.imports import begin_import_by_hand, run_import, stop_import
from noroshi.intel.actions.origins import OriginWish
from noroshi.intel.bulk import cutting
from noroshi.intel.bulk.cutting import stretches
from noroshi.intel.errors import NoBulkLogin
from noroshi.intel.models import Import, ImportBatch, ImportFault, StixObject
from noroshi.intel.staging import place_of
from noroshi.stix.ours import extended
from noroshi.vocabulary import OriginKind, Reliability, Tlp2
from tests.bench.threats import objects, write_bundle
from tests.cast import small_cast
from tests.ledger_logins import login
from tests.rooms.intel_given import brought, bundle, indicator, malware, origin_of, relationship, stix_id
from tests.rooms.test_pages_strangers import client_of

committed = pytest.mark.django_db(transaction=True)
MANY = 3000


@pytest.fixture
def as_worker(transactional_db, addresses, monkeypatch):
    """As the worker and the command line are: the system's login, and that of the bulk path at hand. With a world and a source."""
    monkeypatch.setenv("DATABASE_BULK_URL", addresses.bulk)
    with login(addresses.system):
        world = small_cast()
        wish = OriginWish(
            name="朝の便り",
            kind=OriginKind.UPLOAD,
            tlp=Tlp2.GREEN,
            reliability=Reliability.B,
            opened=["everyone_in_range"],
        )
        with acting_as(world.center):
            origin = begin_origin(world.center, wish)
        yield world, origin.public_id


def test_a_file_is_cut_into_whole_objects_however_it_is_written(tmp_path):
    nested = indicator(1, external_references=[{"source_name": "a", "url": f"https://{n}.example"} for n in range(50)])
    given = [nested | {"id": stix_id("indicator", n)} for n in range(300)]
    compact = [json.dumps(one, separators=(",", ":")) for one in given]
    ways = {
        "bundle": '{"type":"bundle","id":"bundle--1","objects":[' + ",".join(compact) + "]}",
        "spaced": json.dumps({"objects": given}, indent=2),
        "list": "[" + ", ".join(compact) + "]",
        "lines": "\n".join(compact) + "\n",
    }

    for name, text in ways.items():
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        with path.open("rb") as file:
            cut = list(stretches(file, path.stat().st_size, {}, length=20_000))
            again = list(
                stretches(
                    file, path.stat().st_size, {cut[1].start: cut[1].end, cut[3].start: cut[3].end}, length=20_000
                )
            )
        whole = path.read_bytes()

        assert len(cut) > 5, name
        assert all(cutting.is_whole(whole[one.start : one.end]) for one in cut[:-1]), name
        assert [one.start for one in cut[1:]] == [one.end for one in cut[:-1]], name
        assert again == [one for place, one in enumerate(cut) if place not in {1, 3}], name


def test_what_looks_like_a_seam_inside_an_object_is_none(tmp_path):
    tricky = indicator(1, description='},{"type":"indicator" ' * 40)
    path = tmp_path / "tricky"
    path.write_bytes(bundle(*[tricky | {"id": stix_id("indicator", n)} for n in range(100)]))

    with path.open("rb") as file:
        cut = list(stretches(file, path.stat().st_size, {}, length=5_000))

    assert all(cutting.is_whole(path.read_bytes()[one.start : one.end]) for one in cut[:-1])
    assert len(cut) > 10


@committed
def test_a_file_comes_in_once_and_a_second_time_nothing_is_new(as_worker, tmp_path):
    path = tmp_path / "threats.json"
    write_bundle(path, MANY)
    _world, origin = as_worker

    first = run_import(begin_import_by_hand(origin, path).public_id, path)
    second = run_import(begin_import_by_hand(origin, path).public_id, path)

    assert (first.taken, first.known, first.refused) == (MANY, 0, 0)
    assert (second.taken, second.known, second.refused) == (0, MANY, 0)
    assert kept() == sorted(objects(MANY))


ODD = (
    indicator(1, description='戻る\\\\ tab\\t "引用" \\\\N', confidence=0, labels=["tlp:green"]),
    indicator(2, valid_from="1999-12-31T23:59:59.999999Z", valid_until="9999-12-31T23:59:59.999999Z", revoked=True),
    indicator(3, valid_from="0001-01-01T00:00:00Z", extensions=extended(sectors=["finance", "water"], products=[])),
    indicator(
        4, "日本.example", confidence=100, extensions=extended(sectors=[], products=['a:"b",{c}', "d:\\\\e", "製:品"])
    ),
    indicator(6, labels=["severity:high"], extensions=extended(sectors=[], products=["製:品"])),
    indicator(7, extensions=extended(severity=9.8)),
    indicator(5, pattern="[file:name = 'a\\\\\\\\b\\'c'] OR [ipv4-addr:value = '192.0.2.7']"),
    malware("一つ", description="改行\n\tここ"),
    relationship("r", stix_id("indicator", 1), stix_id("malware", "一つ")),
)
SAID = {
    "stixobject": ("version", "uuid", "audience_id", "kind", "raw"),
    "value": (
        *("key", "valid_from", "valid_until", "sectors", "audience_id", "number", "kind", "object_kind", "confidence"),
        *("is_revoked", "value", "products", "severity"),
    ),
    "link": ("from_uuid", "to_uuid", "audience_id", "number", "field"),
}


@committed
def test_every_column_is_the_same_from_a_file_as_from_a_body(as_worker, tmp_path):
    world, origin = as_worker
    path = tmp_path / "odd.json"
    path.write_bytes(bundle(*ODD))
    small = origin_of(world.center, name="手で")

    progress = run_import(begin_import_by_hand(origin, path).public_id, path)
    taken = brought(world.center, small, *ODD)

    assert (progress.taken, progress.refused, len(taken.new)) == (len(ODD), 0, len(ODD))
    for table, columns in SAID.items():
        by_file, by_body = (rows_of(world.center, table, columns, one) for one in (origin, small.public_id))
        assert by_file == by_body, table
        assert len(by_file) >= 1, table
    severities = {row[0].rpartition(",")[2] for row in rows_of(world.center, "value", SAID["value"], origin)}
    assert severities == {")", "98)", "-2)"}


def rows_of(viewer, table, columns, origin):
    asked = f"select {', '.join(columns)} from intel_{table} where origin_id = (select id from intel_origin where public_id = %s)"  # noqa: S608
    with acting_as(viewer), connection.cursor() as cursor:
        # Years that no calendar of Python's holds are compared as PostgreSQL writes them.
        cursor.execute(f"select x::text from ({asked}) as x order by 1", [origin])  # noqa: S608 - names of our own
        return cursor.fetchall()


@committed
def test_good_objects_are_kept_and_each_fault_is_told_with_its_place(as_worker, tmp_path):
    world, origin = as_worker
    bad = indicator("bad", pattern="no pattern")
    path = tmp_path / "mixed.json"
    path.write_bytes(bundle(indicator(1), bad, indicator(2)) + b"  ")

    progress = run_import(begin_import_by_hand(origin, path).public_id, path)

    assert (progress.taken, progress.refused) == (2, 1)
    with acting_as(world.center):
        assert [(one.stix_id, one.path) for one in ImportFault.objects.all()] == [(bad["id"], "$.pattern")]
    with acting_as(world.bank):
        assert (ImportFault.objects.count(), ImportBatch.objects.count(), Import.objects.count()) == (0, 0, 0)


@committed
def test_a_file_cut_short_gives_what_is_whole_and_says_so(as_worker, tmp_path):
    world, origin = as_worker
    path = tmp_path / "short.json"
    path.write_bytes(bundle(indicator(1), indicator(2), indicator(3))[:-60])

    progress = run_import(begin_import_by_hand(origin, path).public_id, path)

    assert progress.taken == 2
    with acting_as(world.center):
        assert [one.code for one in ImportFault.objects.all()] == ["cut_short"]


@committed
def test_a_marking_defined_at_the_end_of_the_file_holds_for_its_beginning(as_worker, tmp_path):
    world, origin = as_worker
    statement = {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": stix_id("marking-definition", "copyright"),
        "created": "2026-04-01T00:00:00.000Z",
        "definition_type": "statement",
        "definition": {"statement": "Copyright 2026"},
    }
    path = tmp_path / "defined.json"
    path.write_bytes(bundle(indicator(1, object_marking_refs=[statement["id"]]), statement))

    run_import(begin_import_by_hand(origin, path).public_id, path)

    with acting_as(world.bank):
        assert len(queries.listed(world.bank)) == 2


@committed
@pytest.mark.parametrize("victim", ["all", "one hand"])
def test_killed_in_the_middle_it_goes_on_with_nothing_lost_and_nothing_doubled(as_worker, tmp_path, addresses, victim):
    _, origin = as_worker
    path = tmp_path / "threats.json"
    write_bundle(path, 8 * MANY)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.importer", str(path), str(origin)],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "noroshi.config.settings", "NOROSHI_PROCESS": "jobs"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    before = _wait_for_batches(process, addresses, 3)
    _kill(process, victim)

    progress = run_import(begin_import_by_hand(origin, path).public_id, path)

    assert 0 < before < 8 * MANY
    assert progress.taken == 8 * MANY
    assert kept() == sorted(objects(8 * MANY))


@committed
def test_the_worker_takes_in_what_was_brought_and_the_page_tells_faults(as_worker, settings, tmp_path):
    world, origin = as_worker
    settings.IMPORTS_FOLDER, settings.SECOND_FACTOR_REQUIRED = tmp_path / "imports", False
    bad = indicator("bad", pattern="=HYPERLINK()")
    with acting_as(world.center):
        one = bring(world.center, origin, "threats.json", [bundle(indicator(1), bad)]).public_id

    taken, again = import_brought(one), import_brought(one)

    client = client_of(world.center, "en")
    page = client.get(reverse("intel_import", args=[one])).content.decode()
    table = b"".join(client.get(reverse("intel_import_faults", args=[one])).streaming_content).decode()
    assert (taken, again) == (1, 0)
    assert not place_of(one).exists()
    assert bad["id"] in page
    assert "$.pattern" in page
    assert bad["id"] in table


@committed
def test_what_was_stopped_stays_stopped_until_somebody_lets_it_go_on(as_worker, settings, tmp_path):
    world, origin = as_worker
    settings.IMPORTS_FOLDER = tmp_path / "imports"
    with acting_as(world.center):
        one = bring(world.center, origin, "threats.json", [bundle(indicator(1))]).public_id
        stop_import(world.center, one)

    stopped = import_brought(one)
    with acting_as(world.center):
        go_on(world.center, one)

    assert (stopped, import_brought(one)) == (0, 1)


@committed
def test_whoever_has_no_bulk_login_cannot_run_an_import(as_worker, tmp_path, monkeypatch):
    _, origin = as_worker
    path = tmp_path / "one.json"
    path.write_bytes(bundle(indicator(1)))
    row = begin_import_by_hand(origin, path)
    monkeypatch.delenv("DATABASE_BULK_URL")

    with pytest.raises(NoBulkLogin):
        run_import(row.public_id, path)


@committed
def test_the_bulk_login_reads_nothing_at_all(as_worker, tmp_path, addresses):
    _world, origin = as_worker
    path = tmp_path / "one.json"
    path.write_bytes(bundle(indicator(1)))
    run_import(begin_import_by_hand(origin, path).public_id, path)

    with psycopg.connect(addresses.bulk, autocommit=True) as bulk:
        for table in ("intel_stixobject", "intel_value", "intel_origin", "editions_edition", "directory_person"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                bulk.execute(f"select * from {table}")  # noqa: S608 - names of our own
        for deed in ("update intel_stixobject set raw = ''", "delete from intel_stixobject", "truncate intel_value"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                bulk.execute(deed)


def kept():
    with acting_as(SystemViewer("test")):
        return sorted(raw.encode() for raw in StixObject.objects.values_list("raw", flat=True))


def _wait_for_batches(process, addresses, many):
    """Says how many objects were in when it was time."""
    with psycopg.connect(addresses.system, autocommit=True) as looking:
        while True:
            with looking.transaction():
                looking.execute("select set_config('noroshi.viewer', 'system:test', true)")
                batches, taken = looking.execute(
                    "select count(*), coalesce(sum(taken), 0) from intel_importbatch"
                ).fetchone()
            if batches >= many:
                return taken
            assert process.poll() is None
            time.sleep(0.005)


def _kill(process, victim):
    """Without a chance to tidy up; the hands of a runner that is gone end by themselves."""
    runner = psutil.Process(process.pid)
    hands = runner.children(recursive=True)
    for one in [runner, *hands] if victim == "all" else hands[:1]:
        one.kill()
    process.wait()
    psutil.wait_procs(hands)
