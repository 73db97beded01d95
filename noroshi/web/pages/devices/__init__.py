"""Lists for devices as people make them, and as devices fetch them."""

from noroshi.web.pages.devices import fetching, keys, lists, review

urlpatterns = [*fetching.urlpatterns, *lists.urlpatterns, *review.urlpatterns, *keys.urlpatterns]
