"""A notice may say by which ways it does not leave the house: it stands on the board alone. Runs before deployment."""

import django.contrib.postgres.fields
from django.db import migrations, models

TELL = """
create function delivery_tell_but(_desk bigint, _kind text, _urgency text, _link text, _at timestamptz, _not_by text[]) returns int
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if not noroshi_is_system() then
    raise exception 'only the system' using errcode = 'insufficient_privilege';
  end if;
  insert into delivery_notice (public_id, desk_id, kind, urgency, is_named, link, at, not_by)
  values (gen_random_uuid(), _desk, _kind, _urgency, false, _link, _at, _not_by);
  return 1;
end $$;
revoke execute on function delivery_tell_but from public;
grant execute on function delivery_tell_but to noroshi_system;
"""


class Migration(migrations.Migration):
    dependencies = [("delivery", "0012_told_of_drafts")]

    operations = [
        migrations.AddField(
            "notice",
            "not_by",
            django.contrib.postgres.fields.ArrayField(models.CharField(max_length=10), default=list, db_default=[]),
        ),
        migrations.RunSQL(TELL, migrations.RunSQL.noop),
    ]
