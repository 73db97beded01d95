"""Writing: drafts listed, begun, written, checked and sent; the receipt."""

from noroshi.web.pages.drafts import beginning, enclosing, listing, sending, writing

urlpatterns = [
    *listing.urlpatterns,
    *beginning.urlpatterns,
    *writing.urlpatterns,
    *enclosing.urlpatterns,
    *sending.urlpatterns,
]
