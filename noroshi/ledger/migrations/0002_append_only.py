"""The database refuses to change, remove or empty what was written, for the owner too. Runs before deployment."""

from django.db import migrations

REFUSE = """
create function ledger_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only' using errcode = 'insufficient_privilege';
end $$;
"""

# Once for each statement, so that it also answers where row-level security would show no row; always, so that
# no session can switch it off for itself.
FOREVER = """
create trigger append_only before update or delete or truncate on {table} for each statement execute function ledger_refuse();
alter table {table} enable always trigger append_only;
revoke all on {table} from noroshi_app, noroshi_system;
"""

# A place in the queue, written for whoever appends. No NOTIFY: it would make all who commit wait for one another.
QUEUE = """
create function ledger_wait_for_the_sealer() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into ledger_pending (entry_id) values (new.id);
  return null;
end $$;
revoke execute on function ledger_wait_for_the_sealer from public;
create trigger wait_for_the_sealer after insert on ledger_entry for each row execute function ledger_wait_for_the_sealer();
alter table ledger_entry enable always trigger wait_for_the_sealer;
alter table ledger_pending set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
"""

# Number and time of an entry are the database's alone.
RIGHTS = """
alter table ledger_entry alter column id set generated always;
grant select,
  insert (deed, answer, allowed, clause, person_id, desk_id, organization_id, key_id, system,
          object_ids, provider_ids, subject_organization_id, detail)
  on ledger_entry to noroshi_app, noroshi_system;
grant select, insert on ledger_link to noroshi_system;
revoke all on ledger_pending, ledger_nodekey from noroshi_app, noroshi_system;
grant select, delete on ledger_pending to noroshi_system;
grant select on ledger_nodekey to noroshi_app, noroshi_system;
grant insert (fingerprint, public_key), update (retired_at) on ledger_nodekey to noroshi_system;
"""

# A key is retired once, and stays so that what it sealed stays verifiable.
KEYS = """
create function ledger_retire_only() returns trigger language plpgsql as $$
begin
  if old.retired_at is not null or new.retired_at is null
     or (old.fingerprint, old.public_key, old.valid_from) is distinct from (new.fingerprint, new.public_key, new.valid_from) then
    raise exception 'a node key can only be retired' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger retire_only before update on ledger_nodekey for each row execute function ledger_retire_only();
create trigger keep_keys before delete or truncate on ledger_nodekey for each statement execute function ledger_refuse();
alter table ledger_nodekey enable always trigger retire_only;
alter table ledger_nodekey enable always trigger keep_keys;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_entries_and_links")]

    operations = [
        migrations.RunSQL(REFUSE, migrations.RunSQL.noop),
        migrations.RunSQL(FOREVER.format(table="ledger_entry"), migrations.RunSQL.noop),
        migrations.RunSQL(FOREVER.format(table="ledger_link"), migrations.RunSQL.noop),
        migrations.RunSQL(QUEUE, migrations.RunSQL.noop),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
        migrations.RunSQL(KEYS, migrations.RunSQL.noop),
    ]
