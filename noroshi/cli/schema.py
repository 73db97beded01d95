"""Run as `python -m noroshi.cli.schema`: brings the tables to this version, as their owner, in a process of its own."""

import os

import django
from django.core.management import call_command


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noroshi.config.settings")
    django.setup()
    call_command("migrate", database="owner", interactive=False, verbosity=1)


if __name__ == "__main__":
    main()
