"""Orders move with their audience in the index as well. Runs before deployment."""

from django.db import migrations

from noroshi.search.index_sql import moved_with


class Migration(migrations.Migration):
    dependencies = [("search", "0001_searched"), ("response", "0002_locked")]

    operations = [migrations.RunSQL(moved_with("response_order"), migrations.RunSQL.noop)]
