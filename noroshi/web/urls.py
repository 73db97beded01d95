"""The addresses of the pages: one module of noroshi/web/pages/ a topic, each with its own `urlpatterns`."""

from django.urls import path

from noroshi.web import styleguide
from noroshi.web.pages import (
    asking,
    directory,
    drafts,
    emergency,
    explorer,
    exports,
    files,
    home,
    intake,
    intel,
    items,
    legal,
    matters,
    notices,
    preferences,
    public,
    record,
    schemes,
    signin,
    stations,
    tour,
)

urlpatterns = [
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    *home.urlpatterns,
    *intake.urlpatterns,
    *intel.urlpatterns,
    *drafts.urlpatterns,
    *items.urlpatterns,
    *exports.urlpatterns,
    *stations.urlpatterns,
    *matters.urlpatterns,
    *emergency.urlpatterns,
    *legal.urlpatterns,
    *notices.urlpatterns,
    *asking.urlpatterns,
    *explorer.urlpatterns,
    *record.urlpatterns,
    *schemes.urlpatterns,
    *files.urlpatterns,
    *public.urlpatterns,
    *tour.urlpatterns,
    *directory.urlpatterns,
    *preferences.urlpatterns,
    *signin.urlpatterns,
]
