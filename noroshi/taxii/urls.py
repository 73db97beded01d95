"""The addresses of TAXII 2.1, each with its last slash. Whatever else is asked here is answered in the same shape."""

from typing import Final

from django.urls import path

from noroshi.taxii import views
from noroshi.taxii.views import ROOT

COLLECTION: Final = f"{ROOT}/collections/<str:collection_id>/"
ONE: Final = f"{COLLECTION}objects/<str:object_id>/"

urlpatterns = [
    path("", views.discovery_view, name="taxii_discovery"),
    path(f"{ROOT}/", views.root_view, name="taxii_root"),
    path(f"{ROOT}/status/<str:status_id>/", views.status_view, name="taxii_status"),
    path(f"{ROOT}/collections/", views.collections_view, name="taxii_collections"),
    path(COLLECTION, views.collection_view, name="taxii_collection"),
    path(f"{COLLECTION}manifest/", views.manifest_view, name="taxii_manifest"),
    path(f"{COLLECTION}objects/", views.objects_view, name="taxii_objects"),
    path(ONE, views.object_view, name="taxii_object"),
    path(f"{ONE}versions/", views.versions_view, name="taxii_versions"),
]
