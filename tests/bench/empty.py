"""Django and nothing else: what a worker of ours is weighed against."""

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="empty", USE_TZ=True)
django.setup()
urlpatterns = [path("", lambda _request: HttpResponse(b"here"))]
application = get_wsgi_application()
