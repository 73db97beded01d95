"""Notices of the desk, where they go, and whom a duty officer rings."""

from noroshi.web.pages.notices import calls, channels, listing

urlpatterns = [*listing.urlpatterns, *channels.urlpatterns, *calls.urlpatterns]
