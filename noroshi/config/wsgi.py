"""The web and API process."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noroshi.config.settings")
_django = get_wsgi_application()

from noroshi.threshold.problems import whole_bodies  # noqa: E402 - the settings are known from here on

application = whole_bodies(_django)
