"""What a desk follows is the desk's; whoever has the secret address of its calendars reads their dates. Runs before deployment."""

from django.db import migrations

from noroshi.audiences.lock import APP, SYSTEM, Lock

DESK, PERSON = "(select noroshi_viewer_part(3))", "(select noroshi_viewer_part(2))"
OWN = f"desk_id = {DESK} and made_by_id = {PERSON}"

OPENED = f"""
create function bulletins_program() returns bytea language sql stable set search_path = pg_catalog as $$
  select case when v ~ '^calendar:[0-9a-f]{{64}}$' then decode(substr(v, 10), 'hex') end
  from (select coalesce(current_setting('noroshi.viewer', true), '') as v) as setting
$$;
revoke execute on function bulletins_program from public;
grant execute on function bulletins_program to {APP}, {SYSTEM};

create policy programs on bulletins_calendaraddress for select using (
  digest = (select bulletins_program()) and revoked_at is null
  and desk_id in (select d.id from directory_desk d join directory_organization o on o.id = d.organization_id
                   where d.is_active and o.is_active offset 0));
create policy programs on bulletins_calendar for select using (
  ended_at is null
  and desk_id in (select a.desk_id from bulletins_calendaraddress a where a.digest = (select bulletins_program()) offset 0));
"""  # noqa: S608 - nothing here comes from outside


class Migration(migrations.Migration):
    dependencies = [("bulletins", "0001_followed"), ("audiences", "0002_the_database_lock")]

    operations = [
        Lock(
            "bulletins_feed",
            born=OWN,
            later=(
                *("name", "address", "minutes", "words", "ended_at"),
                *("etag", "modified", "read_at", "next_at", "fault", "failures"),
            ),
        ),
        Lock("bulletins_alert", born="noroshi_is_system()"),
        Lock(
            "bulletins_calendar",
            born=OWN,
            later=(
                *("name", "note", "link", "rule", "nth", "weekday", "weeks", "start", "dates", "shift"),
                *("remind_days", "told_for", "ended_at"),
            ),
        ),
        Lock("bulletins_calendaraddress", born=OWN, later=("revoked_at",)),
        migrations.RunSQL(OPENED, migrations.RunSQL.noop),
    ]
