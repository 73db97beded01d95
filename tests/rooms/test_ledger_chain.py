"""The chain is whole, whatever order things come in, and whoever breaks it is found at the first broken link."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from threading import Event

import psycopg
import pytest
from django.db import ProgrammingError

from noroshi.engine.cluster import Cluster
from noroshi.engine.database import Addresses
from noroshi.ledger.keys import know_node_key
from noroshi.ledger.proof import Broken, Fault
from noroshi.ledger.sealer import ONE_SEALER, run_forever, seal_batch
from noroshi.ledger.verify import Verdict, prove, verify
from tests.ledger_logins import append, login, seal_all, superuser, tampering

pytestmark = pytest.mark.django_db(transaction=True)

INSERT = (
    "insert into ledger_entry (deed, answer, allowed, clause, system, object_ids, provider_ids, detail)"
    " values (%s, 'deed', true, '', '', '{}', '{}', '{}')"
)


@pytest.fixture
def chained(addresses: Addresses) -> None:
    """Twelve links in three signed batches: the key's entry and eleven readings."""
    with login(addresses.system):
        know_node_key()
    append(11)
    assert seal_all(addresses, most=4) == 12


def proof(addresses: Addresses, **how: object) -> Verdict:
    with login(addresses.system):
        return verify(**how)


def test_an_empty_ledger_is_whole(addresses: Addresses) -> None:
    verdict = proof(addresses)

    assert verdict.is_whole
    assert (verdict.links, verdict.head) == (0, None)


def test_every_entry_is_chained_once(chained: None, addresses: Addresses) -> None:
    verdict = proof(addresses)

    assert verdict.is_whole
    assert (verdict.links, verdict.waiting) == (12, 0)
    assert verdict.message("en") == "The ledger is whole: 12 links, 0 waiting."
    assert "異状はありません" in verdict.message("ja")


def test_an_entry_that_waits_breaks_nothing(chained: None, addresses: Addresses) -> None:
    append(1)

    verdict = proof(addresses)

    assert verdict.is_whole
    assert (verdict.links, verdict.waiting) == (12, 1)


def test_the_application_cannot_prove_what_it_may_not_read(chained: None) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        verify()


TAMPERING = [
    ("update ledger_entry set deed = 'other' where id = 6", Fault.ALTERED, 6, 6),
    ("update ledger_entry set at = at + interval '1 microsecond' where id = 6", Fault.ALTERED, 6, 6),
    ("update ledger_entry set allowed = not allowed where id = 6", Fault.ALTERED, 6, 6),
    ("update ledger_entry set clause = 'x' where id = 6", Fault.ALTERED, 6, 6),
    ("update ledger_entry set person_id = 9 where id = 6", Fault.ALTERED, 6, 6),
    ("update ledger_entry set provider_ids = '{9}', object_ids = array[gen_random_uuid()] where id = 6", Fault.ALTERED, 6, 6),
    ("update ledger_entry set detail = '{\"number\": 99}' where id = 6", Fault.ALTERED, 6, 6),
    ("delete from ledger_entry where id = 6", Fault.ENTRY_GONE, 6, 6),
    ("delete from ledger_link where seq = 6", Fault.GAP, 6, 0),
    ("delete from ledger_link where seq = 1", Fault.GAP, 1, 0),
    ("delete from ledger_link where seq > 8", Fault.UNCHAINED, 0, 9),
    ("delete from ledger_link where seq > 9", Fault.UNSIGNED, 9, 0),
    ("update ledger_link set hash = set_byte(hash, 31, get_byte(hash, 31) # 1) where seq = 6", Fault.ALTERED, 6, 6),
    ("update ledger_link set previous_hash = sha256('x') where seq = 6", Fault.NOT_JOINED, 6, 6),
    ("update ledger_link set entry_id = 99 where seq = 6", Fault.ENTRY_GONE, 6, 99),
    ("update ledger_link set seq = seq + 1000 where seq = 12", Fault.GAP, 12, 0),
    ("update ledger_link set sealed_at = sealed_at - interval '1 second' where seq = 6", Fault.OTHER_TIME, 6, 0),
    ("update ledger_link set sealed_at = sealed_at - interval '1 second' where seq in (5, 6, 7, 8)", Fault.WRONG_SIGNATURE, 8, 0),
    ("update ledger_link set signature = set_byte(signature, 0, get_byte(signature, 0) # 1) where seq = 8", Fault.WRONG_SIGNATURE, 8, 0),
    ("update ledger_link set signature = null where seq = 8", Fault.UNSIGNED, 8, 8),
    ("update ledger_link set signature = null, fingerprint = '' where seq = 8", Fault.OTHER_TIME, 5, 0),
    ("update ledger_link set signature = null, fingerprint = '' where seq = 12", Fault.UNSIGNED, 12, 0),
    ("update ledger_link set fingerprint = 'ed25519:other' where seq = 8", Fault.UNKNOWN_KEY, 8, 0),
    ("delete from ledger_nodekey", Fault.UNKNOWN_KEY, 4, 0),
    ("update ledger_nodekey set public_key = sha256('x')", Fault.WRONG_SIGNATURE, 4, 0),
    ("update ledger_nodekey set retired_at = '2020-01-01'", Fault.RETIRED_KEY, 4, 0),
    ("insert into ledger_link select 13, 99, hash, sha256('x'), sealed_at, null, '' from ledger_link where seq = 12",
     Fault.ENTRY_GONE, 13, 99),
]  # fmt: skip


def test_tampering_is_named_at_the_first_broken_link(chained: None, cluster: Cluster) -> None:
    for statement, fault, seq, entry_id in TAMPERING:
        with tampering(cluster, undone=True) as attacker:
            attacker.execute(statement)

            verdict = prove()

        assert (statement, verdict.broken) == (statement, Broken(fault, seq, entry_id))
        assert str(seq or entry_id) in verdict.message("en")
        assert str(seq or entry_id) in verdict.message("ja")


def test_a_chain_left_alone_is_not_accused(chained: None, cluster: Cluster) -> None:
    with tampering(cluster, undone=True):
        assert prove().is_whole


def test_entries_that_change_places_are_named(chained: None, addresses: Addresses, cluster: Cluster) -> None:
    with tampering(cluster) as attacker:
        attacker.execute("update ledger_link set entry_id = -entry_id where seq in (6, 7)")
        attacker.execute("update ledger_link set entry_id = 13 - seq where seq in (6, 7)")

    broken = proof(addresses).broken

    assert broken is not None
    assert (broken.fault, broken.seq) == (Fault.ALTERED, 6)


def test_an_end_cut_off_is_named_by_a_line_kept_elsewhere(
    chained: None, addresses: Addresses, cluster: Cluster
) -> None:
    kept = proof(addresses).head
    assert kept is not None
    with tampering(cluster) as attacker:
        attacker.execute("delete from ledger_link where seq > 8")
        attacker.execute("delete from ledger_entry where id > 8")

    alone, noted = proof(addresses), proof(addresses, noted=kept.line)

    assert alone.is_whole
    assert noted.broken is not None
    assert (noted.broken.fault, noted.broken.seq) == (Fault.HEAD_LOST, 12)


def test_a_chain_told_anew_is_named_by_a_line_kept_elsewhere(
    chained: None, addresses: Addresses, cluster: Cluster
) -> None:
    """Whoever has the database and the node's key can chain everything again; the line is what they do not have."""
    kept = proof(addresses).head
    assert kept is not None
    with tampering(cluster) as attacker:
        attacker.execute("delete from ledger_link")
        attacker.execute("update ledger_entry set deed = 'other' where id = 6")
        attacker.execute("insert into ledger_pending select id from ledger_entry")
    seal_all(addresses)

    alone, noted = proof(addresses), proof(addresses, noted=kept.line)

    assert alone.is_whole
    assert noted.broken is not None
    assert (noted.broken.fault, noted.broken.seq) == (Fault.HEAD_LOST, 12)


def test_a_line_that_is_still_in_the_chain_stands(chained: None, addresses: Addresses) -> None:
    kept = proof(addresses).head
    assert kept is not None
    append(3)
    seal_all(addresses)

    assert proof(addresses, noted=kept.line).is_whole


def test_an_entry_taken_away_before_it_was_chained_is_named(
    chained: None, addresses: Addresses, cluster: Cluster
) -> None:
    append(2)
    with tampering(cluster) as attacker:
        attacker.execute("delete from ledger_entry where id = 13")

    assert seal_all(addresses) == 1
    broken = proof(addresses).broken

    assert broken is not None
    assert (broken.fault, broken.entry_id) == (Fault.GONE_WHILE_WAITING, 13)


def test_an_entry_put_into_the_queue_again_is_not_chained_again(
    chained: None, addresses: Addresses, cluster: Cluster
) -> None:
    with tampering(cluster) as attacker:
        attacker.execute("insert into ledger_pending select generate_series(1, 6)")
    append(1)

    assert seal_all(addresses, most=2) == 1
    assert proof(addresses).links == 13


def test_a_sealer_that_stands_still_is_named(chained: None, addresses: Addresses) -> None:
    append(1)

    broken = proof(addresses, patience=timedelta(0)).broken

    assert broken is not None
    assert (broken.fault, broken.entry_id) == (Fault.LATE, 13)
    assert "sealer" in broken.message("en")


def test_appenders_never_wait_for_each_other(addresses: Addresses) -> None:
    """Waiting would end in an error at once: both transactions stand open, and the later one commits first."""
    with psycopg.connect(addresses.app) as first, psycopg.connect(addresses.app) as second:
        for opened in (first, second):
            opened.execute("set lock_timeout = '1ms'")
            opened.commit()
        first.execute(INSERT, ["first"])
        second.execute(INSERT, ["second"])
        first.execute(INSERT, ["first"])
        second.commit()

        assert seal_all(addresses) == 1
        first.commit()
    assert seal_all(addresses) == 2


def test_what_commits_late_is_chained_late_and_not_lost(addresses: Addresses, cluster: Cluster) -> None:
    with login(addresses.system):
        know_node_key()
    with psycopg.connect(addresses.app) as early, psycopg.connect(addresses.app) as undone:
        early.execute(INSERT, ["early"])
        undone.execute(INSERT, ["undone"])
        append(2)
        assert seal_all(addresses) == 3
        undone.rollback()
        early.commit()
    append(1)
    assert seal_all(addresses) == 2

    assert proof(addresses).is_whole
    with superuser(cluster) as opened:
        order = opened.execute("select entry_id from ledger_link order by seq").fetchall()
    assert order == [(1,), (4,), (5,), (2,), (6,)]


def test_a_second_sealer_waits(addresses: Addresses) -> None:
    append(2)
    with psycopg.connect(addresses.system) as other:
        other.execute("select pg_advisory_xact_lock(%s)", [ONE_SEALER])

        assert seal_all(addresses) == 0
        other.commit()
    assert seal_all(addresses) == 2


def test_the_last_deeds_are_chained_before_the_sealer_leaves(addresses: Addresses) -> None:
    append(2)
    stop = Event()
    stop.set()

    with login(addresses.system):
        run_forever(stop)

    assert proof(addresses).links == 3


def test_a_sealer_without_the_system_s_login_does_nothing() -> None:
    append(1)

    with pytest.raises(ProgrammingError, match="permission denied"):
        seal_batch()


def test_a_sealer_killed_again_and_again_loses_and_doubles_nothing(addresses: Addresses, cluster: Cluster) -> None:
    appended = 0
    for _ in range(4):
        sealer = _start_sealer(addresses)
        try:
            started_at = _links(cluster)
            while _links(cluster) <= started_at + 5:
                assert sealer.poll() is None
                append(7)
                appended += 7
                time.sleep(0.02)
        finally:
            os.kill(sealer.pid, signal.SIGKILL)
            sealer.wait()
    seal_all(addresses)

    verdict = proof(addresses)

    assert verdict.is_whole
    assert verdict.links == appended + 1


def test_the_process_of_the_sealer_ends_calmly_with_everything_chained(addresses: Addresses, cluster: Cluster) -> None:
    sealer = _start_sealer(addresses)
    try:
        _wait_for_links(cluster, 1, sealer)
        append(20)
        sealer.terminate()

        assert sealer.wait(30) == 0
    finally:
        sealer.kill()
    assert proof(addresses).links == 21


def test_a_sealer_cut_off_from_its_database_goes_on_by_itself(addresses: Addresses, cluster: Cluster) -> None:
    cut = """select count(pg_terminate_backend(pid)) from pg_stat_activity
      where usename = 'noroshi_system' and datname = current_database()"""
    sealer = _start_sealer(addresses)
    try:
        _wait_for_links(cluster, 1, sealer)
        with superuser(cluster) as opened:
            assert opened.execute(cut).fetchone() != (0,)
        append(5)

        _wait_for_links(cluster, 6, sealer)
    finally:
        sealer.kill()
        sealer.wait()
    assert proof(addresses).is_whole


def _wait_for_links(cluster: Cluster, count: int, sealer: subprocess.Popen[bytes]) -> None:
    while _links(cluster) < count:
        assert sealer.poll() is None
        time.sleep(0.05)


def _start_sealer(addresses: Addresses) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "noroshi.jobs.sealing"],
        env=os.environ | addresses.environment() | {"NOROSHI_PROCESS": "sealer"},
    )


def _links(cluster: Cluster) -> int:
    with superuser(cluster) as opened:
        (count,) = opened.execute("select count(*) from ledger_link").fetchone() or (0,)
    return int(count)
