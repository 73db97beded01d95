"""Where a word of shared content stands: in the parts and the marking of its edition; in no other table, job or log."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from noroshi.config.logs import JsonLines
from tests.cast import small_cast
from tests.ledger_logins import superuser
from tests.rooms.test_attacks_canary import CANARY, caller_of, client_of, said


@contextmanager
def log_lines() -> Iterator[io.StringIO]:
    kept = io.StringIO()
    handler = logging.StreamHandler(kept)
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)
    try:
        yield kept
    finally:
        logging.getLogger().removeHandler(handler)


@pytest.mark.django_db(transaction=True)
def test_it_stands_in_the_parts_and_the_marking_and_in_no_other_table_and_in_no_log(
    cluster: Any, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    cast = small_cast()
    caller = caller_of(cast.electric)
    body = {"kind": "report", "content": {"title": CANARY}, "marking": {"tlp": "red", "handling_note": CANARY}}
    with log_lines() as lines:
        made = caller.made("/editions", body, idempotency_key="once")
        caller.made("/editions", body, idempotency_key="once")
        assert CANARY in caller.get(f"/editions/{made['id']}").content.decode()
        assert CANARY in said(client_of(cast.electric).get(f"/items/{made['id']}/"))
        caller.post("/editions", {**body, "importance": CANARY})
        caller.post("/editions", '{"title": "' + CANARY)
        caller.ask("GET", "/editions", query={"q": CANARY})
        caller.done(f"/editions/{made['id']}/recall", {"reason": "誤り", "read_number": 1})
        client_of(None).get("/", {"q": CANARY})

    assert CANARY not in lines.getvalue()
    assert "鵺" not in lines.getvalue().encode().decode("unicode_escape", "ignore")
    # No login may touch the index of the search (test_attacks_search).
    assert _tables_with(cluster, CANARY) == {"editions_part", "editions_markingrecord", "search_index"}


def _tables_with(cluster: Any, word: str) -> set[str]:
    with superuser(cluster) as raw:
        tables = [row[0] for row in raw.execute("select tablename from pg_tables where schemaname = 'public'")]
        return {
            table
            for table in tables
            if raw.execute(
                f'select exists (select from "{table}" t where t::text like %s)',  # noqa: S608 - names from the catalog
                [f"%{word}%"],
            ).fetchone()
            == (True,)
        }
