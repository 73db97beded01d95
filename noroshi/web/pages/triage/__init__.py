"""The few that matter, as people meet them."""

from noroshi.web.pages.triage import digests, editing, funnel, lists

urlpatterns = [*lists.urlpatterns, *editing.urlpatterns, *funnel.urlpatterns, *digests.urlpatterns]
