"""Incident sheets: begun here; written, sent and read on the pages of drafts and items. Beside it the sharing patterns."""

from noroshi.web.pages.sheets import beginning, patterns

urlpatterns = [*beginning.urlpatterns, *patterns.urlpatterns]
