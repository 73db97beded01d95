"""A form taken away as a file: by one press; RED says first what that means."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from noroshi.advisories.exporting import export_stix, stix_or_asked
from noroshi.drafting.exporting import (
    Asked,
    Exported,
    Sort,
    csaf_or_asked,
    export_csaf,
    export_draft,
    export_item,
    or_asked,
)
from noroshi.threshold.acting import viewer_of
from noroshi.threshold.handing_over import handed_over
from noroshi.vocabulary.errors import NotFound


@require_http_methods(["GET", "POST"])
@login_required
def item_form(request: HttpRequest, public_id: UUID, sort: str) -> HttpResponseBase:
    """`against` names another edition to mark the changes since; `marks=0` leaves the changes unmarked."""
    viewer, kind = viewer_of(request), _sort(sort)
    against, marks = _against(request), request.GET.get("marks") != "0"
    if request.method == "POST":
        return _given(export_item(viewer, public_id, kind, against=against, marks=marks))
    found = or_asked(viewer, public_id, kind, against=against, marks=marks)
    if isinstance(found, Asked):
        return render(request, "items/export_asked.html", {"page": found, "here": request.get_full_path()})
    return _given(found)


@require_http_methods(["GET", "POST"])
@login_required
def item_csaf(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """An advisory for machines; RED asks first as it does for paper."""
    viewer, namespace = viewer_of(request), settings.PORTAL_ADDRESS
    if request.method == "POST":
        return _given(export_csaf(viewer, public_id, namespace=namespace))
    found = csaf_or_asked(viewer, public_id, namespace=namespace)
    if isinstance(found, Asked):
        return render(request, "items/export_asked.html", {"page": found, "here": request.get_full_path()})
    return _given(found)


@require_http_methods(["GET", "POST"])
@login_required
def item_stix(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """A report or an advisory as a STIX bundle; RED asks first as it does for paper."""
    viewer, address = viewer_of(request), settings.PORTAL_ADDRESS
    if request.method == "POST":
        return _given(export_stix(viewer, public_id, address=address))
    found = stix_or_asked(viewer, public_id, address=address)
    if isinstance(found, Asked):
        return render(request, "items/export_asked.html", {"page": found, "here": request.get_full_path()})
    return _given(found)


@require_safe
@login_required
def draft_form(request: HttpRequest, public_id: UUID, sort: str) -> HttpResponseBase:
    return _given(export_draft(viewer_of(request), public_id, _sort(sort)))


def _given(file: Exported) -> HttpResponseBase:
    return handed_over(file.name, len(file.content), [file.content])


def _sort(text: str) -> Sort:
    if text not in set(Sort):
        raise NotFound
    return Sort.of(text)


def _against(request: HttpRequest) -> UUID | None:
    given = request.GET.get("against")
    try:
        return UUID(given) if given else None
    except ValueError:
        raise NotFound from None


urlpatterns = [
    path("items/<uuid:public_id>/csaf.json", item_csaf, name="item_csaf"),
    path("items/<uuid:public_id>/stix.json", item_stix, name="item_stix"),
    path("items/<uuid:public_id>/form.<slug:sort>", item_form, name="item_form"),
    path("drafts/<uuid:public_id>/form.<slug:sort>", draft_form, name="draft_form"),
]
