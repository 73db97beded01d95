"""Technical help: asked for, worked on, answered; who here can help."""

from noroshi.web.pages.helping import asking, listing, one, roster

urlpatterns = [*listing.urlpatterns, *asking.urlpatterns, *roster.urlpatterns, *one.urlpatterns]
