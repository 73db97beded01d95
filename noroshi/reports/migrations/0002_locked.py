"""Stations are told by the system alone. Runs before deployment."""

from django.db import migrations

from noroshi.audiences.lock import Lock


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_stations"), ("audiences", "0002_the_database_lock")]

    operations = [Lock("reports_station", born="(select noroshi_is_system())")]
