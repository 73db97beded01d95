"""Shared intelligence as people meet it."""

from noroshi.web.pages.intel import (
    browsing,
    files,
    finding,
    importing,
    known,
    known_here,
    live,
    pictures,
    reading,
    sources,
    subscribing,
    taken_back,
    writing,
)

urlpatterns = [
    *browsing.urlpatterns,
    *files.urlpatterns,
    *pictures.urlpatterns,
    *reading.urlpatterns,
    *writing.urlpatterns,
    *finding.urlpatterns,
    *importing.urlpatterns,
    *sources.urlpatterns,
    *subscribing.urlpatterns,
    *known.urlpatterns,
    *known_here.urlpatterns,
    *taken_back.urlpatterns,
    *live.urlpatterns,
]
