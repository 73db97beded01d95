"""What is in the ledger stays as it is, whoever asks."""

import uuid
from collections.abc import Iterator
from itertools import product

import psycopg
import pytest
from django.db import DataError, IntegrityError, ProgrammingError, connection, transaction

from noroshi.engine.cluster import Cluster
from noroshi.engine.database import Addresses
from noroshi.ledger.actions import Actor, Answer, record
from noroshi.ledger.canonical import NotCanonical
from noroshi.ledger.keys import know_node_key
from tests.ledger_logins import append, login, seal_all, superuser, superuser_url

committed = pytest.mark.django_db(transaction=True)
undone = pytest.mark.django_db

CHANGES = ("update {} set {} = {}", "delete from {}", "truncate {}")
INSERT = (
    "insert into ledger_entry ({}, deed, answer, allowed, clause, system, object_ids, provider_ids, detail)"
    " overriding system value values ({}, 'x', 'deed', true, '', '', '{{}}', '{{}}', '{{}}')"
)
TABLES = (("ledger_entry", "deed"), ("ledger_link", "entry_id"))


@pytest.fixture
def sealed(addresses: Addresses) -> None:
    append(3)
    seal_all(addresses)


@committed
def test_nobody_changes_removes_or_empties(sealed: None, addresses: Addresses, cluster: Cluster) -> None:
    for url in (addresses.app, addresses.system, addresses.owner, superuser_url(cluster)):
        with psycopg.connect(url, autocommit=True) as opened:
            opened.execute("set noroshi.viewer = 'system:sealer'")

            for (table, column), change in product(TABLES, CHANGES):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    opened.execute(change.format(table, column, column))


@committed
def test_a_session_cannot_switch_the_refusal_off_for_itself(sealed: None, cluster: Cluster) -> None:
    with superuser(cluster) as opened:
        opened.execute("set session_replication_role = replica")

        for (table, column), change in product(TABLES, CHANGES):
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only"):
                opened.execute(change.format(table, column, column))


@committed
def test_an_entry_says_who_did_what_under_which_clause(cluster: Cluster) -> None:
    read, hidden = uuid.uuid4(), uuid.uuid4()

    with transaction.atomic():
        record(
            deed="read_list",
            actor=Actor(person_id=1, desk_id=2, organization_id=3, key_id=4),
            answer=Answer.LIST,
            clause="table",
            objects=[(read, 30), (hidden, None)],
            detail={"set": "newest"},
        )

    with superuser(cluster) as opened:
        (row,) = opened.execute(
            "select deed, answer, allowed, clause, person_id, desk_id, organization_id, key_id, object_ids, provider_ids,"
            " detail, at <= clock_timestamp() from ledger_entry"
        ).fetchall()
    assert row == ("read_list", "list", True, "table", 1, 2, 3, 4, [read, hidden], [30, None], {"set": "newest"}, True)


@committed
def test_a_refusal_is_an_entry_too(cluster: Cluster) -> None:
    with transaction.atomic():
        record(deed="read_edition", allowed=False, clause="exclusion_beats_every_grant")

    with superuser(cluster) as opened:
        assert opened.execute("select allowed, clause from ledger_entry").fetchall() == [
            (False, "exclusion_beats_every_grant")
        ]


@committed
def test_a_deed_undone_leaves_no_entry(cluster: Cluster) -> None:
    with transaction.atomic():
        record(deed="submit")
        transaction.set_rollback(True)

    with superuser(cluster) as opened:
        assert opened.execute("select count(*) from ledger_entry").fetchone() == (0,)
        assert opened.execute("select count(*) from ledger_pending").fetchone() == (0,)


@committed
def test_an_entry_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        record(deed="submit")


@undone
@pytest.mark.parametrize(("column", "value"), [("id", "7"), ("at", "'2020-01-01'")])
def test_number_and_time_are_the_database_s_own(column: str, value: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(INSERT.format(column, value))


@undone
@pytest.mark.parametrize("text", ["停電の連絡がありました", "two words", "line\nbreak", "x" * 201])
def test_words_of_somebody_never_enter_an_entry(text: str) -> None:
    for detail in ({"note": text}, {text: 1}, {"deep": [{"er": text}]}):
        with pytest.raises(NotCanonical, match="never content"), transaction.atomic():
            record(deed="submit", detail=detail)


@undone
def test_an_unknown_answer_is_refused() -> None:
    with pytest.raises(ValueError, match="Answer"), transaction.atomic():
        record(deed="submit", answer="gossip")


@undone
@pytest.mark.parametrize("deed", ["", "Submit", "情報連絡", "submit report", "submit\n"])
def test_a_deed_is_a_slug(deed: str) -> None:
    with pytest.raises(IntegrityError, match="deed_is_a_slug"), transaction.atomic():
        record(deed=deed)


@undone
def test_a_deed_without_end_is_refused() -> None:
    with pytest.raises(DataError), transaction.atomic():
        record(deed="x" * 61)


@undone
def test_the_application_has_no_hand_in_the_chain() -> None:
    statements = ("select * from {}", "insert into {} default values", "delete from {}")

    for table, statement in product(("ledger_pending", "ledger_link"), statements):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement.format(table))


@undone
def test_the_application_adds_no_key() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("insert into ledger_nodekey (fingerprint, public_key) values ('mine', '\\x00')")


@pytest.fixture
def known_key(addresses: Addresses) -> Iterator[None]:
    with login(addresses.system):
        know_node_key()
        yield


@committed
def test_a_key_is_retired_once_and_stays(known_key: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("update ledger_nodekey set retired_at = now()")
        assert cursor.rowcount == 1

        for again in ("update ledger_nodekey set retired_at = null", "update ledger_nodekey set retired_at = now()"):
            with pytest.raises(ProgrammingError, match="only be retired"):
                cursor.execute(again)
        with pytest.raises(ProgrammingError, match="permission denied"):
            cursor.execute("delete from ledger_nodekey")


@committed
def test_the_owner_neither_swaps_nor_drops_a_key(known_key: None, addresses: Addresses) -> None:
    with psycopg.connect(addresses.owner, autocommit=True) as opened:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            opened.execute("update ledger_nodekey set public_key = decode(repeat('00', 32), 'hex'), retired_at = now()")
        for change in ("delete from ledger_nodekey", "truncate ledger_nodekey"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                opened.execute(change)
