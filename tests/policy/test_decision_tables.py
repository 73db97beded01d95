"""Decision tables that an official can read, run against the policy. The page docs/policy.md is rendered from the same files."""

import pytest

from noroshi.audiences.kept_schemes import scheme_key, table_of
from noroshi.sharing.decisions import WORDS, decide
from tests.policy.reading import DESKS, desk_facts, tables

TABLES = tables()
CASES = [(table, name) for table in TABLES for name in DESKS]


@pytest.mark.parametrize(("table", "name"), CASES, ids=lambda value: getattr(value, "name", value))
def test_the_policy_decides_as_the_table_says(table, name):
    decision = decide(table.marking, desk_facts()[name], table_of(scheme_key()), table.carriers)

    assert decision.allowed == (name in table.may)
    assert decision.clause == {**table.may, **table.never}[name]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_desk_stands_on_one_side_of_every_table(table):
    assert table.may.keys() | table.never.keys() == DESKS.keys()
    assert not table.may.keys() & table.never.keys()


def test_every_clause_of_the_policy_decides_somewhere_in_the_tables():
    used = {clause for table in TABLES for clause in [*table.may.values(), *table.never.values()]}

    assert WORDS.keys() - used == {"council_class_floor"}
