"""What is told to one person stands for that person alone: in the list, on its ways out, and on open pages. Before deployment."""

import django.db.models.deletion
from django.db import migrations, models

DESK, PERSON = "(select noroshi_viewer_part(3))", "(select noroshi_viewer_part(2))"
IS_SYSTEM = "(select noroshi_is_system())"
MINE = f"exists (select from directory_membership m where m.id = membership_id and m.person_id = {PERSON} and m.ended_at is null)"
SENDERS = f"is_named and (from_desk_id = {DESK} or originator_desk_id = {DESK})"

GUARDED = f"""
drop policy readers on delivery_notice;
create policy readers on delivery_notice for select
  using ((desk_id = {DESK} and (membership_id is null or {MINE})) or {SENDERS} or {IS_SYSTEM});
drop policy readers on delivery_dispatch;
create policy readers on delivery_dispatch for select
  using ((desk_id = {DESK} and (not is_of_person or {MINE})) or {IS_SYSTEM});

-- The worker alone tells one person something, at a seat that stands; of no edition, and in nobody's name.
create function delivery_tell_person(_membership bigint, _kind text, _urgency text, _link text, _at timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  _told int;
begin
  if not noroshi_is_system() then
    raise exception 'only the system' using errcode = 'insufficient_privilege';
  end if;
  insert into delivery_notice (public_id, desk_id, membership_id, kind, urgency, is_named, link, at)
  select gen_random_uuid(), m.desk_id, m.id, _kind, _urgency, false, _link, _at
    from directory_membership m where m.id = _membership and m.ended_at is null;
  get diagnostics _told = row_count;
  return _told;
end $$;
revoke execute on function delivery_tell_person from public;
grant execute on function delivery_tell_person to noroshi_system;
"""  # noqa: S608 - nothing here comes from outside


class Migration(migrations.Migration):
    dependencies = [("delivery", "0009_wishes_and_mutes")]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="membership",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.membership",
            ),
        ),
        migrations.AddField(
            model_name="dispatch", name="is_of_person", field=models.BooleanField(default=False, db_default=False)
        ),
        migrations.RunSQL(GUARDED, migrations.RunSQL.noop),
    ]
