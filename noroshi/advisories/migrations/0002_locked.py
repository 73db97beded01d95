"""An answer is given in one's own desk's name. Runs before deployment."""

from django.db import migrations

from noroshi.audiences.lock import Lock


class Migration(migrations.Migration):
    dependencies = [("advisories", "0001_acknowledgements"), ("audiences", "0002_the_database_lock")]

    operations = [
        Lock(
            "advisories_acknowledgement",
            also="exists (select from editions_edition e where e.id = edition_id)",
            born="desk_id = (select noroshi_viewer_part(3))",
        ),
    ]
