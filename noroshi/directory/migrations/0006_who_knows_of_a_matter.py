"""Who was given a matter, and why, is read in the own house: elsewhere it would tell who is busy. Runs before deployment."""

from django.db import migrations

ASSIGNMENTS = """
-- Asked by whoever knows the matter: its name is random and cannot be guessed.
create function noroshi_is_named(_matter uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select from directory_assignment where matter = _matter and ended_at is null)
$$;
revoke execute on function noroshi_is_named from public;
grant execute on function noroshi_is_named to noroshi_app, noroshi_system;

alter table directory_assignment enable row level security;
create policy the_systems on directory_assignment to noroshi_system using (true) with check (true);
-- Before it is known who asks, at the door, what a person needs to know is read together with the seat.
create policy own_house on directory_assignment to noroshi_app using (
  coalesce(current_setting('noroshi.viewer', true), '') = ''
  or exists (select from directory_membership m join directory_desk d on d.id = m.desk_id
              where m.id = membership_id and d.organization_id = (select noroshi_viewer_organization())));
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0005_specimens_by_desk"), ("audiences", "0003_the_ledger_locked")]

    operations = [migrations.RunSQL(ASSIGNMENTS, migrations.RunSQL.noop)]
