"""Shared items: listed, read, marked, passed on, recalled, published, written; and standing relay orders."""

from noroshi.web.pages.items import (
    following,
    handling,
    listing,
    marking,
    passing,
    posting,
    reaching,
    reading,
    redacting,
    standing,
    ticket,
    translating,
    withdrawing,
    writing,
)

urlpatterns = [
    *listing.urlpatterns,
    *reading.urlpatterns,
    *reaching.urlpatterns,
    *handling.urlpatterns,
    *passing.urlpatterns,
    *posting.urlpatterns,
    *marking.urlpatterns,
    *redacting.urlpatterns,
    *writing.urlpatterns,
    *standing.urlpatterns,
    *withdrawing.urlpatterns,
    *ticket.urlpatterns,
    *translating.urlpatterns,
    *following.urlpatterns,
]
