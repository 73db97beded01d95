"""An answer is given in one's own name and one's own desk's, to what one may read. Runs before deployment."""

from django.db import migrations

from noroshi.audiences.lock import Lock


class Migration(migrations.Migration):
    dependencies = [("advisories", "0001_acknowledgements"), ("audiences", "0002_the_database_lock")]

    operations = [
        Lock(
            "advisories_acknowledgement",
            also="exists (select from editions_edition e where e.id = edition_id offset 0)",
            born="""desk_id = (select noroshi_viewer_part(3)) and by_id = (select noroshi_viewer_part(2))
              and exists (select from editions_edition e where e.id = edition_id and e.public_id = edition_public_id)""",
        ),
    ]
