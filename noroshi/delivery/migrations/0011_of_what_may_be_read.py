"""A notice about an edition is for those at its desk who may read that edition: also for whoever asks the database. Before deployment."""

from django.db import migrations

DESK, PERSON = "(select noroshi_viewer_part(3))", "(select noroshi_viewer_part(2))"
IS_SYSTEM = "(select noroshi_is_system())"
MINE = f"exists (select from directory_membership m where m.id = membership_id and m.person_id = {PERSON} and m.ended_at is null)"
SENDERS = f"is_named and (from_desk_id = {DESK} or originator_desk_id = {DESK})"

GUARDED = f"""
drop policy readers on delivery_notice;
create policy readers on delivery_notice for select
  using ({IS_SYSTEM} or {SENDERS}
         or (desk_id = {DESK} and (membership_id is null or {MINE})
             and (edition_id is null or exists (select from editions_edition e where e.id = edition_id offset 0))));
"""  # noqa: S608 - nothing here comes from outside


class Migration(migrations.Migration):
    dependencies = [("delivery", "0010_told_to_one_person"), ("editions", "0004_read_marks")]

    operations = [migrations.RunSQL(GUARDED, migrations.RunSQL.noop)]
