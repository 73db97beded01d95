"""Open pages are told that something changed: by triggers, in the transaction that changed it. Before deployment."""

from django.db import migrations

from noroshi.audiences.signals import SIGNALS


class Migration(migrations.Migration):
    dependencies = [("audiences", "0004_no_sentence_is_tried_out")]

    operations = [migrations.RunSQL(SIGNALS, migrations.RunSQL.noop)]
