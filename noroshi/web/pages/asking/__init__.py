"""Inquiries: what others ask of this desk and what it asks them, along the chain by which an item came."""

from noroshi.web.pages.asking import approving, asking, listing, looks, of_item, one, widening

urlpatterns = [
    *listing.urlpatterns,
    *looks.urlpatterns,
    *one.urlpatterns,
    *asking.urlpatterns,
    *approving.urlpatterns,
    *of_item.urlpatterns,
    *widening.urlpatterns,
]
