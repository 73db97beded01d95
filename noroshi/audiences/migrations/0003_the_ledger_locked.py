"""The ledger holds no content, but who read what is not for everybody either. Runs before deployment."""

from django.db import migrations

from noroshi.audiences.lock import LEDGER


class Migration(migrations.Migration):
    dependencies = [
        ("audiences", "0002_the_database_lock"),
        ("ledger", "0002_append_only"),
    ]

    operations = [migrations.RunSQL(LEDGER, migrations.RunSQL.noop)]
