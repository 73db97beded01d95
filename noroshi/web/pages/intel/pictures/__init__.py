"""Shared intelligence as pictures: each drawn on the server, each with the same said in words beside it."""

from noroshi.web.pages.intel.pictures import graph, matrix, sectors

urlpatterns = [*graph.urlpatterns, *matrix.urlpatterns, *sectors.urlpatterns]
