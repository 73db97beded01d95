"""Shared intelligence as people meet it."""

from noroshi.web.pages.intel import finding

urlpatterns = [*finding.urlpatterns]
