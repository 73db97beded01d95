"""An order that comes, or is answered, tells those of its house who may read it. Before deployment."""

from django.db import migrations

from noroshi.audiences.signals import Signal


class Migration(migrations.Migration):
    dependencies = [("live", "0001_what_is_told"), ("response", "0002_locked")]

    operations = [Signal("response_step", "order")]
