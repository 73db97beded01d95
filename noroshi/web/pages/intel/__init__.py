"""Shared intelligence as people meet it."""

from noroshi.web.pages.intel import finding, importing, known, sources

urlpatterns = [
    *finding.urlpatterns,
    *importing.urlpatterns,
    *sources.urlpatterns,
    *known.urlpatterns,
]
