"""Every table with shared content is locked: found from the models and from the database itself, so that none is forgotten."""

import psycopg
import pytest
from django.db import connection

from noroshi.audiences.shared import shared_models

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

NOT_CONTENT = {"audiences_seat", "audiences_tally", "intel_range"}
"""They name audiences because they are the lock itself, or count for it: no login but the owner's reads or writes them."""

UNTOUCHED = {"search_index"}
"""Content that no login may touch: functions that ask the lock answer out of it (docs/decisions/0034-the-index-nobody-may-touch.md)."""

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
            and not exists (select from pg_policy p where p.polrelid = c.oid and p.polcmd in ('d', '*')
                            and not (p.polname = 'disposers' and p.polcmd = 'd' and p.polroles = array[c.relowner]
                                     and pg_get_expr(p.polqual, p.polrelid) = 'noroshi_is_disposing()')))
"""
DISPOSED_BY = """
select p.polname || ' on ' || c.relname from pg_policy p join pg_class c on c.oid = p.polrelid
 where p.polname like 'disposers%' and not (p.polroles = array[c.relowner] and p.polcmd in ('r', 'd')
       and pg_get_expr(p.polqual, p.polrelid) = 'noroshi_is_disposing()')
"""
"""Rows go only through legal_dispose, which runs as the tables' owner (docs/decisions/0026-disposal-through-one-function.md)."""


def rows(sql: str, parameters: object = None) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return {row[0] for row in cursor.fetchall()}


def test_every_table_that_names_an_audience_is_locked():
    assert rows(UNLOCKED) - NOT_CONTENT - UNTOUCHED == set()


def test_what_is_not_locked_no_login_may_touch():
    allowed = rows(
        "select r.rolname || ' ' || t.name from pg_roles r cross join unnest(%s::text[]) as t(name) "
        "where r.rolname in ('noroshi_app', 'noroshi_system', 'noroshi_bulk') "
        "and has_table_privilege(r.oid, t.name, 'select, insert, update, delete, truncate, references, trigger')",
        [sorted(UNTOUCHED)],
    )

    assert allowed == set()


def test_rows_go_only_through_the_function_of_a_disposal():
    assert rows(DISPOSED_BY) == set()


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

    assert {model._meta.db_table for model in shared_models()} == named - NOT_CONTENT - UNTOUCHED


BULK = "noroshi_bulk"
"""The one exception (docs/decisions/0006): it passes the lock inwards only, and no process that serves a request has its password."""

INWARDS = {
    "intel_stixobject",
    "intel_value",
    "intel_link",
    "intel_importbatch",
    "intel_importfault",
    "triage_feed",
    "triage_posting",
}


def test_no_login_that_serves_anybody_bypasses_the_lock_or_owns_a_table():
    strong = rows(
        "select rolname from pg_roles where rolname like 'noroshi%%' and (rolsuper or rolcreaterole or rolcreatedb "
        "or (rolbypassrls and rolname <> %s))",
        [BULK],
    )
    owned = rows("select tablename from pg_tables where tableowner in ('noroshi_app', 'noroshi_system')")

    assert strong == set()
    assert owned == set()


def test_the_bulk_login_may_add_to_its_tables_and_do_nothing_else():
    may = rows(
        "select relname || ' ' || privilege_type from pg_class, aclexplode(relacl) where grantee = %s::regrole "
        "union all select attrelid::regclass || ' ' || privilege_type from pg_attribute, aclexplode(attacl) where grantee = %s::regrole",
        [BULK, BULK],
    )
    runs = rows(
        "select proname from pg_proc, aclexplode(proacl) where pronamespace = 'public'::regnamespace and grantee = %s::regrole",
        [BULK],
    )

    assert may == {f"{table} INSERT" for table in INWARDS}
    assert runs == {"noroshi_intel_turn", "noroshi_intel_tally", "noroshi_intel_came"}
    assert rows("select tablename from pg_tables where tableowner = %s", [BULK]) == set()
    assert rows("select 1 from pg_auth_members where %s::regrole in (roleid, member)", [BULK]) == set()


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
