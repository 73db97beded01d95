"""Shared items: listed, read, marked, passed on, recalled, published, written; and standing relay orders."""

from noroshi.web.pages.items import listing, reading

urlpatterns = [*listing.urlpatterns, *reading.urlpatterns]
