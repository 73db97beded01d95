"""One page for executives: the list with what is open, composing one, the page itself, its PDF, the decision."""

from noroshi.web.pages.briefing import one, overview

urlpatterns = [*overview.urlpatterns, *one.urlpatterns]
