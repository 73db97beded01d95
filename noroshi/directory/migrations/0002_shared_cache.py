"""Runs before deployment: the table of Django's database cache, shared by all processes (rate limits and used codes live there)."""

from django.db import migrations

CREATE = """
CREATE TABLE shared_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX shared_cache_expires ON shared_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_who_is_who")]

    operations = [migrations.RunSQL(CREATE, "DROP TABLE shared_cache")]
