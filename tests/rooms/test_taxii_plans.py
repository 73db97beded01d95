"""A client's questions are planned once for a connection, whoever asks and for what; who asks still decides what is found."""

import pytest
from django.db import connection

from noroshi.audiences.viewer import acting_as
from noroshi.vocabulary import Tlp2
from tests.cast import small_cast
from tests.rooms.intel_given import brought, indicator, marked, origin_of, stix_id
from tests.rooms.taxii_world import at, machine
from tests.rooms.test_taxii import all_of, ids

pytestmark = pytest.mark.django_db(transaction=True)
PLANS = """
select coalesce(sum(custom_plans), 0), coalesce(sum(generic_plans), 0) from pg_prepared_statements
 where statement like '%places as materialized%'
"""


def plans() -> tuple[int, int]:
    """How often the question for a page was planned for its values alone, and how often its kept plan was taken."""
    with connection.cursor() as cursor:
        cursor.execute(PLANS)
        anew, kept = cursor.fetchone()
        return int(anew), int(kept)


def test_each_client_gets_by_one_plan_what_it_may_read_and_nothing_else() -> None:
    cast = small_cast()
    origin = origin_of(cast.center, tlp=Tlp2.CLEAR)
    brought(cast.center, origin, indicator(1), indicator(2, **marked(Tlp2.RED)))
    center, bank = machine(cast.center), machine(cast.bank)
    closed = at(origin, f"objects/{stix_id('indicator', 2)}/")
    assert [one.get(closed).status_code for one in (center, bank)] == [200, 404]
    everything = [(one, all_of(one)) for one in (center, bank)]

    for _turn in range(3):
        found = [ids(one.objects(where)) for one, where in everything]
        assert found == [ids([indicator(1), indicator(2)]), ids([indicator(1)])]

    anew, kept = plans()
    assert anew == 0
    assert kept == 6


def test_what_people_ask_is_planned_for_what_they_ask() -> None:
    cast = small_cast()
    caller = machine(cast.center)
    caller.get("collections/")

    with acting_as(cast.center), connection.cursor() as cursor:
        cursor.execute("show plan_cache_mode")
        assert cursor.fetchone() == ("auto",)
