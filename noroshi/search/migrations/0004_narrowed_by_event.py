"""What is found can be narrowed to a kind of event; the worker fills in what was kept before. Runs before deployment."""

from django.db import migrations

from noroshi.search.index_sql import ASK, EVENT_KINDS, KEEP

COLUMN = "alter table search_index add column if not exists event_kind text not null default '';"
"""No row is written for it. No index: it is asked of rows that are found already, and of those of one edition."""
BEFORE = """
drop function if exists noroshi_search_keep(text, bigint[], text[], uuid[], uuid[], uuid[], int[], timestamptz[], text[], text[], text[],
  bigint[], boolean[], text[], text[], text[]);
drop function if exists noroshi_search(int[], tsquery, text[], text[], text[], text[], text[], text[], text[], text[], bigint[],
  timestamptz, timestamptz, timestamptz, text, text, boolean, boolean, int, timestamptz, bigint, int);
"""
"""As they were called without it."""


class Migration(migrations.Migration):
    dependencies = [("search", "0003_objects_narrowed")]

    operations = [migrations.RunSQL(COLUMN + BEFORE + KEEP + EVENT_KINDS + ASK, migrations.RunSQL.noop)]
