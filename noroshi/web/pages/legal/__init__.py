"""Pages about the law: what is accepted at entry, how an item stands, retention and disposal."""

from noroshi.web.pages.legal import entering, footings, pledging, records

urlpatterns = [
    *entering.urlpatterns,
    *pledging.urlpatterns,
    *footings.urlpatterns,
    *records.urlpatterns,
]
