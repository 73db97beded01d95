"""One box for everything that one may read, what is kept of it, and the handbook and glossary as pages."""

from noroshi.web.pages.search import alike, handbook, results, saved

urlpatterns = [*results.urlpatterns, *saved.urlpatterns, *alike.urlpatterns, *handbook.urlpatterns]
