"""The addresses of the feed. A key that is wrong, ended or too narrow is no address."""

import hashlib
from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.signin.address import client_address
from noroshi.directory.signin.keys import authenticate
from noroshi.directory.signin.scopes import Scope
from noroshi.intel.misp import event_for, events_for, note_given
from noroshi.legal.errors import PledgeFirst
from noroshi.legal.pledges import outstanding
from noroshi.stix.misp import manifest_entry
from noroshi.vocabulary.errors import NotFound, Refusal

BY_HEADER: Final = "-"


@require_safe
def manifest(request: HttpRequest, key: str) -> HttpResponse:
    return _answered(request, key, lambda viewer: _json(_manifest(viewer)))


@require_safe
def event(request: HttpRequest, key: str, public_id: UUID) -> HttpResponse:
    return _answered(request, key, lambda viewer: _json(_event(viewer, public_id)))


def _answered(request: HttpRequest, key: str, answer: Callable[[Viewer], HttpResponse]) -> HttpResponse:
    """One reader, one transaction; whatever is refused says no more than that.

    Addresses are written down on their way: a key that may do anything else does not open one.
    """
    try:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip() if key == BY_HEADER else key
        holder = authenticate(given, client_address(request.META))
        holder.must_allow(Scope.INTEL_READ)
        if key != BY_HEADER and holder.scopes != {Scope.INTEL_READ}:
            raise NotFound
        viewer = Viewer(holder.seat)
        with acting_as(viewer):
            if outstanding(viewer.seat):
                raise PledgeFirst
            made = answer(viewer)
    except Refusal:
        return HttpResponse("not found\n", status=404, content_type="text/plain")
    made["ETag"] = f'"{hashlib.blake2b(made.content, digest_size=16).hexdigest()}"'
    made["Cache-Control"] = "private, no-cache"
    return get_conditional_response(request, etag=made["ETag"], response=made) or made


def _json(said: dict[str, Any]) -> HttpResponse:
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False})


def _manifest(viewer: Viewer) -> dict[str, Any]:
    events = events_for(viewer)
    note_given(viewer, (UUID(one["uuid"]) for one in events))
    return {one["uuid"]: manifest_entry(one) for one in events}


def _event(viewer: Viewer, public_id: UUID) -> dict[str, Any]:
    found = event_for(viewer, public_id)
    note_given(viewer, [public_id])
    return {"Event": found}


urlpatterns = [
    path("feeds/misp/<str:key>/manifest.json", manifest, name="misp_manifest"),
    path("feeds/misp/<str:key>/<uuid:public_id>.json", event, name="misp_event"),
]
