"""Writing: drafts listed, begun, written, checked and sent; the receipt."""

from noroshi.web.pages.drafts import alike, beginning, enclosing, filing, guiding, listing, releasing, sending, writing

urlpatterns = [
    *listing.urlpatterns,
    *beginning.urlpatterns,
    *guiding.urlpatterns,
    *writing.urlpatterns,
    *enclosing.urlpatterns,
    *alike.urlpatterns,
    *sending.urlpatterns,
    *filing.urlpatterns,
    *releasing.urlpatterns,
]
