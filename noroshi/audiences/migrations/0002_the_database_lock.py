"""Functions of the second lock and the rights of the logins. Runs before deployment."""

from django.db import migrations

from noroshi.audiences.lock import AUDIENCES, VIEWER


class Migration(migrations.Migration):
    dependencies = [("audiences", "0001_audiences_and_seats"), ("directory", "0001_who_is_who")]

    operations = [
        migrations.RunSQL(VIEWER, migrations.RunSQL.noop),
        migrations.RunSQL(AUDIENCES, migrations.RunSQL.noop),
    ]
