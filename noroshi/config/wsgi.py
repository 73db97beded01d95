"""The web and API process."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noroshi.config.settings")
application = get_wsgi_application()
