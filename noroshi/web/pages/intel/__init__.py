"""Shared intelligence as people meet it."""

from noroshi.web.pages.intel import finding, importing, known, live, sources

urlpatterns = [
    *finding.urlpatterns,
    *importing.urlpatterns,
    *sources.urlpatterns,
    *known.urlpatterns,
    *live.urlpatterns,
]
