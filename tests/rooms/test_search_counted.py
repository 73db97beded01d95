"""The worker counts which pieces of text are common; what is found does not change with what it has counted, however one asks."""

import pytest
from django.db import connection

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.engine.cluster import Cluster
from noroshi.search.finding import search
from noroshi.search.wanted import Wanted
from noroshi.vocabulary import Tlp
from tests.cast import small_cast
from tests.ledger_logins import superuser
from tests.mail_sink import as_worker

pytestmark = pytest.mark.django_db(transaction=True)
RECKON = """
import django
django.setup()
from noroshi.search.actions.reckon import reckon_common
print(reckon_common())
"""
RAW = """select count(*) from noroshi_search(array(select generate_series(1, 100000)), null, %s::text[], %s::text[], null, null, null,
         null, null, null, null, null, null, null, null, '', true, false, 0, null, null, 50)"""
COMMON = "insert into search_common values ('監視', 0.9), ('視装', 0.9), ('停止', 0.1), ('置の', 0.9)"


def found(viewer: Viewer, words: str) -> int:
    with acting_as(viewer):
        return len(search(viewer, Wanted.of({"q": [words]})).found)


def test_what_is_common_changes_nothing_of_what_is_found(cluster: Cluster) -> None:
    cast = small_cast()
    for number in range(3):
        cast.report(cast.electric, Tlp.RED, {"title": f"監視装置の停止 {number}", "body": "監視している。"})
    cast.report(cast.electric, Tlp.RED, {"title": "装置の監視", "body": "視装を監視 停止の"})
    asked = ("監視装置の停止", "監視装置", "監視")
    before = [found(cast.electric, words) for words in asked]

    with superuser(cluster) as counting:
        counting.execute(COMMON)
        rarest = (
            "select noroshi_search_rarest(array['監視', '視装', '装置', '停止', 'の停'], array['監視装置の停止'])::text"
        )
        assert counting.execute(rarest).fetchone() == ("'装置' & 'の停' & '停止'",)

    assert before == [found(cast.electric, words) for words in asked] == [3, 3, 4]


def test_nobody_finds_out_what_is_common_by_asking_the_function_itself(cluster: Cluster) -> None:
    """A piece is left out only where the text is compared with it; else it would show which pieces others have written."""
    cast = small_cast()
    cast.report(cast.bank, Tlp.RED, {"title": "装置の点検 停止"}, sectors=frozenset({"finance"}))

    def by_hand(pieces: list[str], every: list[str]) -> int:
        with acting_as(cast.bank), connection.cursor() as cursor:
            cursor.execute(RAW, [pieces, every])
            return int(cursor.fetchone()[0])

    asked: tuple[tuple[list[str], list[str]], ...] = (
        (["装置", "点検", "停止", "監視"], []),
        (["装置", "点検", "停止", "監視"], ["装置の点検"]),
        (["装置", "点検", "停止", "監視"], ["監視"]),
        (["装置", "置の", "の点", "点検"], ["装置の点検"]),
    )
    before = [by_hand(*one) for one in asked]
    with superuser(cluster) as counting:
        counting.execute(COMMON)

    assert before == [by_hand(*one) for one in asked] == [0, 0, 0, 1]


def test_the_worker_counts_what_the_database_has_counted(cluster: Cluster) -> None:
    cast = small_cast()
    for number in range(12):
        cast.report(cast.electric, Tlp.RED, {"title": f"監視装置 a'bc d\\ef {number}"})
    with superuser(cluster) as counting:
        counting.execute("analyze search_index")

        many = int(as_worker(RECKON))

        counted = dict(counting.execute("select piece, share from search_common").fetchall())
    assert many == len(counted)
    assert counted["監視"] == counted["a'b"] == counted["d\\e"] == 1
    assert found(cast.electric, "a'bc d\\ef") == 12
