"""Notices of the desk, where they go, and whom a duty officer rings."""

from noroshi.web.pages.notices import calls, channels, listing, muting, wishes

urlpatterns = [
    *listing.urlpatterns,
    *channels.urlpatterns,
    *calls.urlpatterns,
    *wishes.urlpatterns,
    *muting.urlpatterns,
]
