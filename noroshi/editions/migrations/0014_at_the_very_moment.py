"""What happens carries the very moment, not that of its transaction: whether a seat was there by then is asked. Before deployment."""

from django.db import migrations

HAPPENED = """
create or replace function noroshi_happened(_audience int, _edition uuid, _what text) returns void
language sql set search_path = pg_catalog, public as $$
  insert into editions_change (audience_id, turn, edition_public_id, what, at)
  values (_audience, pg_current_xact_id()::text::bigint, _edition, _what, clock_timestamp())
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("audiences", "0006_since_when"), ("editions", "0013_changes")]

    operations = [migrations.RunSQL(HAPPENED, migrations.RunSQL.noop)]
