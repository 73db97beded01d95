"""Every table with shared content is locked: found from the models and from the database itself, so that none is forgotten."""

import psycopg
import pytest
from django.db import connection

from noroshi.audiences.shared import shared_models

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

NOT_CONTENT = {"audiences_seat", "audiences_tally"}
"""They name audiences because they are the lock itself."""

UNLOCKED = """
select c.relname from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'audience_id' and not a.attisdropped
 where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
   and not (c.relrowsecurity and c.relforcerowsecurity
            and exists (select from pg_policy p where p.polrelid = c.oid and p.polcmd = 'r'
                        and pg_get_expr(p.polqual, p.polrelid) like '%audience_id IN%noroshi_viewer_audiences()%')
            and exists (select from pg_policy p where p.polrelid = c.oid and p.polcmd = 'a'
                        and pg_get_expr(p.polwithcheck, p.polrelid) like '%noroshi_viewer_audiences()%')
            and exists (select from pg_policy p where p.polrelid = c.oid and p.polcmd = 'w'
                        and pg_get_expr(p.polqual, p.polrelid) like '%noroshi_viewer_audiences()%'
                        and pg_get_expr(p.polwithcheck, p.polrelid) like '%noroshi_viewer_audiences()%')
            and not exists (select from pg_policy p where p.polrelid = c.oid and p.polcmd in ('d', '*')))
"""


def rows(sql: str, parameters: object = None) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return {row[0] for row in cursor.fetchall()}


def test_every_table_that_names_an_audience_is_locked():
    assert rows(UNLOCKED) - NOT_CONTENT == set()


def test_a_table_without_its_lock_would_be_found(addresses):
    with psycopg.connect(addresses.owner) as owner:
        owner.execute("create table reports_forgotten (id int, audience_id int)")
        owner.execute("alter table reports_forgotten enable row level security")
        found = {row[0] for row in owner.execute(UNLOCKED).fetchall()}
        owner.rollback()

    assert "reports_forgotten" in found


def test_the_models_and_the_database_know_the_same_shared_tables():
    named = rows(
        "select relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'audience_id' "
        "where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace"
    )

    assert {model._meta.db_table for model in shared_models()} == named - NOT_CONTENT


def test_neither_login_bypasses_the_lock_or_owns_a_table():
    strong = rows(
        "select rolname from pg_roles where rolname like 'noroshi%%' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)"
    )
    owned = rows("select tablename from pg_tables where tableowner in ('noroshi_app', 'noroshi_system')")

    assert strong == set()
    assert owned == set()


def test_nobody_may_delete_or_empty_a_shared_table():
    may = rows(
        "select table_name from information_schema.role_table_grants where grantee in ('noroshi_app', 'noroshi_system', 'PUBLIC') "
        "and privilege_type in ('DELETE', 'TRUNCATE')"
    )

    assert may.isdisjoint({model._meta.db_table for model in shared_models()})


def test_functions_that_see_past_the_lock_have_a_fixed_search_path():
    """A SECURITY DEFINER function with the caller's search path could be made to read the caller's tables."""
    loose = rows(
        "select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace "
        "and not coalesce(array_to_string(proconfig, ',') like '%%search_path%%', false)"
    )

    assert loose == set()
