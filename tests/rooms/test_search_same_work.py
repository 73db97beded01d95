"""How long a search takes tells nothing: for a word that stands only in what is closed it does what it does for one that stands nowhere.

Not measured by a clock: by the statements it sends, and by the rows that the database takes up for them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.search.beside import beside
from noroshi.search.finding import search
from noroshi.search.wanted import Wanted
from noroshi.vocabulary import Tlp
from tests.cast import Cast

pytestmark = pytest.mark.django_db

CLOSED, NOWHERE = "鬼火提灯の合図", "狐火行灯の合図"
MANY = 40
TAKEN_UP = """
select coalesce(sum(pg_stat_get_xact_tuples_fetched(c.oid) + pg_stat_get_xact_tuples_returned(c.oid)), 0)
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'i', 'p') {only}
"""


@dataclass
class Work:
    """What one search made the database do: in words, and in rows of any table or index."""

    statements: list[str] = field(default_factory=list)
    rows: int = 0
    of_the_index: int = 0
    found: int = 0


def taken_up(only: str = "") -> int:
    with connection.cursor() as cursor:
        cursor.execute(TAKEN_UP.format(only=only))
        return int(cursor.fetchone()[0])


@contextmanager
def _counted(work: Work) -> Iterator[None]:
    table = "and c.relname = 'search_index'"
    rows, index = taken_up(), taken_up(table)
    with CaptureQueriesContext(connection) as said:
        yield
    work.rows, work.of_the_index = taken_up() - rows, taken_up(table) - index
    work.statements = [one["sql"] for one in said.captured_queries]


def work_of(viewer: Viewer, words: str, **more: list[str]) -> Work:
    """The second time: what was remembered of the viewer is remembered for both."""
    wanted, work = Wanted.of({"q": [words], **more}), Work()
    for _ in range(2):
        with acting_as(viewer), _counted(work):
            result = search(viewer, wanted)
            beside(viewer, result.asked, wanted, "ja")
            work.found = result.many
    work.statements = [one.replace(words, "").replace(repr(words), "") for one in work.statements]
    return work


def shape(work: Work) -> tuple[int, int, int, int]:
    return len(work.statements), work.rows, work.of_the_index, work.found


@pytest.fixture
def closed(cast: Cast) -> Cast:
    """Many items, all of them closed to everybody else."""
    for number in range(MANY):
        cast.report(cast.electric, Tlp.RED, {"title": f"{CLOSED} {number}", "body": CLOSED})
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return cast


STRANGERS = ("bank", "neighbor", "ministry", "center", "electric_executive", "contractor")


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize("narrowed", ["", "report", "file"])
def test_what_is_closed_makes_a_search_do_no_more_than_what_is_nowhere(closed: Cast, who: str, narrowed: str) -> None:
    viewer, more = getattr(closed, who), {"kind": [narrowed]} if narrowed else {}

    hidden, nowhere = (work_of(viewer, words, **more) for words in (CLOSED, NOWHERE))

    assert shape(hidden) == shape(nowhere)
    assert hidden.of_the_index == 0


def test_whoever_reads_it_makes_the_same_search_do_more(closed: Cast) -> None:
    """So that the measure itself is known to see a difference."""
    own, nowhere = (work_of(closed.electric, words) for words in (CLOSED, NOWHERE))

    assert own.found == MANY
    assert own.of_the_index >= MANY
    assert nowhere.of_the_index == 0
    assert own.rows > nowhere.rows


@pytest.mark.parametrize("asked", ["{} OR {}", "“{}”", "{} -{}"])
def test_in_whatever_way_it_is_asked(closed: Cast, asked: str) -> None:
    hidden, nowhere = (
        work_of(closed.bank, asked.replace("{}", words, 1).replace("{}", "点検")) for words in (CLOSED, NOWHERE)
    )

    assert shape(hidden) == shape(nowhere)
