"""Lists and pages of shared intelligence go along the one index by source, audience and kind: nothing is looked through whole."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.intel import queries
from noroshi.intel.browsing import Wanted as Looked
from noroshi.intel.browsing import browse
from noroshi.intel.exchange import Wanted, collections, page
from noroshi.intel.touched import touched
from noroshi.stix.kinds import StixKind
from tests.cast import Cast
from tests.ledger_logins import superuser
from tests.rooms.intel_given import brought, indicator, malware, origin_of

pytestmark = pytest.mark.django_db

TABLE = "intel_stixobject"
ASKED = {
    "the newest": lambda viewer: queries.listed(viewer, [StixKind.MALWARE], most=5),
    "the list that people look through": lambda viewer: browse(viewer, Looked(limit=5)),
    "the same narrowed by what values say": lambda viewer: browse(viewer, Looked(limit=5, is_valid_now=True)),
    "sectors of the newest": touched,
    "a page": lambda viewer: page(viewer, everything(viewer), Wanted(limit=5)),
    "a long page": lambda viewer: page(viewer, everything(viewer), Wanted(limit=1000)),
    "a page of a kind": lambda viewer: page(viewer, everything(viewer), Wanted(limit=5, types=frozenset({"malware"}))),
}


def everything(viewer: Viewer) -> Any:
    return collections(viewer)[0].collection


@contextmanager
def put() -> Iterator[list[tuple[str, Any]]]:
    """Questions that name the table."""
    heard: list[tuple[str, Any]] = []

    def hear(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if TABLE in sql:
            heard.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(hear):
        yield heard


def plan_of(sql: str, params: Any) -> str:
    """Where an index can answer, it does: a table of a few rows would be read whole otherwise."""
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute(f"explain (costs off) {sql}", params)
        return "\n".join(line for (line,) in cursor.fetchall())


LARGE = """select pg_restore_relation_stats('schemaname', 'public', 'relname', 'intel_stixobject', 'relpages', 1, 'reltuples', 1e6::real)"""
UNKNOWN = "select pg_clear_attribute_stats('public', 'intel_stixobject', attname, false) from pg_stats where tablename = 'intel_stixobject'"


@pytest.fixture
def large(cluster: Any) -> None:
    """To the planner the table is large and nothing else is known of it, whatever was counted in it when it held something else."""
    with superuser(cluster) as raw:
        raw.execute(UNKNOWN)
        raw.execute(LARGE)


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("asking", ASKED.values(), ids=ASKED)
def test_what_is_asked_for_goes_along_an_index(cast: Cast, asking: Callable[[Viewer], object]) -> None:
    brought(cast.center, origin_of(cast.center), *(indicator(n) for n in range(20)), *(malware(n) for n in range(20)))
    viewer = Viewer(cast.center.seat)

    with acting_as(viewer):
        with put() as heard:
            asking(viewer)
        plans = [plan_of(*one) for one in heard]

    assert any("objects_by_origin" in plan for plan in plans)
    assert not [plan for plan in plans if f"Seq Scan on {TABLE}" in plan]


@pytest.mark.parametrize("asking", ASKED.values(), ids=ASKED)
def test_a_stranger_finds_nothing_along_it(cast: Cast, asking: Callable[[Viewer], object]) -> None:
    brought(cast.center, origin_of(cast.center, opened=[]), *(malware(n) for n in range(5)))
    stranger = Viewer(cast.bank.seat)

    with acting_as(stranger):
        found = asking(stranger)

    assert not getattr(found, "rows", getattr(found, "objects", found))
