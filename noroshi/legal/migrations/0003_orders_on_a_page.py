"""Orders on a page for executives go with the page. Runs before deployment."""

from django.db import migrations

from noroshi.legal import erasing


class Migration(migrations.Migration):
    dependencies = [("legal", "0002_locked"), ("briefing", "0003_orders_on_a_page")]

    operations = [
        migrations.RunSQL(erasing.policies({"briefing_orderonpage"}), migrations.RunSQL.noop),
        migrations.RunSQL(erasing.function(), migrations.RunSQL.noop),
    ]
