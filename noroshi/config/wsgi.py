"""The web and API process."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noroshi.config.settings")
_django = get_wsgi_application()

from django.conf import settings  # noqa: E402 - the settings are known from here on
from django.urls import reverse  # noqa: E402 - likewise
from django.utils.translation import override  # noqa: E402 - likewise

from noroshi.threshold.problems import whole_bodies  # noqa: E402 - likewise

for _language, _name in settings.LANGUAGES:
    with override(_language):
        reverse("healthz")  # every address in every language is read now, and not while somebody waits

application = whole_bodies(_django)
