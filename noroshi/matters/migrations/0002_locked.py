"""An event is its desk's alone, and a gathered matter only for those of it who read something of the matter. Runs before deployment."""

from django.db import migrations

from noroshi.audiences.lock import Lock

OWN = "desk_id = (select noroshi_viewer_part(3))"


class Migration(migrations.Migration):
    dependencies = [("matters", "0001_events"), ("audiences", "0002_the_database_lock")]

    operations = [
        Lock("matters_event", also=OWN, born="made_by_id = (select noroshi_viewer_part(2))"),
        Lock(
            "matters_gathered",
            also=f"{OWN} and exists (select from editions_edition e where e.matter = matters_gathered.matter offset 0)",
            born="""by_id = (select noroshi_viewer_part(2))
              and exists (select from matters_event v where v.id = event_id and v.desk_id = matters_gathered.desk_id)""",
            later=("split_at", "split_by_id", "split_reason"),
        ),
    ]
