"""Objects are kept anew with their color and their sectors, so that they can be narrowed to. Runs before deployment."""

from django.db import migrations

from noroshi.search.index_sql import KEEP, MANY_MOVED

ANEW = "delete from search_progress where source = 'intel_stixobject';"
"""The worker begins with the first object again; nobody is told of what was there before."""


class Migration(migrations.Migration):
    dependencies = [("search", "0002_orders_found")]

    operations = [migrations.RunSQL(KEEP + MANY_MOVED + ANEW, migrations.RunSQL.noop)]
