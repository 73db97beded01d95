"""Which door answers which address."""

from django.urls import include, path

from noroshi.api.by_page import by_page
from noroshi.api.door import api
from noroshi.api.reference import reference
from noroshi.web.health import healthz, readyz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("api/v1/docs", reference, name="api_reference"),
    path("api/v1/docs/by-page", by_page, name="api_by_page"),
    path("api/v1/", api.urls),
    path("", include("noroshi.connectors.misp.feed")),
    path("taxii2/", include("noroshi.taxii.urls")),
    path("", include("noroshi.web.urls")),
]
