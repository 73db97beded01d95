"""The database refuses to change, remove or empty what was written, for the owner too. Runs before deployment."""

from django.db import migrations

REFUSE = """
create function ledger_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only' using errcode = 'insufficient_privilege';
end $$;
"""

FOR_EACH = """
create trigger append_only before update or delete on {table} for each row execute function ledger_refuse();
create trigger never_emptied before truncate on {table} for each statement execute function ledger_refuse();
alter table {table} enable always trigger append_only;
alter table {table} enable always trigger never_emptied;
revoke update, delete, truncate on {table} from noroshi_app, noroshi_system;
"""

QUEUE = """
create function ledger_enqueue() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into ledger_pending (entry_id) values (new.id);
  perform pg_notify('noroshi_ledger', '');
  return null;
end $$;
create trigger wait_for_the_sealer after insert on ledger_entry for each row execute function ledger_enqueue();
revoke all on ledger_pending from noroshi_app;
revoke insert, update, delete on ledger_link from noroshi_app;
grant select, insert on ledger_link to noroshi_system;
grant select, delete on ledger_pending to noroshi_system;
revoke update, delete, truncate on ledger_nodekey from noroshi_app;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_entries_and_links")]

    operations = [
        migrations.RunSQL(REFUSE, migrations.RunSQL.noop),
        migrations.RunSQL(FOR_EACH.format(table="ledger_entry"), migrations.RunSQL.noop),
        migrations.RunSQL(FOR_EACH.format(table="ledger_link"), migrations.RunSQL.noop),
        migrations.RunSQL(QUEUE, migrations.RunSQL.noop),
    ]
