"""The live process."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noroshi.config.settings")
django.setup()

from noroshi.live.stream import answer as application  # noqa: E402 - Django must be set up first

__all__ = ["application"]
