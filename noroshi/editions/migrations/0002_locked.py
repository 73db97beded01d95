"""Every table of the room that holds shared content gets its lock. Runs before deployment."""

from django.db import migrations

from noroshi.audiences.lock import Lock


class Migration(migrations.Migration):
    dependencies = [("editions", "0001_editions_and_hops"), ("audiences", "0002_the_database_lock")]

    operations = [
        Lock("editions_edition", tally=True),
        Lock("editions_part", also="exists (select from editions_edition e where e.id = edition_id)"),
        Lock("editions_markingrecord"),
        Lock("editions_hop"),
        Lock("editions_derivation"),
    ]
